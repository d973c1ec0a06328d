namespace FsmGen.Compiler.Tests.Checking;

/// <summary>What is said of machines in which several leaves are active, or histories, timers and deferral count.</summary>
public class ConfigurationTests
{
    private const string Lamp =
        """
        machine: Lamp
        events: { Power:, Toggle:, Next: }
        guards: { Warm: }
        initial: Off
        states:
          Off: { on: { Power: On, Toggle: ignore, Next: ignore } }
          On:
            on: { Power: Off }
            regions:
              Light:
                initial: Dim
                states:
                  Dim: { on: { Toggle: Bright } }
                  Bright: { on: { Toggle: { when: Warm, to: Dim } } }
              Fan:
                initial: Slow
                states:
                  Slow: { on: { Next: Fast, Toggle: { when: in(Bright), to: Fast } } }
                  Fast: { on: { Next: Slow } }

        """;

    [Fact]
    public void A_pair_that_no_region_takes_is_said_of_the_state_that_holds_them() => Markup.Reports(Lamp.Replace("  On:", "  [|On|]:", StringComparison.Ordinal),
        "FSM2001 State 'On' does not handle event 'Toggle' when in(Bright) and in(Fast) and not Warm, after 'Power, Toggle, Toggle'");

    [Fact]
    public void A_pair_that_one_region_takes_is_handled() => Markup.Accepts(Lamp.Replace("Fast: { on: {", "Fast: { on: { Toggle: ignore,", StringComparison.Ordinal));

    [Fact]
    public void A_pair_that_nothing_takes_in_any_region_needs_no_condition() => Markup.Reports(
        """
        machine: [|Lamp|]
        events: { Toggle:, Next:, Power: }
        regions:
          Light: { initial: Dim, states: { Dim: { on: { Toggle: Bright } }, Bright: { on: { Toggle: Dim } } } }
          Fan: { initial: Slow, states: { Slow: { on: { Next: Fast } }, Fast: { on: { Next: Slow } } } }
        """,
        "FSM2001 State 'Lamp' does not handle event 'Power', after 'Start'");

    [Fact]
    public void Exclusive_guards_take_every_case_together() => Markup.Accepts(Machine("guards: { X:, Y: }\nexclusive: [[X, Y, otherwise]]",
        "A: { on: { Go: [{ when: X, to: B }, { when: Y, to: A }], Push: ignore } }",
        "B: { after: { 1s: A }, on: { any: ignore } }"));

    [Fact]
    public void Of_exclusive_guards_two_never_hold_at_once() => Markup.Reports(Machine("guards: { X:, Y: }\nexclusive: [[X, Y]]",
        "A: { on: { Go: [{ [|when|]: X and Y, to: B }, ignore], Push: B } }",
        "B: { after: { 1s: A }, on: { any: ignore } }"),
        "FSM2003 This row for event 'Go' is never taken: its condition never holds");

    [Fact]
    public void A_timer_may_expire_where_no_row_takes_it() => Markup.Reports(Machine("timers: { Poll: 1s }",
        "A: { on: { Go: { to: B, do: start Poll }, Push: ignore, Poll: ignore } }",
        "[|B|]: { on: { Go: A, Push: ignore } }"),
        "FSM2001 State 'B' does not handle event 'Poll', after 'Go'");

    [Fact]
    public void A_timer_that_was_stopped_does_not_expire() => Markup.Reports(Machine("timers: { Poll: 1s }",
        "A: { entry: stop Poll, on: { Go: { to: B, do: start Poll }, Push: ignore, Poll: [|ignore|] } }",
        "B: { on: { Go: A, Push: ignore, Poll: ignore } }"),
        "FSM2003 This row for event 'Poll' is never taken: its timer never expires while the state is active; the state is entered after 'Start'");

    [Fact]
    public void A_time_that_passes_without_a_row_is_an_unhandled_event() => Markup.Reports(Machine("guards: { X: }",
        "[|A|]: { after: { 1s: { when: X, to: B } }, on: { Go: B, Push: ignore } }",
        "B: { on: { Go: A, Push: ignore } }"),
        "FSM2001 State 'A' does not handle event 'after 1s' when not X, after 'Start'");

    [Fact]
    public void A_state_that_no_configuration_holds_is_unreachable() => Markup.Reports(
        """
        machine: M
        events: { Go: }
        unhandled: none
        regions:
          L: { initial: A, states: { A: { on: { Go: { when: in(D) and in(C), to: B } } }, B: } }
          R: { initial: C, states: { C: { on: { Go: D } }, D: { on: { Go: C } } } }
        """.Replace("{ when: in(D)", "{ [|when|]: in(D)", StringComparison.Ordinal).Replace(" B: }", " [|B|]: }", StringComparison.Ordinal),
        "FSM2003 This row for event 'Go' is never taken: its condition never holds while the state is active; the state is entered after 'Start'",
        "FSM2002 No sequence of events leads to state 'B'");

    [Fact]
    public void A_row_that_is_never_asked_is_said_with_the_way_to_its_state() => Markup.Reports(Machine("guards: { X: }",
        "A: { on: { Go: { when: X, to: B }, Push: A } }",
        "B: { initial: B1, on: { Go: [|A|], Push: A }, states: { B1: { on: { Go: B2 } }, B2: { on: { Go: A }, after: { 1s: B1 } } } }").Replace("initial: A\n", "unhandled: none\ninitial: A\n", StringComparison.Ordinal),
        "FSM2003 This row for event 'Go' is never taken: the states nested in this one take every case; the state is entered after 'Go [X]'");

