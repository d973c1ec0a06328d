using System.Text;

namespace FsmGen.Generators.Tests.Statecharts;

/// <summary>A random statechart, drawn from a tape of numbers so that a failing one can be made smaller.</summary>
internal sealed class RandomStatechart
{
    public const int Guards = 3;
    public const int Events = 4;

    private readonly int[] _tape;
    private readonly StringBuilder _yaml = new();
    private readonly List<Node> _states = [];
    private readonly List<Node> _histories = [];
    private int _next;

    public RandomStatechart(int[] tape)
    {
        _tape = tape;
        Write();
    }

    public string Yaml => _yaml.ToString();

    /// <summary>Seconds, one timer each; their names are T0, T1 …</summary>
    public int Timers { get; private set; }

    private int Draw(int below) => _next < _tape.Length ? _tape[_next++] % below : 0;

    private bool Once(int among) => Draw(among) == among - 1;

    private void Write()
    {
        Timers = Draw(3);
        _yaml.Append("machine: M\nnamespace: Demo\nunhandled: ").Append(Once(2) ? "none" : "ignore").Append('\n');
        _yaml.Append($"deferral: {2 + Draw(3)}\nsnapshots: true\nevents:\n  E0(int number):\n");
        for (var i = 1; i < Events; i++)
            _yaml.Append($"  E{i}:\n");
        _yaml.Append("  I0: { internal: true }\nguards: { G0: , G1: , G2: }\nactions:\n  A:\n  B:\n  C(int constant):\n  D(number):\n");
        if (Timers > 0)
            _yaml.Append("timers:\n");
        for (var i = 0; i < Timers; i++)
            _yaml.Append($"  T{i}: {1 + Draw(5)}s\n");

        var root = new Node("M", null) { IsParallel = Once(5) };
        Grow(root, depth: 0);
        WriteChildren(root, "");
    }

    private void Grow(Node parent, int depth)
    {
        var count = parent.IsParallel ? 2 + Draw(2) : 1 + Draw(3) + (depth == 0 ? 1 : 0);
        for (var i = 0; i < count; i++)
        {
            var node = new Node($"S{_states.Count}", parent);
            _states.Add(node);
            parent.Children.Add(node);
            var mayNest = depth < 3 && _states.Count < 24;
            if (parent.IsParallel ? mayNest && !Once(4) : mayNest && Once(3))
            {
                node.IsParallel = Once(2);
                Grow(node, depth + 1);
            }
            else if (!parent.IsParallel && i > 0 && Once(4))
                node.IsFinal = true;
        }

        if (parent.Parent is not null && Once(3))
        {
            var history = new Node($"H{_histories.Count}", parent);
            parent.Histories.Add(history);
            _histories.Add(history);
        }
    }

    private void WriteChildren(Node node, string indent)
    {
        if (node.Children.Count == 0)
            return;
        if (!node.IsParallel)
            _yaml.Append($"{indent}initial: {Default(node)}\n");
        _yaml.Append($"{indent}{(node.IsParallel ? "regions" : "states")}:\n");
        foreach (var child in node.Children)
            WriteState(child, indent + "  ");
        foreach (var history in node.Histories)
            _yaml.Append($"{indent}  {history.Name}: {{ history: {(Once(2) ? "deep" : "shallow")}, default: {Default(node)} }}\n");
    }

    /// <summary>A state to enter by default: one below, or several in different regions of one that is.</summary>
    private string Default(Node node)
    {
        var below = node.Below().ToList();
        var one = Once(3) || node.IsParallel ? below[Draw(below.Count)] : node.Children[Draw(node.Children.Count)];
        var targets = one is { IsParallel: true } && Once(2) ? Several(one) : one.Name;
        return Once(3) ? $"{{ to: {targets}, do: [{Actions(false)}] }}" : targets;
    }

    private string Several(Node parallel)
    {
        var targets = parallel.Children.Select(region => region.Below().Prepend(region).ToList()).Select(some => some[Draw(some.Count)].Name);
        return $"[{string.Join(", ", targets.Take(1 + Draw(parallel.Children.Count)))}]";
    }

