namespace FsmGen.Compiler.Tests.Rules;

/// <summary>FSM1001 to FSM1010: names, keys, shapes and signatures.</summary>
internal static class LanguageRuleExamples
{
    public static IEnumerable<RuleExample> All =>
    [
        new("FSM1001", "State 'Opend' is not declared; did you mean 'Opened'?",
            """
            machine: Door
            events: { Go: }
            initial: Closed
            states:
              Closed: { on: { Go: [|Opend|] } }
              Opened: { on: { Go: Closed } }
            """,
            """
            machine: Door
            events: { Go: }
            initial: Closed
            states:
              Closed: { on: { Go: Opened } }
              Opened: { on: { Go: Closed } }
            """),
        new("FSM1002", "Event 'Goo' is not declared; did you mean 'Go'?",
            """
            machine: Door
            events: { Go: }
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { [|Goo|]: ignore } }
            """,
            """
            machine: Door
            events: { Go:, Goo: }
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Goo: ignore } }
            """),
        new("FSM1003", "Guard 'Enough' is not declared",
            """
            machine: Door
            events: { Go: }
            guards: { Late: }
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Go: { when: not Late and [|Enough|] } } }
            """,
            """
            machine: Door
            events: { Go: }
            guards: { Late:, Enough: }
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Go: { when: not Late and Enough } } }
            """),
        new("FSM1004", "Action 'Ringg' is not declared; did you mean 'Ring'?",
            """
            machine: Door
            events: { Go: }
            actions: { Ring: }
            initial: Closed
            states:
              Closed: { on: { Go: { do: [Ring, "[|Ringg|]"] } } }
            """,
            """
            machine: Door
            events: { Go: }
            actions: { Ring: }
            initial: Closed
            states:
              Closed: { on: { Go: { do: [Ring, "Ring"] } } }
            """),
        new("FSM1005", "'entri' is not a key of a state; did you mean 'entry'?",
            """
            machine: Door
            actions: { Ring: }
            initial: Closed
            states:
              Closed: { entry: Ring, [|entri|]: Ring }
            """,
            """
            machine: Door
            actions: { Ring: }
            initial: Closed
            states:
              Closed: { entry: Ring, exit: Ring }
            """),
        new("FSM1006", "The state 'Closed' stands here a second time",
            """
            machine: Door
            initial: Closed
            states:
              Closed:
                initial: Locked
                states:
                  Locked:
                  [|Closed|]:
            """,
            """
            machine: Door
            initial: Closed
            unhandled: none
            events: { Go: }
            states:
              Closed:
                initial: Locked
                states:
                  Locked: { on: { Go: closed } }
                  closed:
            """),
        new("FSM1007", "Machine 'Door' needs the key 'initial'",
            """
            machine: [|Door|]
            states:
              Closed:
            """,
            """
            machine: Door
            states:
              Closed:
            initial: Closed
            """),
        new("FSM1008", "'on' takes a mapping, not a list",
            """
            machine: Door
            initial: Closed
            states:
              Closed: { [|on|]: [Go] }
            """,
            """
            machine: Door
            initial: Closed
            events: { Go: }
            unhandled: none
            states:
              Closed: { on: }
            """),
        new("FSM1009", "'raise' cannot be the name of a state: it is a word of the language",
            """
            machine: Door
            initial: Closed
            states:
              Closed:
              [|raise|]:
            """,
            """
            machine: Door
            initial: Raise
            states:
              Raise:
            """),
        new("FSM1010", "The signature 'Coin(int value' cannot be read: it does not end with ')'",
            """
            machine: Door
            events:
              [|Coin(int value|]:
            initial: Closed
            states:
              Closed:
            """,
            """
            machine: Door
            events:
              Coin(int value):
            initial: Closed
            states:
              Closed: { on: { Coin: ignore } }
            """),
    ];
}
