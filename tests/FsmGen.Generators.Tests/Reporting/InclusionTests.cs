namespace FsmGen.Generators.Tests.Reporting;

public class InclusionTests
{
    private static readonly SpecText Door = new("/project/door.fsm.yaml",
        """
        machine: Door
        namespace: Demo
        include: parts/bell.fsm.yaml
        events: { Go: }
        initial: Closed
        states:
          Closed: { on: { Go: { do: Chime }, Ring: ignore } }
        """);

    private static SpecText Bell(string more) => new("/project/parts/bell.fsm.yaml", "fragment: Bell\nevents: { Ring: }\nactions:\n  Chime:\n    code: System.Console.Bee()\n" + more);

    [Fact]
    public void An_error_of_csharp_in_an_included_file_is_shown_there()
    {
        var generation = Consumer.Build.Generate([Door, Bell("")]);
        Assert.Equal(["/project/parts/bell.fsm.yaml(4,25): CS0117"], generation.Complaints.Select(static complaint => complaint.Location.GetMappedLineSpan() is var span ? $"{span.Path}({span.StartLinePosition.Line},{span.StartLinePosition.Character}): {complaint.Id}" : ""));
    }

    [Fact]
    public async Task Build_and_editor_report_what_is_wrong_in_an_included_file()
    {
        var bell = Bell("  Unused:\n");
        var expected = "/project/parts/bell.fsm.yaml(5,2): FSM2006";
        Assert.Contains(expected, Consumer.Build.Generate([Door, bell]).Reported.Select(Describe));
        Assert.Equal([expected], (await Consumer.Editor.Analyze(Door, bell)).Where(static d => !d.Id.StartsWith("FSM3", StringComparison.Ordinal)).Select(Describe));
    }

    private static string Describe(Microsoft.CodeAnalysis.Diagnostic diagnostic) =>
        diagnostic.Location.GetLineSpan() is var span ? $"{span.Path}({span.StartLinePosition.Line},{span.StartLinePosition.Character}): {diagnostic.Id}" : "";
}