    [Fact]
    public void A_row_is_dead_where_another_region_always_wins() => Markup.Reports(
        """
        machine: M
        events: { Go: }
        unhandled: none
        initial: P
        states:
          P:
            regions:
              L: { initial: A, states: { A: { on: { Go: Q } } } }
              R: { initial: B, states: { B: { on: { Go: [|Q|] } } } }
          Q: { on: { Go: P } }
        """,
        "FSM2003 This row for event 'Go' is never taken: rows of other regions always win over it, as after 'Go'");

    [Fact]
    public void A_row_for_several_events_is_alive_if_it_is_for_one() => Markup.Accepts(Machine("timers: { Poll: 1s }",
        "A: { entry: start Poll, on: { Go: B, any: ignore, Poll: ignore } }",
        "B: { on: { Go: A, Push: ignore, Poll: ignore } }"));

    [Fact]
    public void What_completes_never_has_a_dead_row() => Markup.Reports(Machine("",
        "A: { initial: A1, on: { Go: A2, Push: ignore }, done: [|B|], states: { A1: , A2: , [|A3|]: { final: true } } }",
        "[|B|]: { after: { 1s: A }, on: { any: ignore } }"),
        "FSM2003 This row for event 'done(A)' is never taken: nothing completes while the state is active; the state is entered after 'Start'",
        "FSM2002 No sequence of events leads to state 'A3'",
        "FSM2002 No sequence of events leads to state 'B'");

    [Fact]
    public void An_endless_step_is_said_at_the_first_row_of_the_round() => Markup.Reports(Machine("guards: { X: }",
        "A: { on: { any: B } }",
        "B: { always: { [|when|]: X, to: C }, on: { any: A } }",
        "C: { always: { when: X, to: B }, on: { any: A } }"),
        "FSM2010 This row is taken again and again without end, after 'Go [X]'");

    [Fact]
    public void A_round_whose_guard_an_action_may_change_is_not_endless() => Markup.Accepts(Machine("guards: { X: }\nactions: { Work: }",
        "A: { on: { any: B } }",
        "B: { always: { when: X, to: B, do: Work }, on: { any: A } }"));

    [Fact]
    public void An_event_that_raises_itself_is_endless() => Markup.Reports(
        """
        machine: M
        events:
          Go:
          Inside: { internal: true }
        initial: A
        states:
          A: { on: { Go: { do: raise Inside }, Inside: { [|do|]: raise Inside } } }
        """,
        "FSM2010 This row is taken again and again without end, after 'Go'");

    [Fact]
    public void Completions_and_raised_events_overflow_together() => Markup.Reports(Machine("timers: { Poll: 1s }",
        $"A: {{ on: {{ Go: {{ do: [start Poll{string.Concat(Enumerable.Repeat(", raise Push", 8))}, raise [|Push|]] }}, Push: ignore, Poll: ignore }} }}"),
        "FSM2007 Here 9 raised events can wait; at most 8 have room, after 'Go'");

    [Fact]
    public void A_trap_of_several_states_is_said_of_the_outermost() => Markup.Reports(Machine("",
        "A: { on: { Go: [|B|], Push: C } }".Replace("[|B|]", "B", StringComparison.Ordinal),
        "[|B|]: { initial: B1, on: { Push: ignore }, states: { B1: { on: { Go: B2 } }, B2: { after: { 1s: B1 }, on: { Go: B1 } } } }",
        "C: { final: true }"),
        "FSM2011 No sequence of events leads from state 'B' to the end of the machine; it is entered after 'Go'");

    [Fact]
    public void What_follows_only_on_a_trap_is_not_said_again() => Markup.Reports(Machine("",
        "A: { on: { Go: B, Push: E } }",
        "[|B|]: { after: { 1s: D }, on: { any: D } }",
        "D: { on: { any: B } }",
        "E: { final: true }"),
        "FSM2011 No sequence of events leads from state 'B' to the end of the machine; it is entered after 'Go'");

    [Fact]
    public void A_history_that_nothing_goes_back_to_is_unused() => Markup.Reports(Machine("",
        "A: { initial: A1, on: { Push: B }, states: { A1: { on: { Go: A2 } }, A2: { on: { Go: A1 } }, [|Back|]: { history: deep, default: A1 } } }",
        "B: { on: { any: A } }"),
        "FSM2006 The history 'Back' is declared, and nothing uses it");

    [Fact]
    public void A_history_is_remembered_on_the_way() => Markup.Reports(Machine("",
        "A: { initial: A1, on: { Push: B }, states: { A1: { on: { Go: A2 } }, A2: { on: { Go: C } }, Back: { history: deep, default: A1 } } }",
        "B: { on: { any: Back } }",
        "C: { on: { any: B } }",
        "") + "invariants: [[|not in(C)|]]\n",
        "FSM2009 Invariant 'not in(C)' does not hold in 'C', after 'Go, Go'");

    private static string Machine(string declarations, params string[] states) =>
        $"machine: M\nevents: {{ Go:, Push: }}\n{declarations}\ninitial: A\nstates:\n{string.Concat(states.Where(static state => state.Length > 0).Select(static state => $"  {state}\n"))}";
}
