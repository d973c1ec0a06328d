namespace FsmGen.Compiler.Tests.Checking;

/// <summary>Which events can be at hand where a statechart enters and leaves.</summary>
public class ParameterFlowTests
{
    private const string Head =
        """
        machine: M
        events: { Put(int n):, Go: }
        actions: { Store(n): }
        unhandled: none

        """;

    [Fact]
    public void An_entry_may_read_what_every_event_that_leads_there_carries() => Markup.Accepts(Head +
        """
        initial: A
        states:
          A: { on: { Put: B, Go: A } }
          B: { entry: Store, after: { 1s: A } }
        """);

    [Fact]
    public void An_exit_is_run_by_the_time_of_after_too() => Markup.Reports(Head +
        """
        initial: A
        states:
          A: { on: { Put: B, Go: A } }
          B: { exit: [|Store|], after: { 1s: A }, on: { Put: A } }
        """,
        "FSM1013 'Store' reads the parameter 'n', which event 'after 1s' does not carry");

    [Fact]
    public void An_entry_that_the_start_runs_reads_nothing() => Markup.Reports(Head +
        """
        regions:
          L: { initial: A, states: { A: { entry: [|Store|], on: { Put: A } } } }
          R: { initial: B, states: { B: { on: { Go: ignore } } } }
        """,
        "FSM1013 'Store' reads the parameter 'n', which Start() does not carry");

    [Fact]
    public void An_exit_of_another_region_is_run_by_an_event_that_leaves_both() => Markup.Reports(Head +
        """
        initial: P
        states:
          P:
            regions:
              L: { initial: A, states: { A: { exit: [|Store|], on: { Put: A } } } }
              R: { initial: B, states: { B: { on: { Go: Q } } } }
          Q: { on: { Put: P } }
        """,
        "FSM1013 'Store' reads the parameter 'n', which event 'Go' does not carry");

    [Fact]
    public void What_always_enters_has_no_event_at_hand() => Markup.Reports(Head +
        """
        initial: A
        states:
          A: { on: { Put: B } }
          B: { always: C }
          C: { entry: [|Store|], on: { Go: A } }
        """,
        "FSM1013 'Store' reads the parameter 'n', which 'always' does not carry");

    [Fact]
    public void Default_actions_of_a_history_are_run_by_what_goes_back_to_it() => Markup.Reports(Head +
        """
        initial: A
        states:
          A: { on: { Put: Back, Go: Back } }
          B:
            initial: B1
            on: { Go: A }
            states:
              B1: { on: { Put: B1 } }
              Back: { history: shallow, default: { to: B1, do: [|Store|] } }
        """,
        "FSM1013 'Store' reads the parameter 'n', which event 'Go' does not carry");
}
