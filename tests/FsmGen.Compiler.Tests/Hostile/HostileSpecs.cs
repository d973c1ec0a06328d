namespace FsmGen.Compiler.Tests.Hostile;

/// <summary>Specs that can be read, and that a careless algorithm would never be done with.</summary>
internal static class HostileSpecs
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["20,000 states"] = Machine("E:", string.Concat(Numbers(20_000).Select(i => $"  S{i}: {{ on: {{ E: S{(i + 1) % 20_000} }} }}\n"))),
        ["2,000 events in 200 states"] = Machine(string.Join(", ", Numbers(2_000).Select(i => $"E{i}:")), string.Concat(Numbers(200).Select(i => $"  S{i}: {{ on: {{ E{i}: S{(i + 1) % 200} }} }}\n"))),
        ["10,000 unknown targets among 10,000 states"] = Machine("E:", string.Concat(Numbers(10_000).Select(i => $"  State{i}: {{ on: {{ E: Stat{i}x }} }}\n")).Replace("  State0", "  S0", StringComparison.Ordinal)),
        ["60 nested states"] = Machine("E:", Nested(30)),
        ["a name of 100,000 characters, nearly declared"] = Machine("E:", $"  S0: {{ on: {{ E: {new string('x', 100_000)} }} }}\n  {new string('x', 1_000)}: {{ on: {{ E: {new string('x', 1_001)} }} }}\n"),
        ["3,000 guarded rows in one list"] = Machine("E:", "  S0:\n    on:\n      E:\n" + string.Concat(Numbers(3_000).Select(i => $"        - {{ when: G{i}, to: S0 }}\n")), string.Join(", ", Numbers(3_000).Select(i => $"G{i}:"))),
        ["3,000 rows with 14 guards"] = Machine("E:", "  S0:\n    on:\n      E:\n" + string.Concat(Numbers(3_000).Select(i => $"        - {{ when: {string.Join(" and ", Numbers(14).Select(g => $"{((i >> g & 1) == 0 ? "not " : "")}G{g}"))}, to: S0 }}\n")), Guards(14)),
        ["400 states below a parent with 14 guards"] = Machine("E:", "  S0:\n    initial: T0\n    on:\n      E:\n" + string.Concat(Numbers(14).Select(i => $"        - {{ when: G{i}, to: S0 }}\n")) + "    states:\n" + string.Concat(Numbers(400).Select(i => $"      T{i}:\n")), Guards(14)),
        ["a condition of 500 words"] = Machine("E:", $"  S0: {{ on: {{ E: {{ when: {string.Join(" or ", Numbers(250).Select(i => $"G{i % 14}"))}, to: S0 }} }} }}\n", Guards(14)),
        ["a condition of 100,000 parentheses"] = Machine("E:", $"  S0: {{ on: {{ E: {{ when: {new string('(', 100_000)}, to: S0 }} }} }}\n"),
        ["a condition of 100,000 nots"] = Machine("E:", $"  S0: {{ on: {{ E: {{ when: {HostileFiles.Repeat("not ", 100_000)}, to: S0 }} }} }}\n"),
        ["a C# expression of 20,000 parentheses"] = Coded(new string('(', 20_000) + "true" + new string(')', 20_000)),
        ["a C# expression of 20,000 operators"] = Coded("true" + HostileFiles.Repeat(" & true", 20_000)),
        ["a type of 20,000 brackets"] = Machine($"\"E({HostileFiles.Repeat("A<", 20_000)}int{new string('>', 20_000)} x)\":", "  S0:\n"),
        ["a constant of 20,000 parentheses"] = Machine("E:", $"  S0: {{ on: {{ E: {{ do: \"A({new string('(', 20_000)}1{new string(')', 20_000)})\" }} }} }}\n", actions: "\"A(int x)\":"),
        ["a using of 20,000 brackets"] = Machine("E:", "  S0:\n") + $"using: \"X = {HostileFiles.Repeat("A<", 20_000)}\"\n",
        ["12 internal events that raise each other"] = Machine("E:, " + string.Join(", ", Numbers(12).Select(i => $"I{i}: {{ internal: true }}")),
            "  S0:\n    on:\n      E: { do: [" + string.Join(", ", Numbers(8).Select(i => $"raise I{i}")) + "] }\n"
            + string.Concat(Numbers(12).Select(i => $"      I{i}:\n        - {{ when: G{i % 14}, do: [raise I{(i + 1) % 12}, raise I{(i + 5) % 12}] }}\n        - {{ when: G{(i + 1) % 14}, do: raise I{(i + 7) % 12} }}\n        - ignore\n")), Guards(14)),
        ["2,000 scenarios that raise without end"] = Machine("E:, I: { internal: true }", "  S0: { on: { E: { do: raise I }, I: { do: raise I } } }\n")
            + "scenarios:\n" + string.Concat(Numbers(2_000).Select(i => $"  T{i}: [ E: S0 ]\n")),
        ["300 events that raise in 300 states"] = Machine("I: { internal: true }, " + string.Join(", ", Numbers(300).Select(i => $"E{i}:")),
            string.Concat(Numbers(300).Select(i => $"  S{i}:\n    on:\n" + string.Concat(Numbers(300).Select(e => $"      E{e}: {{ to: S{(i + e) % 300}, do: raise I }}\n")) + "      I: ignore\n"))),
    };

    private static IEnumerable<int> Numbers(int count) => Enumerable.Range(0, count);

    private static string Guards(int count) => string.Join(", ", Numbers(count).Select(i => $"G{i}:"));

    private static string Machine(string events, string states, string guards = "", string actions = "") =>
        $"machine: M\nevents: {{ {events} }}\nguards: {{ {guards} }}\nactions: {{ {actions} }}\ninitial: S0\nstates:\n{states}";

    private static string Coded(string code) => Machine("E:", "  S0: { on: { E: { when: G, to: S0 } } }\n", $"G: {{ code: \"{code}\" }}");

    private static string Nested(int depth)
    {
        var yaml = "";
        for (var i = 0; i < depth; i++)
            yaml += $"{new string(' ', 2 + (4 * i))}S{i}:\n" + (i < depth - 1 ? $"{new string(' ', 4 + (4 * i))}initial: S{i + 1}\n{new string(' ', 4 + (4 * i))}states:\n" : "");
        return yaml;
    }
}
