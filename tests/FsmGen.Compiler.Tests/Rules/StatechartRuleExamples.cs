namespace FsmGen.Compiler.Tests.Rules;

/// <summary>FSM1021 to FSM1025: regions, histories, timers, and what kinds of machines cannot do.</summary>
internal static class StatechartRuleExamples
{
    public static IEnumerable<RuleExample> All =>
    [
        new("FSM1021", "States 'Dim' and 'Bright' are never active together: no state with regions holds both",
            """
            machine: Lamp
            events: { Go: }
            unhandled: none
            initial: Dim
            states:
              Dim: { on: { Go: { to: [Dim, [|Bright|]] } } }
              Bright: { on: { Go: ignore } }
            """,
            """
            machine: Lamp
            events: { Go: }
            unhandled: none
            regions:
              Light: { initial: Dim, states: { Dim: , Bright: { on: { Go: { to: [Dim, Slow] } } } } }
              Fan: { initial: Fast, states: { Fast: { on: { Go: Bright } }, Slow: { on: { Go: Fast } } } }
            """),
        new("FSM1022", "Timer 'Pol' is not declared; did you mean 'Poll'?",
            """
            machine: Lamp
            events: { Go: }
            timers: { Poll: 1s }
            unhandled: none
            initial: Off
            states:
              Off: { entry: start Poll, on: { Go: { do: start [|Pol|] }, Poll: ignore } }
            """,
            """
            machine: Lamp
            events: { Go: }
            timers: { Poll: 1s }
            unhandled: none
            initial: Off
            states:
              Off: { on: { Go: { do: start Poll }, Poll: ignore } }
            """),
        new("FSM1023", "'10' is not a duration: write a number above zero and its unit, like '500ms', '1.5s', '5m', '1h' or '2d', up to 10,000 days",
            """
            machine: Lamp
            initial: On
            states:
              On: { after: { [|10|]: Off } }
              Off:
            """,
            """
            machine: Lamp
            initial: On
            states:
              On: { after: { 10s: Off } }
              Off:
            """),
        new("FSM1024", "State 'On' has no nested states, and is never done",
            """
            machine: Lamp
            initial: On
            states:
              On: { [|done|]: Off }
              Off:
            """,
            """
            machine: Lamp
            initial: On
            states:
              On: { initial: Over, states: { Over: { final: true } }, done: Off }
              Off:
            """),
        new("FSM1025", "A machine with timers is a class, since they refer to it: take away 'kind: struct'",
            """
            machine: Lamp
            kind: [|struct|]
            initial: On
            states:
              On: { after: { 10s: Off } }
              Off:
            """,
            """
            machine: Lamp
            kind: struct
            events: { Go: }
            initial: On
            states:
              On: { on: { Go: On } }
            """),
    ];
}
