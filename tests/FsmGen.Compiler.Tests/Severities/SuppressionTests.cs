using FsmGen.Compiler.Severities;
using Microsoft.CodeAnalysis;

namespace FsmGen.Compiler.Tests.Severities;

/// <summary>Comments <c># fsmgen disable FSM2001</c>: what they speak of, and what only looks like one.</summary>
public class SuppressionTests
{
    [Fact]
    public void A_comment_at_the_end_of_a_line_speaks_of_that_line() => Markup.Reports(
        """
        machine: Door
        events: { Go: }
        initial: A
        states:
          A: # fsmgen disable FSM2001: nobody goes
          [|B|]: { on: { Go: A } }
        """, "FSM2002 No sequence of events leads to state 'B'");

    [Fact]
    public void A_comment_on_a_line_of_its_own_speaks_of_the_next_line_with_content() => Markup.Accepts(
        """
        machine: Door
        events: { Go: }
        initial: A
        states:
          # fsmgen disable FSM2001

          # nobody goes
          A:
        """);

    [Fact]
    public void A_comment_above_the_first_key_speaks_of_the_whole_file() => Markup.Accepts(
        """
        # The door.
        # fsmgen disable FSM2001, FSM2002: a sketch

        machine: Door
        events: { Go: }
        initial: A
        states:
          A:
          B:
        """);

    [Fact]
    public void Several_ids_may_stand_in_one_comment() => Markup.Accepts(
        """
        machine: Door
        events: { Go: }
        initial: A
        states:
          A: { on: { Go: ignore } }
          #   fsmgen   disable   FSM2001 FSM2002
          B:
        """);

    [Theory]
    [InlineData("FSM2001", " in this line")]
    [InlineData("FSM1001", ": what cannot be understood stays an error")]
    [InlineData("FSM3004", ": it is about C#, where its own comments suppress it")]
    [InlineData("FSM201", ": no rule has this id; did you mean 'FSM2001'?")]
    [InlineData("everything", ": no rule has this id")]
    public void An_id_that_takes_away_nothing_is_a_finding(string id, string why) => Markup.Reports(
        $$"""
        machine: Door
        events: { Go: }
        initial: A
        states:
          A: { on: { Go: ignore } } # fsmgen disable [|{{id}}|]: because
        """, $"FSM9006 '{id}' suppresses nothing{why}");

    [Theory]
    [InlineData("")]
    [InlineData(": because")]
    [InlineData(" : FSM2001")]
    public void A_comment_without_an_id_is_a_finding(string rest) => Markup.Reports(
        $"""
        machine: Door
        initial: A
        states:
          A: [|# fsmgen disable|]{rest}
        """, "FSM9006 '# fsmgen disable' suppresses nothing: it names no rule");

    [Fact]
    public void An_error_of_the_language_stays() => Markup.Reports(
        """
        # fsmgen disable [|FSM1001|]
        machine: Door
        initial: [|B|]
        states:
          A:
        """, "FSM9006 'FSM1001' suppresses nothing: what cannot be understood stays an error", "FSM1001 State 'B' is not declared");

    [Theory]
    [InlineData("FSM1001", "A: { on: { Go: [|B|] } }")]
    [InlineData("FSM2010", "A: { always: [|A|] }")]
    public void Where_a_design_is_not_looked_at_to_its_end_a_comment_about_it_may_be_right(string rule, string state)
    {
        var (yaml, _) = Markup.Parse($"# fsmgen disable FSM2001, FSM2002: a sketch\nmachine: Door\nevents: {{ Go: }}\ninitial: A\nstates:\n  {state}");
        Assert.Equal([rule], Markup.Compile(yaml).Findings.Select(static finding => finding.Rule.Id));
    }

    [Theory]
    [InlineData("summary: '# fsmgen disable FSM2001'")]
    [InlineData("summary: \"a\n  # fsmgen disable FSM2001\"")]
    [InlineData("summary: |\n  # fsmgen disable FSM2001\n  more")]
    [InlineData("summary: >-\n  text\n\n  # fsmgen disable FSM2001")]
    [InlineData("summary: it's#fsmgen disable FSM2001")]
    [InlineData("# fsmgen disabled FSM2001\nsummary: x")]
    [InlineData("# fsmgen: disable FSM2001\nsummary: x")]
    [InlineData("# fsmgenerator disable FSM2001\nsummary: x")]
    public void What_only_looks_like_a_comment_is_text(string lines) =>
        Markup.Accepts($"machine: Door\n{lines}\ninitial: A\nstates:\n  A:");

    [Fact]
    public void A_comment_behind_a_block_scalar_is_a_comment() => Markup.Accepts(
        """
        machine: Door
        events: { Go: }
        initial: A
        states:
          C:
            summary: |
              # text
            on: { Go: A }
          # fsmgen disable FSM2001
          A:
        """.Replace("initial: A", "initial: C", StringComparison.Ordinal));

    [Fact]
    public void A_file_that_cannot_be_read_on_keeps_its_finding() => Assert.Equal(["FSM9001"],
        Markup.Compile("# fsmgen disable FSM9001\nmachine: [Door\nx: 'y").Findings.Select(static finding => finding.Rule.Id));

    [Theory]
    [InlineData("none", null)]
    [InlineData("silent", DiagnosticSeverity.Hidden)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("Warning", DiagnosticSeverity.Warning)]
    [InlineData("error", DiagnosticSeverity.Error)]
    [InlineData("default", DiagnosticSeverity.Warning)]
    [InlineData("wrning", DiagnosticSeverity.Warning)]
    public void An_option_of_the_file_chooses_a_severity(string word, DiagnosticSeverity? severity)
    {
        var finding = Markup.Compile("machine: D\nevents: { E: }\ninitial: A\nstates:\n  A: { on: { E: ignore } }\n  B: { on: { E: ignore } }").Findings.Single();
        var chosen = ChosenSeverities.From(key => key == "fsmgen.fsm2002.severity" ? word : null);
        Assert.Equal(severity, chosen.Apply(finding)?.Severity);
    }

    [Fact]
    public void No_option_changes_an_error_of_the_language() => Assert.Equal(ChosenSeverities.None, ChosenSeverities.From(static key => key == "fsmgen.fsm1001.severity" ? "none" : null));
}
