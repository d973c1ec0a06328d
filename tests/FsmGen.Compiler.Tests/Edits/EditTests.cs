using FsmGen.Compiler.Edits;
using FsmGen.Compiler.Tests.Rules;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Edits;

/// <summary>What an edit makes of a text, in the style of that text.</summary>
public class EditTests
{
    [Theory]
    // A mapping in braces on one line, on several, with a comma behind the last entry, with comments.
    [InlineData("states: { A: { on: { Go: B } } }", "states: { A: { on: { Go: B } }, B: }")]
    [InlineData("states: {A: {on: {Go: B}}}", "states: {A: {on: {Go: B}}, B: }")]
    [InlineData("states: {\n  A: { on: { Go: B } } # why\n}", "states: {\n  A: { on: { Go: B } }, # why\n  B:\n}")]
    [InlineData("states: {\n  A: { on: { Go: B } }, # why\n}", "states: {\n  A: { on: { Go: B } }, # why\n  B:,\n}")]
    // Blocks: blank lines and comments behind the last entry stay behind.
    [InlineData("states:\n    A:\n        on:\n            Go: B # why\n\n# the end\n", "states:\n    A:\n        on:\n            Go: B # why\n    B:\n\n# the end\n")]
    [InlineData("states:\n  A:\n    on: { Go: B }\n    summary: |\n      long\n\n\n# end", "states:\n  A:\n    on: { Go: B }\n    summary: |\n      long\n  B:\n\n\n# end")]
    [InlineData("states:\n  A:\n    on: { Go: B }", "states:\n  A:\n    on: { Go: B }\n  B:")]
    // A section that is missing stands before the states.
    [InlineData("timers: { T: 1s }\nstates:\n  A: { on: { Go: { when: G, do: start T } } }\n", "guards:\n  G:\ntimers: { T: 1s }\nstates:\n  A: { on: { Go: { when: G, do: start T } } }\n")]
    [InlineData("timers:\nstates:\n  A: { entry: start T }\n", "timers:\n  T: 1s\nstates:\n  A: { entry: start T }\n")]
    public void A_declaration_is_added_where_it_belongs(string before, string after)
    {
        const string Head = "machine: M\ninitial: A\nunhandled: none\nevents: { Go: }\n";
        Assert.Equal(Head + after, Apply(Head + before, "Declare"));
    }

    [Theory]
    [InlineData("A:", "A:\n    on:\n      Go: reject\n      Stop: reject")]
    [InlineData("A: # empty", "A: # empty\n    on:\n      Go: reject\n      Stop: reject")]
    [InlineData("A: ~", "A: { on: { Go: reject, Stop: reject } }")]
    [InlineData("A: {}", "A: { on: { Go: reject, Stop: reject } }")]
    [InlineData("A: { on: }", "A: { on: { Go: reject, Stop: reject } }")]
    [InlineData("A: { on: {} }", "A: { on: { Go: reject, Stop: reject } }")]
    [InlineData("A: { summary: x }", "A: { summary: x, on: { Go: reject, Stop: reject } }")]
    [InlineData("A:\n    summary: x", "A:\n    summary: x\n    on:\n      Go: reject\n      Stop: reject")]
    [InlineData("A:\n    on:", "A:\n    on:\n      Go: reject\n      Stop: reject")]
    [InlineData("A:\n    on:\n      Go: A", "A:\n    on:\n      Go: A\n      Stop: reject")]
    [InlineData("A:\n    on: { Go: A } # why", "A:\n    on: { Go: A, Stop: reject } # why")]
    [InlineData("A:\n    on:\n      Go, Stop: { when: G, to: A }", "A:\n    on:\n      Go, Stop: { when: G, to: A }\n      Go: reject\n      Stop: reject")]
    [InlineData("A:\n    on:\n      any: { when: G, to: A }", "A:\n    on:\n      any: { when: G, to: A }\n      Go: reject\n      Stop: reject")]
    [InlineData("A:\n    on:\n      Stop: ignore\n      Go:\n        when: G\n        # why\n        to: A", "A:\n    on:\n      Stop: ignore\n      Go:\n        - when: G\n          # why\n          to: A\n        - reject")]
    [InlineData("A:\n    on:\n      Stop: ignore\n      Go: { when: G, to: A }", "A:\n    on:\n      Stop: ignore\n      Go: [{ when: G, to: A }, reject]")]
    [InlineData("A:\n    on: { Go: [{ when: G, to: A }], Stop: ignore }", "A:\n    on: { Go: [{ when: G, to: A }, reject], Stop: ignore }")]
    [InlineData("A:\n    on: { Go: { when: G, to: A } }", "A:\n    on: { Go: [{ when: G, to: A }, reject], Stop: reject }")]
    [InlineData("A:\n    on:\n      Go:\n        - when: G\n          to: A", "A:\n    on:\n      Go:\n        - when: G\n          to: A\n        - reject\n      Stop: reject")]
    public void Rows_for_what_a_state_does_not_handle_are_added_to_it(string before, string after)
    {
        const string Head = "machine: M\nevents: { Go:, Stop: }\nguards: { G: }\ninitial: A\nstates:\n  ";
        var repaired = Repair.Of(SourceText.From(Head + before + "\n"), new RepairOptions(["FSM2001"], "reject"));
        Assert.Equal(Head + after + "\n", repaired.Text.ToString());
        Assert.DoesNotContain(SpecEdits.Compile(repaired.Text).Findings, static finding => finding.Rule == Compiler.Rules.UnhandledEvent);
    }

