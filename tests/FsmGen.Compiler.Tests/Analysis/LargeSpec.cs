using System.Text;

namespace FsmGen.Compiler.Tests.Analysis;

/// <summary>Specs of any size: ten events, and ten rows in every state.</summary>
internal static class LargeSpec
{
    private const int Events = 10;

    /// <summary>States that all lie at the top.</summary>
    public static string Flat(int rows)
    {
        var yaml = Head("S0").Append("states:\n");
        for (var i = 0; i < States(rows); i++)
            AppendState(yaml, i, States(rows), "  ");
        return yaml.ToString();
    }

    /// <summary>States in groups of about ten, in groups of about ten, and so on.</summary>
    public static string Nested(int rows)
    {
        var yaml = Head("S0").Append("states:\n");
        AppendGroup(yaml, 0, States(rows), States(rows), "  ");
        return yaml.ToString();
    }

    /// <summary>The same as a statechart: a second region with timers stands beside everything.</summary>
    public static string Statechart(int rows)
    {
        var yaml = Head(null).Append("regions:\n  Main:\n    initial: S0\n    states:\n");
        AppendGroup(yaml, 0, States(rows), States(rows), "      ");
        yaml.Append("  Blinker: { initial: Dark, states: { Dark: { after: { 1s: Bright } }, Bright: { after: { 1s: Dark } } } }\n");
        return yaml.ToString();
    }

    private static int States(int rows) => Math.Max(1, rows / Events);

    private static StringBuilder Head(string? initial)
    {
        var yaml = new StringBuilder($"machine: Large\nevents: {{ {string.Join(", ", Enumerable.Range(0, Events).Select(static i => $"E{i}:"))} }}\nguards: {{ G: }}\nactions: {{ A: }}\n");
        return initial is null ? yaml : yaml.Append($"initial: {initial}\n");
    }

    private static void AppendGroup(StringBuilder yaml, int first, int end, int all, string indent)
    {
        if (end - first <= 10)
        {
            for (var i = first; i < end; i++)
                AppendState(yaml, i, all, indent);
            return;
        }

        var size = (end - first + 9) / 10;
        for (var start = first; start < end; start += size)
        {
            yaml.Append($"{indent}Group{start}_{size}:\n{indent}  initial: S{start}\n{indent}  states:\n");
            AppendGroup(yaml, start, Math.Min(end, start + size), all, indent + "    ");
        }
    }

    private static void AppendState(StringBuilder yaml, int i, int all, string indent)
    {
        yaml.Append($"{indent}S{i}:\n{indent}  on:\n");
        for (var e = 0; e < Events; e++)
            yaml.Append(e == 0 ? $"{indent}    E0: [{{ when: G, to: S{(i * 7 + 1) % all}, do: A }}, ignore]\n" : $"{indent}    E{e}: S{(i * e + e) % all}\n");
    }
}
