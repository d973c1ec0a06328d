using System.Text;

namespace FsmGen.Tool.Tests;

/// <summary>Writes a spec with nested states, regions, histories and arrows from anywhere to anywhere.</summary>
internal sealed class RandomChart
{
    private readonly Random _random;
    private readonly List<string> _names = [];
    private readonly StringBuilder _text = new();
    private int _next;

    private RandomChart(int seed) => _random = new Random(seed);

    public static string Of(int seed)
    {
        var chart = new RandomChart(seed);
        var count = chart._random.Next(2, 9);
        var tree = chart.Tree(count, 0);
        chart._text.Append("machine: Chart\nnamespace: Demo\nsummary: Any chart.\nunhandled: none\nevents: { E0:, E1:, Longer:, TheLongestOfAll: }\nguards: { G:, Guard: }\nactions: { Act:, ActOtherwise: }\n");
        chart.Write(tree, "");
        return chart._text.ToString();
    }

    private List<Node> Tree(int count, int depth)
    {
        var nodes = new List<Node>();
        for (var i = 0; i < count; i++)
        {
            var name = $"S{_next++}{(_random.Next(4) == 0 ? "WithALongName" : "")}";
            var isLeaf = depth == 3 || _random.Next(3) > 0;
            var isParallel = !isLeaf && _random.Next(3) == 0;
            nodes.Add(new Node(name, isLeaf ? [] : Tree(_random.Next(isParallel ? 2 : 1, 4), depth + 1), isParallel, !isLeaf && _random.Next(3) == 0));
            _names.Add(name);
        }

        return nodes;
    }

    private void Write(List<Node> nodes, string indent)
    {
        _text.Append($"{indent}initial: {nodes[0].Name}\n{indent}states:\n");
        foreach (var node in nodes)
            Write(node, indent + "  ");
    }

    private void Write(Node node, string indent)
    {
        _text.Append($"{indent}{node.Name}:\n");
        var inner = indent + "  ";
        if (_random.Next(3) == 0)
            _text.Append($"{inner}entry: [Act, ActOtherwise]\n");
        WriteRows(inner);
        if (node.IsParallel)
        {
            _text.Append($"{inner}regions:\n");
            foreach (var child in node.Children)
                Write(child, inner + "  ");
        }
        else if (node.Children.Count > 0)
            Write(node.Children, inner);
        if (node.HasHistory)
        {
            var defaults = node.IsParallel ? node.Children.Select(static child => child.Name) : [node.Children[0].Name];
            _text.Append($"{inner}  {node.Name}History: {{ history: {(_random.Next(2) == 0 ? "deep" : "shallow")}, default: [{string.Join(", ", defaults)}] }}\n");
        }
    }

    private void WriteRows(string indent)
    {
        _text.Append($"{indent}on:\n");
        foreach (var name in new[] { "E0", "E1", "Longer", "TheLongestOfAll" })
        {
            var to = _random.Next(3) == 0 ? "" : $"to: {_names[_random.Next(_names.Count)]}, ";
            var guard = _random.Next(2) == 0 ? "" : "when: G and not Guard, ";
            if (_random.Next(2) == 0)
                _text.Append($"{indent}  {name}: {{ {to}{guard}do: [Act, ActOtherwise] }}\n");
        }

        _text.Append($"{indent}  any: ignore\n");
    }

    private sealed record Node(string Name, List<Node> Children, bool IsParallel, bool HasHistory);
}