    [Fact]
    public void A_key_that_is_misspelt_is_renamed_and_not_written_a_second_time()
    {
        const string Spec = "machine: M\nunhandled: none\nevents: { Go: }\ninitial: B\nstates:\n  A: { on: { Go: B } }\n  B: { on: { Go: A } }\n";
        Assert.Equal(Spec, Repair.Of(SourceText.From(Spec.Replace("initial", "inital", StringComparison.Ordinal)), new RepairOptions([], null)).Text.ToString());
    }

    [Fact]
    public void Rows_that_several_states_share_are_extended_for_all()
    {
        const string Shared = "machine: M\nevents: { Go: }\nguards: { G: }\ninitial: A\nstates:\n  A:\n  B:\nshared:\n  - states: [A, B]\n    on: { Go: { when: G, to: B } }\n";
        Assert.Equal(Shared.Replace("{ when: G, to: B }", "[{ when: G, to: B }, ignore]", StringComparison.Ordinal), Apply(Shared, "Ignore"));
    }

    [Theory]
    [InlineData("Go: [{ to: A }, ignore]", "Go: [{ to: A }]")]
    [InlineData("Go: [{ to: A }, { to: A }, ignore]", "Go: [{ to: A }]")]
    [InlineData("Go:\n        - A\n        - ignore # never", "Go:\n        - A")]
    [InlineData("Go:\n        - A\n        - when: G\n          to: A\n      Stop: A", "Go:\n        - A\n      Stop: A")]
    [InlineData("Go: A\n      Go, Stop: A\n      Stop: A", "Go: A\n      Go, Stop: A")]
    public void Rows_that_are_never_taken_go(string before, string after)
    {
        const string Head = "machine: M\nunhandled: none\nevents: { Go:, Stop: }\nguards: { G: }\ninitial: A\nstates:\n  A:\n    on:\n      ";
        Assert.Equal(Head + after + "\n", Repair.Of(SourceText.From(Head + before + "\n"), new RepairOptions(["FSM2003"], null)).Text.ToString());
    }

    [Theory]
    [InlineData("actions: { Used:, Unused: }", "actions: { Used: }")]
    [InlineData("actions: { Unused:, Used: }", "actions: { Used: }")]
    [InlineData("actions: { Unused: { summary: x }, Used: }", "actions: { Used: }")]
    [InlineData("actions:\n  Unused(int a): # why\n  Used:", "actions:\n  Used:")]
    [InlineData("actions:\n  # of both\n  Used:\n  Unused:\n    summary: |\n      long\n\n      text", "actions:\n  # of both\n  Used:")]
    public void A_declaration_that_nothing_uses_goes(string before, string after)
    {
        const string Tail = "\ninitial: A\nstates:\n  A: { on: { Go: { do: Used } } }\n";
        const string Head = "machine: M\nevents: { Go: }\n";
        Assert.Equal(Head + after + Tail, Repair.Of(SourceText.From(Head + before + Tail), new RepairOptions([], null)).Text.ToString());
    }

