namespace FsmGen.Compiler.Tests.Checking;

public class ScenarioTests
{
    private const string Machine =
        """
        machine: M
        events:
          Go(int x):
          Push:
          Kick:
          Spin:
          Stop:
          Inside: { internal: true }
        guards: { X: }
        actions: { Ring:, "Move(int x, int y)": }
        unhandled: none
        initial: A
        states:
          A:
            entry: Ring
            on:
              Go: [ { when: X, to: B, do: "Move(1,2)" }, ignore ]
              Push: reject
              Kick: never
              Spin: { do: raise Inside }
              Inside: [ { when: X, do: [Ring, raise Inside] }, ignore ]
              Stop: End
          B: { on: { Go: { do: [] }, Stop: End } }
          End: { final: true }
        scenarios:
          T:
            
        """;

    [Theory]
    [InlineData("Go: [|B|]", "'Go' in state 'A' leads to 'ignored', not to 'B'")]
    [InlineData("Go(1) [X]: [|A|]", "'Go(1) [X]' in state 'A' leads to 'B / Move(1, 2)', not to 'A'")]
    [InlineData("Go [X]: [|B / Move(2, 1)|]", "'Go [X]' in state 'A' leads to 'B / Move(1, 2)', not to 'B / Move(2, 1)'")]
    [InlineData("Go [X]: [|B /|]", "'Go [X]' in state 'A' leads to 'B / Move(1, 2)', not to 'B /'")]
    [InlineData("Push: [|ignored|]", "'Push' in state 'A' leads to 'rejected', not to 'ignored'")]
    [InlineData("Kick: [|A|]", "'Kick' in state 'A' leads to a row that says 'never', not to 'A'")]
    [InlineData("Spin [X]: [|A|]", "'Spin [X]' in state 'A' raises events without end, and does not lead to 'A'")]
    [InlineData("Push: [|unhandled|]", "'Push' in state 'A' leads to 'rejected', not to 'unhandled'")]
    [InlineData("Stop: [|ended|]", "'Stop' in state 'A' leads to 'End /', not to 'ended'")]
    [InlineData("Start: [|A /|]", "'Start' leads to 'A / Ring', not to 'A /'")]
    public void A_scenario_that_fails_says_what_happened_instead(string step, string why) =>
        Markup.Reports($"{Machine}- {step}\n", $"FSM2005 Scenario 'T' fails: {why}");

    [Theory]
    [InlineData("Go: ignored")]
    [InlineData("Go(1) [ X ]: B / Move(1,2)")]
    [InlineData("Go [X]: B")]
    [InlineData("Push: rejected")]
    [InlineData("Kick: never")]
    [InlineData("Start: A / Ring")]
    [InlineData("Stop: End /")]
    public void A_scenario_that_holds_is_no_finding(string step) => Markup.Accepts($"{Machine}- {step}\n");

    [Fact]
    public void A_scenario_begins_in_the_leaf_that_it_names() => Markup.Reports(
        Machine.TrimEnd() + "\n    from: B\n    steps:\n      - Go: B /\n      - Push: [|B|]\n      - Push: rejected\n",
        "FSM2005 Scenario 'T' fails: 'Push' in state 'B' leads to 'unhandled', not to 'B'");

    private const string Waiting =
        """
        machine: M
        events: { Go: , Print: , Done: }
        actions: { Feed: }
        unhandled: none
        deferral: 1
        initial: A
        states:
          A: { on: { Go: B, Print: ignore } }
          B:
            on: { Print: defer, Go: { do: raise Print }, Done: C }
            regions:
              X: { initial: X1, states: { X1: { after: { 5s: X2 } }, X2: } }
              Y: { initial: Y1, states: { Y1: { after: { 9s: A } } } }
          C: { on: { Print: { to: B, do: Feed }, Done: A } }
        scenarios:
          T:

        """;

    [Fact]
    public void A_scenario_that_begins_in_a_leaf_begins_with_the_timers_of_its_states() => Markup.Accepts(
        Waiting + "    from: X1\n    steps:\n      - after 5s: (X2, Y1)\n      - after 4s: A /\n      - after 20s: A /\n");

    [Fact]
    public void An_event_that_is_raised_where_a_row_defers_it_waits_as_one_that_is_fired() => Markup.Accepts(
        Waiting + "    - Go: (X1, Y1)\n    - Go: (X1, Y1) /\n    - Done: (X1, Y1) / Feed\n    - Done: C /\n    - Print: (X1, Y1) / Feed\n    - Print: deferred\n    - Done: (X1, Y1) / Feed\n");

    [Fact]
    public void An_event_that_is_raised_to_be_deferred_where_there_is_no_room_fails_the_scenario() => Markup.Reports(
        Waiting + "    - Go: (X1, Y1)\n    - Print: deferred\n    - Go: [|(X1, Y1) /|]\n",
        "FSM2005 Scenario 'T' fails: 'Go' in state '(X1, Y1)' raises more events than have room, and does not lead to '(X1, Y1) /'");

    [Fact]
    public void After_the_end_every_event_has_ended() => Markup.Reports(
        $"{Machine}- Stop: End\n    - Push: ended\n    - Push: [|rejected|]\n", "FSM2005 Scenario 'T' fails: 'Push' in state 'End' leads to 'ended', not to 'rejected'");

    [Theory]
    [InlineData("[|Go [X|]: B", "a bracket is not closed")]
    [InlineData("[|Go (1|]: B", "a bracket is not closed")]
    [InlineData("[|Inside|]: A", "'Inside' is internal: it is raised by a row, not fired by a step")]
    public void A_step_that_cannot_be_read_is_reported(string step, string why) => Markup.Reports($"{Machine}- {step}\n", $"FSM1019 The step cannot be read: {why}");

    [Fact]
    public void Start_stands_first_or_not_at_all() => Markup.Reports($"{Machine}- Push: rejected\n    - [|Start|]: A\n", "FSM1019 The step cannot be read: 'Start' is the first step, or none");

    [Theory]
    [InlineData("Go: [|handled|]", "FSM1019 The step cannot be read: an event that is handled leads somewhere: write the state")]
    [InlineData("[|start|]: A", "FSM1002 Event 'start' is not declared; did you mean 'Start'?")]
    [InlineData("[|Goo|]: A", "FSM1002 Event 'Goo' is not declared; did you mean 'Go'?")]
    [InlineData("Go [[|XX|]]: A", "FSM1003 Guard 'XX' is not declared; did you mean 'X'?")]
    [InlineData("Go: [|AA|]", "FSM1001 State 'AA' is not declared; did you mean 'A'?")]
    [InlineData("Go: A / [|Rin|]", "FSM1004 Action 'Rin' is not declared; did you mean 'Ring'?")]
    public void A_name_in_a_step_must_be_declared(string step, string message) => Markup.Reports($"{Machine}- {step}\n", message);

    [Fact]
    public void A_delay_in_which_timers_expire_without_end_is_given_up() => Markup.Reports(
        """
        machine: M
        unhandled: none
        events: { Go: }
        timers: { Tick: 1ms }
        initial: A
        states:
          A: { entry: start Tick, on: { Go: A, Tick: { do: start Tick } } }
        scenarios:
          A day passes:
            - after 1d: [|A|]
        """,
        "FSM2005 Scenario 'A day passes' fails: 'after 1d' in state 'A' lets more than 10,000 timers expire, and does not lead to 'A'");
}
