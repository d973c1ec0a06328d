namespace FsmGen.Compiler.Tests.Checking;

public class DesignTests
{
    private const string Head =
        """
        machine: M
        events:
          Go:
          Inside: { internal: true }
        guards: { X: }
        initial: A
        states:

        """;

    [Fact]
    public void A_row_is_dead_where_its_condition_never_holds() => Markup.Reports(Head +
        """
          A: { on: { Go: [ { [|when|]: X and not X, to: A }, { do: raise Inside } ], Inside: ignore } }
        """,
        "FSM2003 This row for event 'Go' is never taken: its condition never holds");

    [Fact]
    public void A_row_is_dead_below_rows_that_take_every_case() => Markup.Reports(Head +
        """
          A: { on: { Go: [ { when: X, to: A }, { when: not X, do: raise Inside }, [|ignore|] ], Inside: ignore } }
        """,
        "FSM2003 This row for event 'Go' is never taken: the rows above it take every case");

    [Fact]
    public void A_row_is_dead_where_every_nested_state_takes_the_event_first() => Markup.Reports(Head +
        """
          A:
            initial: A1
            on: { Go: [|ignore|], Inside: ignore }
            states:
              A1: { on: { Go: { when: X or not X, do: raise Inside } } }
        """,
        "FSM2003 This row for event 'Go' is never taken: the states nested in this one take every case");

    [Fact]
    public void A_row_is_dead_where_nothing_raises_its_event() => Markup.Reports(Head +
        """
          A: { on: { Go: { to: B, do: raise Inside }, Inside: [|ignore|] } }
          B: { on: { Go: [ { when: X, to: A }, ignore ], Inside: ignore } }
        """,
        "FSM2003 This row for event 'Inside' is never taken: nothing raises the event while the state is active");

    [Theory]
    [InlineData("ignore")]
    [InlineData("reject")]
    [InlineData("never")]
    public void A_word_that_takes_everything_contradicts_the_row_below_it(string word) => Markup.Reports(
        $$"""
        machine: M
        events: { Go: }
        initial: A
        states:
          A: { on: { Go: [ [|{{word}}|], { to: A }, { to: A } ] } }
        """,
        $"FSM2004 '{word}' takes every event 'Go' in state 'A', and contradicts the row below it");

    [Fact]
    public void Of_unreachable_states_the_outermost_is_named() => Markup.Reports(
        """
        machine: M
        events: { Go: }
        initial: A
        states:
          A: { on: { Go: ignore } }
          [|B|]:
            initial: B1
            states:
              B1: { on: { Go: B2 } }
              B2:
                initial: B21
                states:
                  B21: { on: { Go: B1 } }
        """,
        "FSM2002 No sequence of events leads to state 'B'");

    [Fact]
    public void A_state_that_only_a_dead_row_leads_to_is_unreachable() => Markup.Reports(
        """
        machine: M
        events: { Go: }
        guards: { X: }
        initial: A
        states:
          A: { on: { Go: [ { [|when|]: X and not X, to: B }, ignore ] } }
          [|B|]: { on: { Go: A } }
        """,
        "FSM2003 This row for event 'Go' is never taken: its condition never holds",
        "FSM2002 No sequence of events leads to state 'B'");

    [Fact]
    public void Events_that_raise_two_others_each_overflow() => Markup.Reports(
        """
        machine: M
        events:
          Go:
          Inside: { internal: true }
        initial: A
        states:
          A:
            on:
              Go: { do: raise Inside }
              Inside: { do: [raise Inside, raise [|Inside|]] }
        """,
        "FSM2007 Here 9 raised events can wait; at most 8 have room");

    [Theory]
    [InlineData("guards", "guard")]
    [InlineData("actions", "action")]
    public void What_is_declared_for_nothing_is_reported(string section, string kind) => Markup.Reports(
        $"machine: M\nevents: {{ Go: }}\n{section}: {{ [|X|]: }}\ninitial: A\nstates: {{ A: {{ on: {{ Go: ignore }} }} }}\n",
        $"FSM2006 The {kind} 'X' is declared, and nothing uses it");

    [Fact]
    public void An_internal_event_that_nothing_raises_is_reported() => Markup.Reports(
        "machine: M\nevents: { [|X|]: { internal: true } }\ninitial: A\nstates: { A: }\n",
        "FSM2006 The internal event 'X' is declared, and nothing uses it");

    [Fact]
    public void The_parameters_of_every_way_to_an_entry_are_looked_at() => Markup.Reports(
        """
        machine: M
        events: { Go(int x):, Push: }
        guards: { Large(x): }
        actions: { Show(x): }
        initial: A
        states:
          A: { on: { Go: B, Push: [ { when: [|Large|], to: A }, B ] } }
          B: { entry: [|Show|], on: { Go: ignore, Push: ignore } }
        """,
        "FSM1013 'Large' reads the parameter 'x', which event 'Push' does not carry",
        "FSM1013 'Show' reads the parameter 'x', which event 'Push' does not carry");

    [Fact]
    public void Start_carries_no_parameters() => Markup.Reports(
        """
        machine: M
        events: { Go(int x): }
        actions: { Show(x): }
        initial: A
        states:
          A: { entry: [|Show|], on: { Go: ignore } }
        """,
        "FSM1013 'Show' reads the parameter 'x', which Start() does not carry");

    [Fact]
    public void A_file_that_breaks_off_is_not_blamed_for_what_is_missing() => Markup.Reports(
        """
        machine: M
        states:
          A: { entry: Nothing }
          B: [|"no end|]
        """,
        "FSM9001 This is not YAML: while scanning a quoted scalar, found unexpected end of stream");

    [Fact]
    public void A_parameter_that_no_event_has_is_said_where_it_is_declared_and_not_at_each_use() => Markup.Reports(
        """
        machine: M
        events: { Go(int amount): }
        actions: { [|Show(amuont)|]: }
        initial: A
        states:
          A: { on: { Go: { do: Show } } }
        """,
        "FSM1010 The signature 'Show(amuont)' cannot be read: no event carries a parameter 'amuont'; did you mean 'amount'?");

    [Fact]
    public void A_colon_within_a_text_is_explained() => Markup.Reports(
        """
        machine: M
        summary: one[|:|] two
        """,
        "FSM9001 This is not YAML: a ': ' within a text begins another key; quote the text");
}
