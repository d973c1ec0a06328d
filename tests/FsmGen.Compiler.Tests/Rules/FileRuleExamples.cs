using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Tests.Rules;

/// <summary>FSM9001 to FSM9006: files that are no specs, and comments to the compiler. FSM9005 and FSM9007 need two files, and have tests of their own.</summary>
internal static class FileRuleExamples
{
    private const string Valid =
        """
        machine: Door
        initial: Closed
        states:
          Closed:
        """;

    public static IEnumerable<RuleExample> All =>
    [
        new("FSM9001", "This is not YAML: a tab cannot indent; use spaces", $"{Valid}\n[|\t|]  summary: A door.", $"{Valid}\n    summary: A\tdoor."),
        new("FSM9002", "The spec is too large: it nests more than 64 deep",
            $"{Valid}\nsummary: {new string('[', YamlLimits.Depth - 1)}[||][{new string(']', YamlLimits.Depth)}",
            $"{Valid}\nsummary: '{new string('[', YamlLimits.Depth + 1)}'"),
        new("FSM9003", "A spec has no such thing as a merge key; nest states to share rows", $"{Valid}\n    [|<<|]: {{}}", $"{Valid}\n    summary: '<<'"),
        new("FSM9004", "The spec is empty; begin with 'machine: Name'", "[|#|] machine: Door", Valid),
        new("FSM9006", "'FSM2001' suppresses nothing in this line",
            """
            machine: Door
            events: { Push: }
            initial: Closed
            states:
              # fsmgen disable [|FSM2001|]: nobody leans on it
              Closed: { on: { Push: ignore } }
            """,
            """
            machine: Door
            events: { Push: }
            initial: Closed
            states:
              # fsmgen disable FSM2001: nobody leans on it
              Closed:
            """),
    ];
}
