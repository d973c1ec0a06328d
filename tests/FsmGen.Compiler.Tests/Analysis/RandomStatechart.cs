using System.Text;

namespace FsmGen.Compiler.Tests.Analysis;

/// <summary>A small random spec with regions, histories, timers, deferral, completion and rows without events.</summary>
internal sealed class RandomStatechart
{
    private readonly Random _random;
    private readonly StringBuilder _yaml = new();
    private readonly List<string> _names = [];
    private int _next;

    private RandomStatechart(int seed) => _random = new Random(seed);

    public static string Yaml(int seed)
    {
        var chart = new RandomStatechart(seed);
        chart.Write();
        return chart._yaml.ToString();
    }

    private void Write()
    {
        _yaml.Append($"machine: M\nunhandled: {Pick("error", "none", "ignore")}\nevents:\n  E0:\n  E1:\n  E2:\n  I0: {{ internal: true }}\nguards: {{ G0:, G1: }}\nactions: {{ A0:, A1: }}\ntimers: {{ T0: 1s }}\n");
        if (Once(3))
            _yaml.Append($"exclusive: [[G0, G1{(Once(2) ? ", otherwise" : "")}]]\n");

        // Rows may name states that stand further down: all names are given before.
        var shape = Shape(0, isRegion: false);
        WriteNested(shape, "", isParallel: Once(4));
    }

    private List<Node> Shape(int depth, bool isRegion)
    {
        var nodes = new List<Node>();
        for (var count = 2 + _random.Next(isRegion ? 1 : 2); count > 0; count--)
        {
            var name = $"S{_next++}";
            _names.Add(name);
            var isParallel = Once(2);
            var nested = depth < 2 && Once(3) ? Shape(depth + 1, isParallel) : [];
            nodes.Add(new Node(name, nested, isParallel));
        }

        return nodes;
    }

    private void WriteNested(List<Node> nodes, string indent, bool isParallel)
    {
        if (!isParallel)
            _yaml.Append($"{indent}initial: {nodes[0].Name}\n");
        _yaml.Append($"{indent}{(isParallel ? "regions" : "states")}:\n");
        foreach (var node in nodes)
            WriteState(node, indent + "  ", canBeFinal: !isParallel && node != nodes[0]);
        if (indent.Length > 0 && Once(3))
        {
            var history = $"S{_next++}";
            _names.Add(history);
            _yaml.Append($"{indent}  {history}: {{ history: {Pick("shallow", "deep")}, default: {nodes[0].Name} }}\n");
        }
    }

    private void WriteState(Node node, string indent, bool canBeFinal)
    {
        _yaml.Append($"{indent}{node.Name}:\n");
        indent += "  ";
        if (canBeFinal && node.Nested.Count == 0 && Once(5))
        {
            _yaml.Append($"{indent}final: true\n");
            return;
        }

        if (Once(4))
            _yaml.Append($"{indent}entry: {Actions()}\n");
        if (Once(4))
            _yaml.Append($"{indent}exit: {Actions()}\n");
        if (Once(5))
            _yaml.Append($"{indent}after: {{ 2s: {Row(canSpeak: false)} }}\n");
        if (Once(8))
            _yaml.Append($"{indent}always: {Row(canSpeak: false)}\n");
        if (node.Nested.Count > 0 && Once(2))
            _yaml.Append($"{indent}done: {Row(canSpeak: false)}\n");
        _yaml.Append($"{indent}on:\n");
        foreach (var trigger in new[] { "E0", "E1", "E2", "I0", "T0" })
        {
            if (Once(2))
                _yaml.Append($"{indent}  {trigger}: [{Row(canSpeak: trigger[0] == 'E')}{(Once(3) ? $", {Row(canSpeak: trigger[0] == 'E')}" : "")}]\n");
        }

        if (node.Nested.Count > 0)
            WriteNested(node.Nested, indent, node.IsParallel);
    }

    private string Row(bool canSpeak)
    {
        var when = Once(2) ? $"when: {Pick("G0", "G1", "not G0", "G0 and G1", $"in({Pick([.. _names])}) or G1")}, " : "";
        if (canSpeak && Once(5))
            return $"{{ {when}do: {Pick("ignore", "reject", "defer", "never")} }}";
        return Once(4) ? $"{{ {when}do: {Actions()} }}" : $"{{ {when}to: {Pick([.. _names])}, type: {Pick("external", "internal")}, do: {Actions()} }}";
    }

    private string Actions() => Pick("[]", "[A0]", "[A1, A0]", "[raise I0]", "[start T0]", "[stop T0]", "[{ raise: I0, when: G1 }]", "[A0, { raise: I0, when: G0 }]", "[raise E1]");

    private bool Once(int among) => _random.Next(among) == 0;

    private string Pick(params string[] words) => words[_random.Next(words.Length)];

    private sealed record Node(string Name, List<Node> Nested, bool IsParallel);
}
