using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace FsmGen.Generators.Tests.Incrementality;

/// <summary>What re-runs when something changes, and what must not.</summary>
public class IncrementalityTests
{
    private const string Plain =
        """
        machine: Door
        events: { Open: , Close: }
        actions: { Creak: }
        initial: Shut
        states:
          Shut:
            on: { Open: Ajar, Close: ignore }
          Ajar:
            entry: Creak
            on: { Open: ignore, Close: Shut }
        """;

    private const string Coded =
        """
        machine: Lamp
        events: { Toggle: }
        guards:
          Broken:
            code: Age > 3
        initial: Off
        states:
          On:
            on: { Toggle: Off }
          Off:
            on: { Toggle: [{ when: Broken, do: reject }, { to: On }] }
        """;

    /// <summary>The name of a state that nothing reaches: a finding that moves without the machine changing.</summary>
    private const string Faulty = Plain + "\n  Lost:\n    on: { Open: ignore, Close: ignore }\n";

    public static TheoryData<int> LinesOfPlain => [.. Enumerable.Range(0, Plain.Split('\n').Length + 1)];

    [Fact]
    public void An_unrelated_edit_of_csharp_runs_no_step()
    {
        var compilation = Project("class A { }");
        var driver = Driver(Plain, Coded).RunGenerators(compilation);
        var edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], CSharpSyntaxTree.ParseText("class A { int x; } class B { }", Consumer.Build.Parse));
        driver = driver.RunGenerators(edited);

        Assert.Equal([Cached, Cached], driver.Reasons(StepNames.Specs));
        Assert.Equal([Cached, Cached], driver.Reasons(StepNames.Machines));
        Assert.Equal([Cached, Cached], driver.Outputs());
        // Nothing at all: every step of the generator, named or not.
        Assert.All(driver.GetRunResult().Results[0].TrackedSteps.Where(step => step.Key != "Compilation").SelectMany(step => step.Value).SelectMany(run => run.Outputs),
            output => Assert.True(output.Reason is Cached or Unchanged, $"{output.Reason}: {output.Value}"));
    }

    [Theory]
    [MemberData(nameof(LinesOfPlain))]
    public void A_comment_anywhere_in_a_spec_without_code_recompiles_it_and_emits_nothing(int line)
    {
        var driver = Edit([Plain], 0, WithComment(Plain, line));

        // Above the last declaration of a host method it moves what a missing method is reported at.
        var moves = line <= 2;
        Assert.Equal([moves ? Modified : Unchanged], driver.Reasons(StepNames.Specs));
        Assert.Equal([moves ? Unchanged : Cached], driver.Reasons(StepNames.Machines));
        Assert.Equal([Cached], driver.Outputs());
    }

    [Fact]
    public void A_comment_above_embedded_code_emits_again()
    {
        var driver = Edit([Coded], 0, WithComment(Coded, 1));

        Assert.Equal([Modified], driver.Reasons(StepNames.Machines));
        Assert.Equal([Modified], driver.Outputs());
        Assert.Contains("#line (6,11)-(6,18)", Assert.Single(driver.GetRunResult().GeneratedTrees).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_below_embedded_code_emits_nothing()
    {
        var driver = Edit([Coded], 0, WithComment(Coded, 5));

        Assert.Equal([Unchanged], driver.Reasons(StepNames.Specs));
        Assert.Equal([Cached], driver.Reasons(StepNames.Machines));
        Assert.Equal([Cached], driver.Outputs());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Of_two_specs_only_the_edited_one_is_compiled_and_emitted(int edited)
    {
        string[] specs = [Plain, Coded];
        var driver = Edit(specs, edited, specs[edited].Replace("Open", "Push", StringComparison.Ordinal).Replace("Toggle", "Switch", StringComparison.Ordinal));

        IncrementalStepRunReason[] expected = edited == 0 ? [Modified, Cached] : [Cached, Modified];
        Assert.Equal(expected, driver.Reasons(StepNames.Specs));
        Assert.Equal(expected, driver.Reasons(StepNames.Machines).Select(reason => reason == Unchanged ? Cached : reason));
        Assert.Equal(expected, driver.Outputs());
    }

    [Fact]
    public void A_comment_in_one_of_two_specs_leaves_the_output_of_both()
    {
        var driver = Edit([Plain, Coded], 0, WithComment(Plain, 0));

        Assert.Equal([Modified, Cached], driver.Reasons(StepNames.Specs));
        Assert.Equal([Cached, Cached], driver.Outputs());
    }

    [Fact]
    public void A_finding_that_moves_is_reported_again_and_nothing_is_emitted()
    {
        var driver = Edit([Faulty], 0, WithComment(Faulty, 0));

        Assert.Equal([Unchanged], driver.Reasons(StepNames.Machines));
        Assert.Equal([Modified], driver.Reasons(StepNames.Findings));
        Assert.Equal([Modified, Cached], driver.Outputs().Order());
        Assert.Equal(11, Assert.Single(driver.GetRunResult().Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void A_comment_below_a_finding_reports_nothing_again()
    {
        var driver = Edit([Faulty], 0, Faulty + "# the end\n");

        Assert.Equal([Cached], driver.Reasons(StepNames.Findings));
        Assert.Equal([Cached, Cached], driver.Outputs());
        Assert.Single(driver.GetRunResult().Diagnostics);
    }

    [Fact]
    public void A_new_root_namespace_recompiles_and_emits()
    {
        var driver = Driver(Plain).RunGenerators(Project());
        driver = driver.WithUpdatedAnalyzerConfigOptions((Consumer.Build with { RootNamespace = "Other" }).Provide()).RunGenerators(Project());

        Assert.Equal([Modified], driver.Reasons(StepNames.Specs));
        Assert.Contains("namespace Other\n", Assert.Single(driver.GetRunResult().GeneratedTrees).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_root_namespace_changes_nothing_for_a_spec_that_names_its_own()
    {
        var driver = Driver("namespace: Own\n" + Plain).RunGenerators(Project());
        driver = driver.WithUpdatedAnalyzerConfigOptions((Consumer.Build with { RootNamespace = "Other" }).Provide()).RunGenerators(Project());

        Assert.Equal([Unchanged], driver.Reasons(StepNames.Specs));
        Assert.Equal([Cached], driver.Outputs());
    }

    [Fact]
    public void Options_that_are_new_and_equal_change_nothing()
    {
        var driver = Driver(Plain, Coded).RunGenerators(Project());
        driver = driver.WithUpdatedAnalyzerConfigOptions(Consumer.Build.Provide()).RunGenerators(Project());

        Assert.Equal([Cached, Cached], driver.Outputs());
    }

    [Fact]
    public void A_host_method_that_goes_is_missed_and_nothing_is_emitted()
    {
        var compilation = Project();
        var driver = Driver(Plain).RunGenerators(compilation);
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], CSharpSyntaxTree.ParseText("namespace Demo; partial class Door { }", Consumer.Build.Parse)));

        Assert.Equal([Cached], driver.Reasons(StepNames.Machines));
        Assert.Equal([New], driver.Reasons(StepNames.Hosts));
        Assert.Equal("FSM3001", Assert.Single(driver.GetRunResult().Diagnostics).Id);
    }

    [Fact]
    public void A_severity_that_changes_reports_again_and_emits_nothing()
    {
        var driver = Driver(Faulty).RunGenerators(Project());
        var choice = Consumer.Build with { FileOptions = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("fsmgen.fsm2002.severity", "error") };
        driver = driver.WithUpdatedAnalyzerConfigOptions(choice.Provide()).RunGenerators(Project());

        Assert.Equal([Unchanged], driver.Reasons(StepNames.Machines));
        Assert.Equal([Modified], driver.Reasons(StepNames.Findings));
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(driver.GetRunResult().Diagnostics).Severity);
    }

    [Fact]
    public void A_file_that_is_no_spec_runs_no_step()
    {
        var driver = Driver(Plain).RunGenerators(Project());
        driver = driver.AddAdditionalTexts([new SpecText("/specs/readme.yaml", "a: b")]).RunGenerators(Project());

        Assert.Equal([Cached], driver.Reasons(StepNames.Specs));
        Assert.Equal([Cached], driver.Outputs());
    }

    /// <summary>A project with the C# half of <see cref="Plain"/>.</summary>
    private static CSharpCompilation Project(params string[] sources) => Consumer.Build.Compile([.. sources, "namespace Demo { partial class Door { private partial void Creak() { } } } namespace Own { partial class Door { private partial void Creak() { } } }"]);

    private static GeneratorDriver Driver(params string[] specs) => Consumer.Build.Driver(Texts(specs));

    private static SpecText[] Texts(string[] specs) => [.. specs.Select((spec, i) => new SpecText($"/specs/{i}.fsm.yaml", spec))];

    /// <summary>Runs, replaces one spec, and runs again.</summary>
    private static GeneratorDriver Edit(string[] specs, int index, string text)
    {
        var compilation = Project();
        var texts = Texts(specs);
        var driver = Consumer.Build.Driver(texts).RunGenerators(compilation);
        return driver.ReplaceAdditionalText(texts[index], new SpecText(texts[index].Path, text)).RunGenerators(compilation);
    }

    private static string WithComment(string spec, int line)
    {
        var lines = spec.Split('\n').ToList();
        lines.Insert(line, "# a comment");
        return string.Join("\n", lines);
    }
}
