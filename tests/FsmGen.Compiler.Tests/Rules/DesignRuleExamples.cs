namespace FsmGen.Compiler.Tests.Rules;

/// <summary>FSM2001 to FSM2007: what a spec that can be read gets wrong.</summary>
internal static class DesignRuleExamples
{
    public static IEnumerable<RuleExample> All =>
    [
        new("FSM2001", "State 'Closed' does not handle event 'Push'",
            """
            machine: Door
            events: { Go:, Push: }
            initial: Closed
            states:
              [|Closed|]: { on: { Go: ignore } }
            """,
            """
            machine: Door
            events: { Go:, Push: }
            initial: Closed
            states:
              Closed: { on: { Go: ignore, Push: never } }
            """),
        new("FSM2002", "No sequence of events leads to state 'Attic'",
            """
            machine: Door
            events: { Go: }
            initial: Closed
            states:
              Closed: { on: { Go: ignore } }
              [|Attic|]: { on: { Go: Closed } }
            """,
            """
            machine: Door
            events: { Go: }
            initial: Closed
            states:
              Closed: { on: { Go: Attic } }
              Attic: { on: { Go: Closed } }
            """),
        new("FSM2003", "This row for event 'Go' is never taken: the rows above it take every case",
            """
            machine: Door
            events: { Go: }
            initial: Closed
            states:
              Closed:
                on:
                  Go:
                    - { to: Closed }
                    - { [|do|]: ignore }
            """,
            """
            machine: Door
            events: { Go: }
            guards: { Late: }
            initial: Closed
            states:
              Closed:
                on:
                  Go:
                    - { when: Late, to: Closed }
                    - { do: ignore }
            """),
        new("FSM2004", "'ignore' takes every event 'Go' in state 'Closed', and contradicts the row below it",
            """
            machine: Door
            events: { Go: }
            initial: Closed
            states:
              Closed:
                on:
                  Go:
                    - [|ignore|]
                    - { to: Closed }
            """,
            """
            machine: Door
            events: { Go: }
            guards: { Late: }
            initial: Closed
            states:
              Closed:
                on:
                  Go:
                    - { when: Late, do: ignore }
                    - { to: Closed }
            """),
        new("FSM2005", "Scenario 'It opens' fails: 'Go' in state 'Closed' leads to 'Closed / Ring', not to 'Closed /'",
            """
            machine: Door
            events: { Go: }
            actions: { Ring: }
            initial: Closed
            states:
              Closed: { on: { Go: { do: Ring } } }
            scenarios:
              It opens:
                - Go: [|Closed /|]
            """,
            """
            machine: Door
            events: { Go: }
            actions: { Ring: }
            initial: Closed
            states:
              Closed: { on: { Go: { do: Ring } } }
            scenarios:
              It opens:
                - Go: Closed
            """),
        new("FSM2006", "The action 'Ring' is declared, and nothing uses it",
            """
            machine: Door
            events: { Go: }
            actions:
              [|Ring|](int times):
            initial: Closed
            states:
              Closed: { on: { Go: ignore } }
            """,
            """
            machine: Door
            events: { Go: }
            actions:
              Ring(int times):
            initial: Closed
            states:
              Closed: { on: { Go: { do: Ring(3) } } }
            """),
        new("FSM2007", "Here 9 raised events can wait; at most 8 have room",
            """
            machine: Door
            events:
              Go:
              Gone: { internal: true }
            initial: Closed
            states:
              Closed:
                on:
                  Go: { do: [raise Gone, raise Gone, raise Gone, raise Gone, raise Gone, raise Gone, raise Gone, raise Gone, raise [|Gone|]] }
                  Gone: ignore
            """,
            """
            machine: Door
            events:
              Go:
              Gone: { internal: true }
            initial: Closed
            states:
              Closed:
                on:
                  Go: { do: [raise Gone, raise Gone, raise Gone, raise Gone, raise Gone, raise Gone, raise Gone, raise Gone] }
                  Gone: ignore
            """),
    ];
}
