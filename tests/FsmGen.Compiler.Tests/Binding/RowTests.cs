using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Binding;

/// <summary>What is said of a row, or of a step, in which more than one thing may be wrong.</summary>
public class RowTests
{
    private const string Head = "machine: M\nunhandled: none\nevents: { E: , F(int size): }\nactions: { Show(string text): , Act: }\ninitial: A\nstates:\n  A:\n    on:\n      E: A\n      F: { do: Act }\n";

    [Fact]
    public void A_misspelt_key_of_a_row_is_reported_whether_its_event_is_known_or_not() =>
        Assert.Equal(
            [
                "FSM1002 Event 'G' is not declared",
                "FSM1005 'too' is not a key of a row; did you mean 'to'?",
                "FSM1004 Action 'Atc' is not declared; did you mean 'Act'?",
            ], Findings($"{Head.Replace("{ do: Act }", "{ do: [Act, Show(\"\")] }", StringComparison.Ordinal)}      G: {{ too: A, do: Atc }}\n"));

    [Theory]
    [InlineData("[Show(1, 2)]")]
    [InlineData("[Act, Show(1, 2), Act]")]
    [InlineData("[Show(1, 2, 3)]")]
    public void An_action_that_YAML_split_is_reported_once(string actions) =>
        Assert.Equal(
            ["FSM1012 The action 'Show(1' cannot be used so: its ')' is missing; in a list in flow style YAML splits at every comma, so write the list in block style or quote the action"],
            Findings($"{Head}      \"E, F\": {{ do: {actions} }}\n"));

    [Theory]
    [InlineData("E(3)", "'E' carries nothing; write 'E' alone")]
    [InlineData("F(1, 2)", "'F' carries 1 parameter (int size), not 2")]
    [InlineData("Start(1)", "'Start' carries nothing; write 'Start' alone")]
    public void Arguments_that_an_event_does_not_carry_are_reported_at_the_step(string step, string why) =>
        Assert.Equal([$"FSM1019 The step cannot be read: {why}"], Findings($"{Head}scenarios:\n  One:\n    - {step}: A\n"));

    [Fact]
    public void Arguments_are_for_the_reader_who_need_not_see_all() => Assert.Empty(Findings($"{Head}scenarios:\n  One:\n    - F: A\n    - F(f(1, 2)): A\n"));

    private static IEnumerable<string> Findings(string yaml) =>
        SpecCompilation.Of(SourceText.From(yaml), "test.fsm.yaml", null).Findings.Where(static finding => finding.Rule.Id.StartsWith("FSM1", StringComparison.Ordinal)).Select(static finding => $"{finding.Rule.Id} {finding.Message}");
}