    [Theory]
    [InlineData("Go: [ignore, { when: G, to: B }]", "Go: [{ when: G, to: B }, ignore]")]
    [InlineData("Go: [{ do: reject }, { when: G, to: B }, { when: H, to: B }]", "Go: [{ when: G, to: B }, { when: H, to: B }, { do: reject }]")]
    [InlineData("Go:\n        # if not\n        - ignore # why\n        - { when: G, to: B }", "Go:\n        # if not\n        - { when: G, to: B }\n        - ignore # why")]
    [InlineData("Go:\n        - do: ignore\n          summary: x\n        - when: G\n          to: B # y\n      # end", "Go:\n        - when: G\n          to: B # y\n        - do: ignore\n          summary: x\n      # end")]
    public void A_word_for_the_rest_goes_below_the_cases(string before, string after)
    {
        const string Head = "machine: M\nevents: { Go: }\nguards: { G:, H: }\nunhandled: none\ninitial: A\nstates:\n  B: { on: { Go: [{ when: H, to: A }, A] } }\n  A:\n    on:\n      ";
        Assert.Equal(Head + after + "\n", Repair.Of(SourceText.From(Head + before + "\n"), new RepairOptions(["FSM2004"], null)).Text.ToString());
    }

    [Theory]
    [InlineData("[ignore, B]")]
    [InlineData("[ignore, { when: G, to: B }, B]")]
    [InlineData("&rows [ignore, { when: G, to: B }]")]
    public void A_word_above_a_row_without_a_case_is_for_the_author(string rows)
    {
        var text = SourceText.From($"machine: M\nevents: {{ Go: }}\nguards: {{ G: }}\nunhandled: none\ninitial: B\nstates:\n  B: {{ on: {{ Go: [{{ when: G, to: A }}, ignore] }} }}\n  A: {{ on: {{ Go: {rows} }} }}\n");
        Assert.Empty(SpecEdits.For(text, Assert.Single(SpecEdits.Compile(text).Findings, static finding => finding.Rule.Id == "FSM2004")));
    }

    [Theory]
    [InlineData("A: # fsmgen disable FSM2001", "A:")]
    [InlineData("A:\t #\tfsmgen disable FSM2001: because", "A:")]
    [InlineData("# fsmgen disable FSM2001\n  A:", "A:")]
    [InlineData("# why\n  # fsmgen disable FSM2001: because\n\n  # more\n  A:", "# why\n\n  # more\n  A:")]
    [InlineData("A: # fsmgen disable", "A:")]
    [InlineData("A: # fsmgen disable: because", "A:")]
    [InlineData("A: # fsmgen disable FSM2001 FSM2003, FSM1001 : because", "A:")]
    [InlineData("A: # why # fsmgen disable FSM2001", "A: # why")]
    [InlineData("A:\n  B: # fsmgen disable FSM2001, FSM2002, FSM2003: sketch", "A:\n  B: # fsmgen disable FSM2002: sketch")]
    [InlineData("A:\n  B: # fsmgen disable FSM2002 FSM2001", "A:\n  B: # fsmgen disable FSM2002")]
    [InlineData("A:\n  B: # fsmgen disable FSM2002,FSM2002", "A:\n  B: # fsmgen disable FSM2002")]
    [InlineData("A:\n  B: # fsmgen disable FSM2002 because it is a sketch", "A:\n  B: # fsmgen disable FSM2002: because it is a sketch")]
    [InlineData("A:\n  B: # fsmgen disable FSM2001, FSM2002 - a sketch", "A:\n  B: # fsmgen disable FSM2002: - a sketch")]
    [InlineData("A: # fsmgen disable everything", "A: # fsmgen disable everything")]
    [InlineData("A:\n  B: # fsmgen disable FSM202", "A:\n  B: # fsmgen disable FSM2002")]
    [InlineData("A:\n  B: # fsmgen disable FSM2001: x # fsmgen disable FSM2002", "A:\n  B: # fsmgen disable FSM2001: x # fsmgen disable FSM2002")]
    public void What_suppresses_nothing_goes(string before, string after)
    {
        const string Head = "machine: M\ninitial: A\nstates:\n  ";
        foreach (var end in new[] { "", "\n", "\n\n# end\n" })
            Assert.Equal(Head + after + end, Repair.Of(SourceText.From(Head + before + end), new RepairOptions([], null)).Text.ToString());
    }

    [Fact]
    public void What_suppresses_nothing_any_more_goes_when_all_else_is_mended() => Assert.Equal(
        "machine: M\nevents: { Go: }\ninitial: A\nkind: class\nstates:\n  A: { on: { Go: [A] } }\n",
        Repair.Of(SourceText.From("machine: M\nevents: { Go: }\ninitial: A\nkind: clas\nstates:\n  A: { on: { Go: [A, ignore] } } # fsmgen disable FSM2001\n"), new RepairOptions([], null)).Text.ToString());

