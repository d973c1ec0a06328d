namespace FsmGen.Compiler.Tests.Checking;

public class UnhandledTests
{
    [Fact]
    public void A_pair_is_missed_in_each_leaf_at_its_name() => Markup.Reports(
        """
        machine: M
        events: { Go:, Push: }
        initial: A
        states:
          A:
            initial: A1
            states:
              [|A1|]: { on: { Go: A2 } }
              [|A2|]: { on: { Go: B } }
          [|B|]: { on: { Go: A } }
        """,
        "FSM2001 State 'A1' does not handle event 'Push'",
        "FSM2001 State 'A2' does not handle event 'Push'",
        "FSM2001 State 'B' does not handle event 'Push'");

    [Fact]
    public void A_row_of_the_parent_handles_the_pair() => Markup.Accepts(
        """
        machine: M
        events: { Go:, Push: }
        initial: A
        states:
          A:
            initial: A1
            on: { Push: ignore }
            states:
              A1: { on: { Go: A2 } }
              A2: { on: { Go: A1 } }
        """);

    [Fact]
    public void The_hole_that_leaf_and_parent_leave_together_is_named() => Markup.Reports(
        """
        machine: M
        events: { Go: }
        guards: { X:, Y: }
        initial: A
        states:
          A:
            initial: A1
            on: { Go: { when: not X, do: ignore } }
            states:
              [|A1|]: { on: { Go: { when: Y, to: A1 } } }
        """,
        "FSM2001 State 'A1' does not handle event 'Go' when not Y and X");

    [Fact]
    public void Guards_that_cover_every_case_handle_the_pair() => Markup.Accepts(
        """
        machine: M
        events: { Go: }
        guards: { X: }
        initial: A
        states:
          A: { on: { Go: [ { when: X, to: A }, { when: not X, do: ignore } ] } }
        """);

    [Fact]
    public void An_internal_event_is_missed_only_where_it_can_be_raised() => Markup.Reports(
        """
        machine: M
        events:
          Go:
          Inside: { internal: true }
        initial: A
        states:
          A: { on: { Go: { to: B, do: raise Inside } } }
          [|B|]: { on: { Go: A } }
        """,
        "FSM2001 State 'B' does not handle event 'Inside'");

    [Fact]
    public void A_top_level_final_state_has_nothing_to_handle() => Markup.Accepts(
        """
        machine: M
        events: { Go: }
        initial: A
        states:
          A: { on: { Go: B } }
          B: { final: true }
        """);

    [Fact]
    public void A_nested_final_state_relies_on_its_parent() => Markup.Reports(
        """
        machine: M
        events: { Go:, Push: }
        initial: A
        states:
          A:
            initial: A1
            on: { Push: ignore }
            states:
              A1: { on: { Go: A2 } }
              [|A2|]: { final: true }
        """,
        "FSM2001 State 'A2' does not handle event 'Go'");

    [Theory]
    [InlineData("warning", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)]
    [InlineData("error", Microsoft.CodeAnalysis.DiagnosticSeverity.Error)]
    public void The_machine_chooses_how_grave_a_missed_pair_is(string unhandled, Microsoft.CodeAnalysis.DiagnosticSeverity severity) =>
        Assert.Equal(severity, Assert.Single(Markup.Compile(Missing(unhandled)).Findings).Severity);

    [Fact]
    public void With_none_a_missed_pair_is_nothing() => Markup.Accepts(Missing("none"));

    private static string Missing(string unhandled) => $"machine: M\nunhandled: {unhandled}\nevents: {{ Go: }}\ninitial: A\nstates: {{ A: }}\n";
}
