namespace FsmGen.Generators.Tests.Reporting;

/// <summary>Two files that would write the same generated file.</summary>
public class SameMachineTests
{
    private static string Spec(string name, string state = "A") => $"machine: {name}\nevents: {{ Go: }}\ninitial: {state}\nstates: {{ {state}: {{ on: {{ Go: ignore }} }} }}";

    [Fact]
    public async Task Of_two_files_that_declare_a_machine_the_later_path_is_reported_and_the_earlier_one_written()
    {
        SpecText[] specs = [new("/specs/two.fsm.yaml", Spec("M", "FromTwo")), new("/specs/one.fsm.yaml", Spec("M", "FromOne"))];
        var generation = Consumer.Build.Generate(specs);

        Assert.Contains("FromOne,", generation.Source, StringComparison.Ordinal);
        const string Finding = "/specs/two.fsm.yaml(1,10): error FSM9005: The type 'M' is also declared by 'one.fsm.yaml'";
        Assert.Equal(Finding, Expected.Line(Assert.Single(generation.Reported)));
        Assert.Equal(Finding, Expected.Line(Assert.Single(await Consumer.Editor.Analyze(specs))));
        Assert.Empty(generation.Complaints);
    }

    [Fact]
    public void The_order_of_the_files_does_not_matter()
    {
        SpecText one = new("/specs/one.fsm.yaml", Spec("M", "FromOne")), two = new("/specs/two.fsm.yaml", Spec("M", "FromTwo"));
        Assert.Equal(Consumer.Build.Generate([one, two]).Source, Consumer.Build.Generate([two, one]).Source);
    }

    [Fact]
    public void Names_that_differ_in_case_only_are_one_file_and_so_one_machine()
    {
        var generation = Consumer.Build.Generate([new SpecText("/specs/a.fsm.yaml", Spec("Door")), new SpecText("/specs/b.fsm.yaml", Spec("DOOR"))]);
        Assert.Contains("partial class Door\n", generation.Source, StringComparison.Ordinal);
        Assert.Equal("FSM9005", Assert.Single(generation.Reported).Id);
    }

    [Fact]
    public void The_same_name_in_two_namespaces_is_two_machines()
    {
        var generation = Consumer.Build.Generate([new SpecText("/specs/a.fsm.yaml", "namespace: A\n" + Spec("M")), new SpecText("/specs/b.fsm.yaml", "namespace: B\n" + Spec("M"))]);
        Assert.Equal(2, generation.Sources.Length);
        Assert.Empty(generation.Reported);
        Assert.Empty(generation.Complaints);
    }

    [Theory]
    [InlineData("DoorState")]
    [InlineData("DoorEvent")]
    public void A_machine_cannot_have_the_name_of_the_enum_of_another(string name)
    {
        var generation = Consumer.Build.Generate([new SpecText("/specs/a.fsm.yaml", Spec(name)), new SpecText("/specs/b.fsm.yaml", Spec("Door"))]);
        Assert.Equal($"/specs/a.fsm.yaml(1,10): error FSM9005: The type '{name}' is also declared by 'b.fsm.yaml'", Expected.Line(Assert.Single(generation.Reported)));
        Assert.Contains("partial class Door\n", generation.Source, StringComparison.Ordinal);
        Assert.Empty(generation.Complaints);
    }

    [Fact]
    public void Of_three_files_the_two_later_ones_are_reported()
    {
        var generation = Consumer.Build.Generate([new SpecText("/c.fsm.yaml", Spec("M")), new SpecText("/a.fsm.yaml", Spec("M")), new SpecText("/b.fsm.yaml", Spec("M"))]);
        Assert.Equal(["/b.fsm.yaml", "/c.fsm.yaml"], generation.Reported.Select(static d => d.Location.GetLineSpan().Path).Order());
        Assert.Single(generation.Sources);
    }
}
