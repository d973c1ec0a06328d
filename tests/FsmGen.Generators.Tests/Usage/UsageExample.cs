namespace FsmGen.Generators.Tests.Usage;

/// <summary>What a rule says of C#: a spec, C# that it reports at the mark (in the spec or in the C#), and C# that it does not.</summary>
internal sealed record UsageExample(string Id, string Message, string Spec, string Bad, string Good)
{
    private const string Gate =
        """
        machine: Gate
        namespace: Demo
        events: { Coin(int value):, Push:, Kick: }
        guards: { Enough(value): }
        initial: Locked
        states:
          Locked: { on: { Coin: [{ when: Enough, to: Unlocked }, ignore], Push: ignore, Kick: reject } }
          Unlocked: { on: { Coin: ignore, Push: Locked, Kick: ignore } }
        """;

    private const string Host = "namespace Demo;\n\npublic partial class Gate\n{\n    private partial bool Enough(int value) => value >= 50;\n}\n";

    public static IEnumerable<UsageExample> All =>
    [
        new("FSM3001", "Machine 'Gate' has no guard 'Enough' yet: write 'private partial bool Enough(int value)'",
            Gate.Replace("Enough(value):", "[|Enough|](value):", StringComparison.Ordinal),
            "namespace Demo;\n\npublic partial class Gate;\n", Host),
        new("FSM3002", "'Enough' is not what the spec of machine 'Gate' declares: write 'private partial bool Enough(int value)'",
            Gate,
            "namespace Demo;\n\npublic partial class Gate\n{\n    private partial bool [|Enough|](string value) => value.Length > 1;\n}\n", Host),
        new("FSM3003", "The spec of machine 'Gate' has no guard or action 'Enugh'; did you mean 'Enough'?",
            Gate,
            "namespace Demo;\n\npublic partial class Gate\n{\n    private partial bool Enough(int value) => value >= 50;\n\n    private partial bool [|Enugh|](int value) => value >= 50;\n}\n", Host),
        new("FSM3004", "This switch over 'GateState' has no case for 'Unlocked'",
            Gate,
            $$"""
            {{Host}}
            public static class Lamp
            {
                public static void Show(Gate gate)
                {
                    switch ([|gate.State|])
                    {
                        case GateState.Locked:
                            System.Console.WriteLine("red");
                            break;
                    }
                }
            }
            """,
            $$"""
            {{Host}}
            public static class Lamp
            {
                public static void Show(Gate gate)
                {
                    switch (gate.State)
                    {
                        case GateState.Locked:
                            System.Console.WriteLine("red");
                            break;
                        default:
                            break;
                    }
                }
            }
            """),
        new("FSM3005", "No state of machine 'Gate' does anything with event 'Kick'",
            Gate,
            $$"""
            {{Host}}
            public static class Visitor
            {
                public static void Pass(Gate gate) => [|gate.Kick()|];
            }
            """,
            $$"""
            {{Host}}
            public static class Visitor
            {
                public static void Pass(Gate gate) => gate.Push();
            }
            """),
        new("FSM3006", "'Ring' runs within a step, where machine 'Door' refuses events: raise the event in the spec, or say 'reentrancy: queue' there",
            """
            machine: Door
            namespace: Demo
            events: { Open:, Close: }
            actions: { Ring: }
            initial: Closed
            states:
              Closed: { on: { Open: { to: Opened, do: Ring }, Close: ignore } }
              Opened: { on: { Open: ignore, Close: Closed } }
            """,
            "namespace Demo;\n\npublic partial class Door\n{\n    private partial void Ring() => [|Close()|];\n}\n",
            "namespace Demo;\n\npublic partial class Door\n{\n    private partial void Ring() => System.Console.WriteLine(\"ring\");\n}\n"),
        new("FSM3007", "Machine 'Valve' is a struct and the field '_valve' read-only: 'Turn' changes a copy that is thrown away",
            """
            machine: Valve
            namespace: Demo
            kind: struct
            events: { Turn: }
            initial: Shut
            states:
              Shut: { on: { Turn: Open } }
              Open: { on: { Turn: Shut } }
            """,
            "namespace Demo;\n\npublic class Pipe\n{\n    private readonly Valve _valve;\n\n    public void Turn() => [|_valve.Turn()|];\n}\n",
            "namespace Demo;\n\npublic class Pipe\n{\n    private Valve _valve;\n\n    public void Turn() => _valve.Turn();\n}\n"),
    ];
}
