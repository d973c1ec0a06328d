using FsmGen.Compiler.Tests.Rules;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Binding;

public class InclusionTests
{
    private const string Door =
        """
        machine: Door
        include: [parts/locks.fsm.yaml, ../shared/bell.fsm.yaml]
        events: { Go: }
        initial: Closed
        states:
          Closed: { on: { Go: Opened, Lock: Locked, any: ignore } }
          Opened: { on: { Go: Closed, Lock: ignore, Ring: { do: Chime } } }
        """;

    private const string Locks =
        """
        fragment: Locks
        events: { Lock: }
        states:
          Locked:
            on: { Lock: Closed, Go: reject, Ring: ignore }
        scenarios:
          A lock holds:
            - Lock: Locked
            - Go: rejected
        """;

    private const string Bell =
        """
        fragment: Bell
        events: { Ring: }
        actions:
          Chime: { code: System.Console.Beep() }
        """;

    [Fact]
    public void What_included_files_hold_stands_in_the_spec() => Assert.Equal(("", 3, 3), Compile(Locks, Bell) is var it ? (Describe(it), it.Spec!.Events.Count, it.Spec.Leaves.Count()) : default);

    [Fact]
    public void A_finding_names_the_file_it_is_in_and_the_place_there() =>
        Assert.Equal("/specs/parts/locks.fsm.yaml(5,17): FSM1001 State 'Closd' is not declared; did you mean 'Closed'?", Describe(Compile(Locks.Replace("Lock: Closed", "Lock: Closd", StringComparison.Ordinal), Bell)));

    [Fact]
    public void A_scenario_of_an_included_file_fails_there() =>
        Assert.StartsWith("/specs/parts/locks.fsm.yaml(9,11): FSM2005 ", Describe(Compile(Locks.Replace("Go: rejected", "Go: ignored", StringComparison.Ordinal), Bell)), StringComparison.Ordinal);

    [Fact]
    public void What_two_files_declare_is_declared_twice() =>
        Assert.Equal("/shared/bell.fsm.yaml(2,18): FSM1006 The name 'Lock' stands here a second time", Describe(Compile(Locks, Bell.Replace("Ring: }", "Ring:, Lock: }", StringComparison.Ordinal))));

    [Theory]
    [InlineData(null, "spec(2,33): FSM9007 '../shared/bell.fsm.yaml' cannot be included: there is no such file among those of the project; paths are relative to this one, and end with '.fsm.yaml'")]
    [InlineData("machine: Other\n", "spec(2,33): FSM9007 '../shared/bell.fsm.yaml' cannot be included: it does not begin with 'fragment: Name'")]
    [InlineData("fragment: X\nkind: struct\n", "/shared/bell.fsm.yaml(2,1): FSM1005 'kind' is not a key of a fragment")]
    [InlineData("fragment: X\nstates: [A]\n", "/shared/bell.fsm.yaml(2,1): FSM1008 'states' takes a mapping, as in the spec, not a list")]
    [InlineData("fragment: X\nevents: {", "/shared/bell.fsm.yaml(2,9): FSM9001")]
    public void A_file_that_is_no_part_of_a_spec_is_said(string? bell, string expected) => Assert.Contains(expected, Describe(Compile(Locks, bell)), StringComparison.Ordinal);

    [Fact]
    public void A_comment_suppresses_findings_of_its_own_file() => Assert.Equal("", Describe(Compile(Locks, "fragment: Bell\nevents: { Ring: }\nactions:\n  Chime: { code: System.Console.Beep() }\n  Unused: # fsmgen disable FSM2006\n")));

    [Fact]
    public void A_fragment_alone_says_nothing() => Assert.Equal((true, ""), SpecCompilation.Of(SourceText.From(Locks), "/specs/parts/locks.fsm.yaml", null) is var it ? (it.IsFragment, Describe(it)) : default);

    [Fact]
    public void Embedded_code_knows_its_file() => Assert.Equal("/shared/bell.fsm.yaml 3", Compile(Locks, Bell).Machine!.Actions[0].Code!.Lines[0] is var line ? $"{line.Path} {line.Place.Start.Line}" : "");

    [Fact]
    public void The_page_of_the_rule_shows_both_files()
    {
        const string Door =
            """
            # Door.fsm.yaml
            machine: Door
            include: [parts/bell.fsm.yaml]
            initial: Closed
            states:
              Closed: { on: { Ring: ignore } }
            """;
        const string Bell = "# parts/bell.fsm.yaml\nfragment: Bell\nevents: { Ring: }";
        var wrong = Bell.Replace("fragment: Bell\n", "", StringComparison.Ordinal);
        var rule = Compiler.Rules.Include;

        Assert.Empty(Compile(Door, Bell));
        var finding = Assert.Single(Compile(Door, wrong));
        new RulePage(rule.Id, rule.Title.ToString(null), rule.DefaultSeverity.ToString(), rule.MessageFormat.ToString(null),
            $"Door.fsm.yaml({finding.Lines.Start.Line + 1},{finding.Lines.Start.Character + 1}): error {finding.Rule.Id}: {finding.Message}",
            [new RuleCode("yaml", Door), new RuleCode("yaml", wrong)], [new RuleCode("yaml", Door), new RuleCode("yaml", Bell)]).Check();

        static IEnumerable<Finding> Compile(string door, string bell) =>
            SpecCompilation.Of(SourceText.From(door), "/specs/Door.fsm.yaml", null, open: path => path == "/specs/parts/bell.fsm.yaml" ? SourceText.From(bell) : null).Findings;
    }

    private static SpecCompilation Compile(string locks, string? bell) => SpecCompilation.Of(SourceText.From(Door), "/specs/door.fsm.yaml", null, open: path => path switch
    {
        "/specs/parts/locks.fsm.yaml" => SourceText.From(locks),
        "/shared/bell.fsm.yaml" when bell is not null => SourceText.From(bell),
        _ => null,
    });

    private static string Describe(SpecCompilation compilation) =>
        string.Join("\n", compilation.Findings.Select(finding => $"{finding.Path ?? "spec"}({finding.Lines.Start.Line + 1},{finding.Lines.Start.Character + 1}): {finding.Rule.Id} {finding.Message}"));
}
