using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Checking;

/// <summary>Constants are any C# expression, and one mistake is one finding.</summary>
public class OneMistakeTests
{
    [Theory]
    [InlineData("3 > System.Math.Max(1, 2)", 1)]
    [InlineData("() => System.Math.Max(1, 2)", 1)]
    [InlineData("@\"C:\\\", 1", 2)]
    [InlineData("new System.Collections.Generic.Dictionary<string, int>(), 1", 2)]
    [InlineData("\"a, b\", 'c'", 2)]
    public void A_constant_may_be_any_expression(string constants, int count)
    {
        var yaml =
            $$"""
            machine: M
            events: { Go: }
            actions:
              Act({{string.Join(", ", Enumerable.Range(0, count).Select(i => $"object c{i}"))}}):
            initial: A
            states:
              A:
                on:
                  Go:
                    do:
                      - 'Act({{constants.Replace("'", "''", StringComparison.Ordinal)}})'
            """;

        Assert.Empty(Findings(yaml));
    }

    [Theory]
    [InlineData("1 > 0\n      #if X")]
    [InlineData("1 > 0\n      #pragma warning disable")]
    public void A_directive_behind_the_code_is_refused(string code) => Assert.Equal(
        ["FSM1017 This is not a C# expression: a directive has no place here"],
        Findings($"machine: M\nevents: {{ Go: }}\nguards:\n  G:\n    code: |\n      {code}\ninitial: A\nstates:\n  A: {{ on: {{ Go: [{{ when: G, to: A }}, ignore] }} }}\n"));

    [Fact]
    public void Brackets_within_a_string_nest_nothing() =>
        Assert.Empty(Findings($"machine: M\nevents: {{ Go: }}\nguards:\n  G:\n    code: |\n      \"{new string('(', 100)}\".Length > 0\ninitial: A\nstates:\n  A: {{ on: {{ Go: [{{ when: G, to: A }}, ignore] }} }}\n"));

    [Fact]
    public void A_misspelt_event_is_not_also_an_unhandled_one() => Assert.Equal(
        ["FSM1002 Event 'Psuh' is not declared; did you mean 'Push'?"],
        Findings("machine: M\nevents: { Push: }\ninitial: A\nstates:\n  A: { on: { Psuh: A } }\n"));

    [Fact]
    public void A_scenario_may_begin_where_the_machine_has_ended() =>
        Assert.Empty(Findings("machine: M\nevents: { Go: }\ninitial: A\nstates:\n  A: { on: { Go: B } }\n  B: { final: true }\nscenarios:\n  It is over:\n    from: B\n    steps:\n      - Go: ended\n"));

    [Fact]
    public void A_scenario_fails_where_the_start_before_it_does() => Assert.Equal(
        ["FSM2005 Scenario 'It starts' fails: 'Start' before it leads to a row that says 'never', not to its end"],
        Findings("machine: M\nevents:\n  Go:\n  I: { internal: true }\nguards: { X: }\ninitial: A\nstates:\n  A: { entry: raise I, on: { Go: ignore, I: [{ when: X, do: ignore }, never] } }\nscenarios:\n  It starts:\n    - Go: ignored\n"));

    [Fact]
    public void An_internal_event_that_is_handled_and_never_raised_is_unused() => Assert.Contains(
        "FSM2006 The internal event 'I' is declared, and nothing uses it",
        Findings("machine: M\nevents:\n  Go:\n  I: { internal: true }\ninitial: A\nstates:\n  A: { on: { Go: ignore, I: A } }\n"));

    [Fact]
    public void A_tab_that_goes_on_with_the_line_before_is_named_where_it_stands() => Assert.Equal(
        ["FSM9001 This is not YAML: a tab cannot indent; use spaces (6,1)"],
        SpecCompilation.Of(SourceText.From("machine: M\nevents: { Go: , Stop: }\ninitial: A\nstates:\n  A: { on: { Go: ignore, Stop: ignore } }\n\tB:\n"), "test.fsm.yaml", null).Findings
            .Select(finding => $"{finding.Rule.Id} {finding.Message} ({finding.Lines.Start.Line + 1},{finding.Lines.Start.Character + 1})"));

    private static IEnumerable<string> Findings(string yaml) =>
        SpecCompilation.Of(SourceText.From(yaml), "test.fsm.yaml", null).Findings.Select(finding => $"{finding.Rule.Id} {finding.Message}");
}
