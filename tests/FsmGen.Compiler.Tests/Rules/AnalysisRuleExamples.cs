namespace FsmGen.Compiler.Tests.Rules;

/// <summary>FSM2008 to FSM2013: what shows only where a machine is followed from its start.</summary>
internal static class AnalysisRuleExamples
{
    public static IEnumerable<RuleExample> All =>
    [
        new("FSM2008", "The analysis of this machine is inconclusive: there are more configurations than it looks at, and what it says nothing of may still be wrong",
            Switches("[|Panel|]", 20), Switches("Panel", 4)),
        new("FSM2009", "Invariant 'No heat without a fan' does not hold in 'Hot, Still', after 'Heat'",
            """
            machine: Dryer
            events: { Heat:, Blow: }
            unhandled: none
            regions:
              Heater: { initial: Cold, states: { Cold: { on: { Heat: Hot } }, Hot: { on: { Heat: Cold } } } }
              Fan: { initial: Still, states: { Still: { on: { Blow: Turning } }, Turning: { on: { Blow: Still } } } }
            invariants:
              No heat without a fan: [|not in(Hot) or in(Turning)|]
            """,
            """
            machine: Dryer
            events: { Heat:, Blow: }
            unhandled: none
            regions:
              Heater: { initial: Cold, states: { Cold: { on: { Heat: { when: in(Turning), to: Hot } } }, Hot: { on: { Heat: Cold, Blow: Cold } } } }
              Fan: { initial: Still, states: { Still: { on: { Blow: Turning } }, Turning: { on: { Blow: Still } } } }
            invariants:
              No heat without a fan: not in(Hot) or in(Turning)
            """),
        new("FSM2010", "This row is taken again and again without end, after 'Go'",
            """
            machine: Door
            events: { Go: }
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Go: Opening } }
              Opening: { always: [|Opened|] }
              Opened: { always: Opening }
            """,
            """
            machine: Door
            events: { Go: }
            guards: { Late: }
            actions: { Push: }
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Go: Opening } }
              Opening: { always: Opened }
              Opened: { always: { when: Late, to: Opening, do: Push } }
            """),
        new("FSM2011", "No sequence of events leads from state 'Jammed' to the end of the machine; it is entered after 'Go, Go'",
            """
            machine: Door
            events: { Go:, Stop: }
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Go: Opened, Stop: Over } }
              Opened: { on: { Go: Jammed, Stop: Over } }
              [|Jammed|]: { on: { Go: ignore } }
              Over: { final: true }
            """,
            """
            machine: Door
            events: { Go:, Stop: }
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Go: Opened, Stop: Over } }
              Opened: { on: { Go: Jammed, Stop: Over } }
              Jammed: { final: true }
              Over: { final: true }
            """),
        new("FSM2012", "Event 'Knock' is deferred here, after 'Go', and nothing that can follow takes it",
            """
            machine: Door
            events: { Go:, Knock: }
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Go: Opened, Knock: ignore } }
              Opened: { on: { Go: Opened, Knock: [|defer|] } }
            """,
            """
            machine: Door
            events: { Go:, Knock: }
            unhandled: none
            initial: Closed
            states:
              Closed: { on: { Go: Opened, Knock: ignore } }
              Opened: { on: { Go: Closed, Knock: defer } }
            """),
        new("FSM2013", "'never' is wrong: the machine itself brings about event 'Rung' here, after 'Go, Go'",
            """
            machine: Door
            events:
              Go:
              Rung: { internal: true }
            initial: Closed
            states:
              Closed: { on: { Go: Opened, Rung: [|never|] } }
              Opened: { on: { Go: { to: Closed, do: raise Rung } } }
            """,
            """
            machine: Door
            events:
              Go:
              Rung: { internal: true }
            guards: { Late: }
            initial: Closed
            states:
              Closed: { on: { Go: Opened, Rung: never } }
              Opened: { on: { Go: { to: Closed, do: [{ raise: Rung, when: Late }] } } }
            """),
    ];

    /// <summary>Switches that know nothing of each other: each more doubles the configurations.</summary>
    private static string Switches(string name, int count) =>
        $"machine: {name}\nunhandled: none\nevents: {{ {string.Join(", ", Enumerable.Range(0, count).Select(static i => $"E{i}:"))} }}\nregions:\n"
        + string.Concat(Enumerable.Range(0, count).Select(static i => $"  R{i}: {{ initial: Off{i}, states: {{ Off{i}: {{ on: {{ E{i}: On{i} }} }}, On{i}: {{ on: {{ E{i}: Off{i} }} }} }} }}\n"));
}