    private void WriteState(Node node, string indent)
    {
        _yaml.Append($"{indent}{node.Name}:\n");
        indent += "  ";
        if (node.IsFinal)
        {
            _yaml.Append($"{indent}final: true\n{indent}entry: [{Actions(false)}]\n");
            return;
        }

        if (Once(2))
            _yaml.Append($"{indent}entry: [{Actions(false)}]\n");
        if (Once(2))
            _yaml.Append($"{indent}exit: [{Actions(false)}]\n");
        if (Once(6))
            WriteRows("always", indent, carries: false, word: null, guarded: !Once(4));
        if (node.Children.Count > 0 && Once(2))
            WriteRows("done", indent, carries: false, "ignore", guarded: false);
        if (Timers > 0 && Once(5))
            _yaml.Append($"{indent}after: {{ {1 + Draw(4)}s: {_states[Draw(_states.Count)].Name} }}\n");
        _yaml.Append($"{indent}on:\n");
        for (var i = 0; i < Events; i++)
        {
            if (!Once(3))
                WriteRows($"E{i}", indent + "  ", carries: i == 0, Draw(3) switch { 0 => "ignore", 1 => "reject", _ => "defer" }, guarded: false);
        }

        if (Once(2))
            WriteRows("I0", indent + "  ", carries: false, "ignore", guarded: false);
        for (var i = 0; i < Timers; i++)
        {
            if (Once(2))
                WriteRows($"T{i}", indent + "  ", carries: false, "ignore", guarded: false);
        }

        WriteChildren(node, indent);
    }

    private void WriteRows(string name, string indent, bool carries, string? word, bool guarded)
    {
        _yaml.Append($"{indent}{name}:\n");
        for (var rows = 1 + Draw(2); rows > 0; rows--)
        {
            var when = !guarded && Once(2) ? "" : $"when: {Condition(0)}, ";
            _yaml.Append(Draw(8) switch
            {
                0 when word is not null => $"{indent}  - {{ {when}do: {word} }}\n",
                1 when word is not null && Once(4) => $"{indent}  - {{ {when}do: never }}\n",
                2 or 3 => $"{indent}  - {{ {when}do: [{Actions(carries)}] }}\n",
                _ => $"{indent}  - {{ {when}to: {Target()}, {(Once(4) ? "type: internal, " : "")}do: [{Actions(carries)}] }}\n",
            });
        }
    }

    private string Target()
    {
        if (_histories.Count > 0 && Once(4))
            return _histories[Draw(_histories.Count)].Name;
        var one = _states[Draw(_states.Count)];
        return one.IsParallel && Once(2) ? Several(one) : one.Name;
    }

    private string Actions(bool carries)
    {
        var actions = new List<string>();
        for (var count = Draw(3); count > 0; count--)
        {
            actions.Add(Draw(12) switch
            {
                0 => "A",
                1 => "B",
                2 => $"C({Draw(10)})",
                3 when carries => "D",
                4 => "raise I0",
                5 => $"{{ raise: I0, when: {Condition(1)} }}",
                6 => $"raise E{1 + Draw(Events - 1)}",
                7 when Timers > 0 => $"start T{Draw(Timers)}",
                8 when Timers > 0 => $"stop T{Draw(Timers)}",
                _ => "A",
            });
        }

        return string.Join(", ", actions);
    }

    private string Condition(int depth) => Draw(depth > 2 ? 2 : 5) switch
    {
        1 => $"in({_states[Draw(_states.Count)].Name})",
        2 => $"not ({Condition(depth + 1)})",
        3 => $"({Condition(depth + 1)}) and ({Condition(depth + 1)})",
        4 => $"{Condition(depth + 1)} or {Condition(depth + 1)}",
        _ => $"G{Draw(Guards)}",
    };

    private sealed record Node(string Name, Node? Parent)
    {
        public List<Node> Children { get; } = [];

        public List<Node> Histories { get; } = [];

        public bool IsParallel { get; set; }

        public bool IsFinal { get; set; }

        public IEnumerable<Node> Below() => Children.SelectMany(static child => child.Below().Prepend(child));
    }
}