    [Theory]
    [InlineData("on: { Gol: B, Go: A }")]
    [InlineData("on:\n      Go: B\n      # why\n      Gol: A")]
    public void A_key_does_not_become_one_that_stands_beside_it(string rows)
    {
        var text = SourceText.From($"machine: M\nevents: {{ Go: }}\ninitial: A\nstates:\n  A:\n    {rows}\n  B: {{ on: {{ Go: A }} }}\n");
        var finding = SpecEdits.Compile(text).Findings.Single(static finding => finding.Rule.Id == "FSM1002");
        Assert.Contains("did you mean 'Go'?", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(SpecEdits.For(text, finding), static edit => edit.Kind == "Rename");
    }

    [Fact]
    public void A_guard_that_a_scenario_names_does_not_go()
    {
        const string Spec = "machine: M\nevents: { Go: }\nguards: { G: }\ninitial: A\nstates:\n  A: { on: { Go: A } }\nscenarios:\n  S: [{ 'Go [G]': A }]\n";
        Assert.Equal("FSM2006", Assert.Single(SpecEdits.Compile(SourceText.From(Spec)).Findings).Rule.Id);
        Assert.Empty(Repair.Of(SourceText.From(Spec), new RepairOptions([], null)).Titles);
    }

    [Theory]
    [InlineData("states:\n  A: &a { on: { Go: A } }\n  B: *a\n")]
    [InlineData("states:\n  A: &a\n    on:\n      Go: A\n  B: *a\n")]
    [InlineData("states: &s\n  A:\n")]
    public void An_edit_does_not_reach_through_an_anchor(string states)
    {
        var text = SourceText.From("machine: M\nevents: { Go:, Stop: }\ninitial: A\n" + states);
        var unhandled = SpecEdits.Compile(text).Findings.Where(static finding => finding.Rule == Compiler.Rules.UnhandledEvent).ToList();
        Assert.NotEmpty(unhandled);
        Assert.Empty(unhandled.SelectMany(finding => SpecEdits.For(text, finding)));
    }

    [Fact]
    public void Every_edit_of_every_rule_leaves_the_lines_alone_that_it_does_not_change()
    {
        var kinds = new HashSet<string>();
        foreach (var (yaml, _) in RuleExample.All.Select(static example => Markup.Parse(example.Bad)))
        {
            var text = SourceText.From(yaml);
            foreach (var edit in SpecEdits.Compile(text).Findings.SelectMany(finding => SpecEdits.For(text, finding)))
            {
                kinds.Add(edit.Kind);
                var touched = edit.Changes.SelectMany(change => Enumerable.Range(text.Lines.GetLinePosition(change.Span.Start).Line, text.Lines.GetLinePosition(change.Span.End).Line - text.Lines.GetLinePosition(change.Span.Start).Line + 1)).ToHashSet();
                var after = edit.Apply(text).ToString().Split('\n').ToList();
                Assert.All(text.Lines.Where(line => !touched.Contains(line.LineNumber)), line => Assert.Contains(line.ToString().TrimEnd('\r'), after));
            }
        }

        Assert.Superset(new HashSet<string> { "Rename", "Declare", "Ignore", "Reject", "Never", "AddRow", "RemoveRow", "RemoveDeclaration", "RemoveKey", "AddKey", "RemoveSuppression" }, kinds);
    }

    /// <summary>Damaged specs are what an author has on the screen most of the time.</summary>
    [Fact]
    public void A_spec_that_lacks_a_line_or_a_bracket_can_be_asked_for_edits()
    {
        foreach (var (yaml, _) in RuleExample.All.Where(static example => example.Bad.Length < 2_000).Select(static example => Markup.Parse(example.Bad)))
        {
            var lines = yaml.Split('\n');
            var damaged = Enumerable.Range(0, lines.Length).Select(gone => string.Join("\n", lines.Where((_, i) => i != gone)))
                .Concat(yaml.Select((c, i) => (c, i)).Where(static at => at.c is '{' or '}' or '[' or ']' or ':').Select(at => yaml.Remove(at.i, 1)));
            foreach (var text in damaged.Select(static spec => SourceText.From(spec)))
            {
                foreach (var finding in SpecEdits.Compile(text).Findings)
                    Assert.All(SpecEdits.For(text, finding), edit => Assert.NotEqual(text.ToString(), edit.Apply(text).ToString()));
            }
        }
    }

    private static string Apply(string yaml, string kind)
    {
        var text = SourceText.From(yaml);
        var edit = SpecEdits.Compile(text).Findings.SelectMany(finding => SpecEdits.For(text, finding, kind)).First();
        return edit.Apply(text).ToString();
    }
}
