namespace FsmGen.Compiler.Tests.Rules;

/// <summary>FSM1011 to FSM1020: conditions, actions, parameters, words and steps.</summary>
internal static class UseRuleExamples
{
    public static IEnumerable<RuleExample> All =>
    [
        new("FSM1011", "The condition cannot be read: 'and' is the word for '&&'",
            """
            machine: Door
            events: { Go: }
            guards: { A:, B: }
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Go: { when: A [|&&|] B } } }
            """,
            """
            machine: Door
            events: { Go: }
            guards: { A:, B: }
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Go: { when: A and B } } }
            """),
        new("FSM1012", "The action 'Move(1)' cannot be used so: it takes 2 constants (int x, int y), not 1",
            """
            machine: Door
            events: { Go: }
            actions: { "Move(int x, int y)": }
            initial: Closed
            states:
              Closed: { on: { Go: { do: [|Move(1)|] } } }
            """,
            """
            machine: Door
            events: { Go: }
            actions: { "Move(int x, int y)": }
            initial: Closed
            states:
              Closed: { on: { Go: { do: "Move(1, 2)" } } }
            """),
        new("FSM1013", "'Refund' reads the parameter 'value', which event 'Push' does not carry",
            """
            machine: Door
            events: { Coin(int value):, Push: }
            actions: { Refund(value): }
            initial: Closed
            states:
              Closed: { on: { Coin: { do: Refund }, Push: { do: [|Refund|] } } }
            """,
            """
            machine: Door
            events: { Coin(int value):, Push(int value): }
            actions: { Refund(value): }
            initial: Closed
            states:
              Closed: { on: { Coin: { do: Refund }, Push: { do: Refund } } }
            """),
        new("FSM1014", "The parameter 'value' is 'long' here and 'int' in event 'Coin'; a parameter's name has one type in a machine",
            """
            machine: Door
            events:
              Coin(int value):
              [|Note(long value)|]:
            unhandled: none
            initial: Closed
            states:
              Closed:
            """,
            """
            machine: Door
            events:
              Coin(int value):
              Note(long amount):
            unhandled: none
            initial: Closed
            states:
              Closed:
            """),
        new("FSM1015", "A row that says 'reject' has no transition: take away 'to'",
            """
            machine: Door
            events: { Go: }
            initial: Closed
            states:
              Closed: { on: { Go: { [|to|]: Closed, do: reject } } }
            """,
            """
            machine: Door
            events: { Go: }
            initial: Closed
            states:
              Closed: { on: { Go: { summary: Not now., do: reject } } }
            """),
        new("FSM1016", "'clas' is not a value of 'kind': write 'class' or 'struct'; did you mean 'class'?",
            """
            machine: Door
            kind: [|clas|]
            initial: Closed
            states:
              Closed:
            """,
            """
            machine: Door
            kind: struct
            initial: Closed
            states:
              Closed:
            """),
        new("FSM1017", "This is not a C# expression: invalid expression term ')'",
            """
            machine: Door
            events: { Go: }
            guards:
              Late:
                code: [|(1 + ) > 2|]
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Go: { when: Late } } }
            """,
            """
            machine: Door
            events: { Go: }
            guards:
              Late:
                code: (1 + 1) > 2
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Go: { when: Late } } }
            """),
        new("FSM1018", "Event 'Gone' is internal: there is no caller to reject; write 'ignore' or 'never'",
            """
            machine: Door
            events:
              Go:
              Gone: { internal: true }
            initial: Closed
            states:
              Closed: { on: { Go: { do: raise Gone }, Gone: [|reject|] } }
            """,
            """
            machine: Door
            events:
              Go:
              Gone: { internal: true }
            initial: Closed
            states:
              Closed: { on: { Go: { do: raise Gone }, Gone: ignore } }
            """),
        new("FSM1019", "The step cannot be read: 'Door' has nested states; name the leaf",
            """
            machine: House
            events: { Go: }
            initial: Door
            states:
              Door:
                initial: Closed
                states:
                  Closed: { on: { Go: ignore } }
            scenarios:
              Nothing happens:
                - Go: [|Door|] /
            """,
            """
            machine: House
            events: { Go: }
            initial: Door
            states:
              Door:
                initial: Closed
                states:
                  Closed: { on: { Go: { do: [] } } }
            scenarios:
              Nothing happens:
                - Go: Closed /
            """),
        new("FSM1020", "State 'Done' is final: nothing leaves it, so it has no 'exit'",
            """
            machine: Door
            actions: { Ring: }
            events: { Go: }
            initial: Closed
            states:
              Closed: { on: { Go: Done } }
              Done: { final: true, [|exit|]: Ring }
            """,
            """
            machine: Door
            actions: { Ring: }
            events: { Go: }
            initial: Closed
            states:
              Closed: { on: { Go: Done } }
              Done: { final: true, entry: Ring }
            """),
    ];
}
