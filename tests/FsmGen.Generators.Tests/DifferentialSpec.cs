using System.Text;

namespace FsmGen.Generators.Tests;

/// <summary>A random spec, drawn from a tape of numbers so that a failing one can be made smaller.</summary>
internal sealed class DifferentialSpec
{
    public const int Guards = 3;

    private readonly int[] _tape;
    private readonly StringBuilder _yaml = new();
    private readonly List<string> _states = [];
    private readonly bool _isTable;
    private int _next;
    private int _shape;
    private int _alone;

    public DifferentialSpec(int[] tape, bool isTable = false)
    {
        _tape = tape;
        _isTable = isTable;
        External = 1 + Draw(4);
        Internal = isTable ? 0 : Draw(4);
        Write();
    }

    /// <summary>The actions that only one state has on entering or leaving it: a table cannot have one twice in a step.</summary>
    public const int Alone = 40;

    /// <summary>E0 carries a number, but not in a table; the others carry nothing.</summary>
    public int External { get; }

    public int Internal { get; }

    public bool IsStruct { get; private set; }

    public string Yaml => _yaml.ToString();

    private int Draw(int below) => _next < _tape.Length ? _tape[_next++] % below : 0;

    private bool Once(int among) => Draw(among) == among - 1;

    private void Write()
    {
        IsStruct = Once(4);
        _yaml.Append("machine: M\nnamespace: Demo\nunhandled: none\n");
        if (_isTable)
            _yaml.Append("dispatch: table\n");
        _yaml.Append(IsStruct ? "kind: struct\nevents:\n" : "events:\n");
        for (var i = 0; i < External; i++)
            _yaml.Append(i == 0 && !_isTable ? "  E0(int number):\n" : $"  E{i}:\n");
        for (var i = 0; i < Internal; i++)
            _yaml.Append($"  I{i}:\n    internal: true\n");
        _yaml.Append(_isTable ? "guards:\n" : "  Carrier(number):\n    internal: true\nguards:\n");
        for (var i = 0; i < Guards; i++)
            _yaml.Append($"  G{i}:\n");
        _yaml.Append("actions:\n  A:\n  B:\n  C(int constant):\n");
        _yaml.Append(_isTable ? string.Concat(Enumerable.Range(0, Alone).Select(static i => $"  X{i}:\n")) : "  D(number):\n");

        // Rows name states that stand further down: the tree is drawn first, and written with its rows after.
        var tree = Tree(depth: 0);
        _yaml.Append($"initial: {tree[0].Name}\nstates:\n");
        WriteStates(tree, "  ", isTop: true);
    }

    private List<Node> Tree(int depth)
    {
        var nodes = new List<Node>();
        for (var count = depth == 0 ? 2 + Draw(4) : 1 + Draw(3); count > 0; count--)
        {
            var name = $"S{_shape++}";
            _states.Add(name);
            nodes.Add(new Node(name, depth < 3 && Once(3) ? Tree(depth + 1) : []));
        }

        return nodes;
    }

    private void WriteStates(List<Node> nodes, string indent, bool isTop)
    {
        foreach (var (name, children) in nodes)
        {
            _yaml.Append($"{indent}{name}:\n");
            if (isTop && name != nodes[0].Name && children.Count == 0 && Once(6))
            {
                _yaml.Append($"{indent}  final: true\n{indent}  entry: [{Own()}]\n");
                continue;
            }

            if (Once(2))
                _yaml.Append($"{indent}  entry: [{Own()}]\n");
            if (Once(2))
                _yaml.Append($"{indent}  exit: [{Own()}]\n");
            WriteRows(indent + "  ");
            if (children.Count > 0)
            {
                _yaml.Append($"{indent}  initial: {children[Draw(children.Count)].Name}\n{indent}  states:\n");
                WriteStates(children, indent + "    ", isTop: false);
            }
        }
    }

    private void WriteRows(string indent)
    {
        _yaml.Append($"{indent}on:\n");
        for (var i = 0; i < External; i++)
            WriteEvent($"E{i}", indent + "  ", carries: i == 0, isInternal: false);
        for (var i = 0; i < Internal; i++)
            WriteEvent($"I{i}", indent + "  ", carries: false, isInternal: true);
        if (!_isTable)
            WriteEvent("Carrier", indent + "  ", carries: true, isInternal: true);
    }

    private void WriteEvent(string name, string indent, bool carries, bool isInternal)
    {
        if (Once(3))
            return;
        _yaml.Append($"{indent}{name}:\n");
        for (var rows = 1 + Draw(3); rows > 0; rows--)
        {
            var when = Once(2) ? "" : $"when: {Condition(0)}, ";
            _yaml.Append(Draw(8) switch
            {
                0 => $"{indent}  - {{ {when}do: ignore }}\n",
                1 => $"{indent}  - {{ {when}do: {(isInternal ? "ignore" : "reject")} }}\n",
                2 when Once(3) => $"{indent}  - {{ {when}do: never }}\n",
                2 or 3 => $"{indent}  - {{ {when}do: [{Actions(carries)}] }}\n",
                _ => $"{indent}  - {{ {when}to: {_states[Draw(_states.Count)]}, do: [{Actions(carries)}] }}\n",
            });
        }
    }

    /// <summary>What runs on entering or leaving a state.</summary>
    private string Own() => !_isTable ? Actions(carries: false) : _alone < Alone ? $"X{_alone++}" : "";

    private string Actions(bool carries)
    {
        if (_isTable)
            return string.Join(", ", new[] { "A", $"C({Draw(10)})", "B" }.Where(_ => Once(2)));
        var actions = new List<string>();
        for (var count = Draw(3); count > 0; count--)
        {
            actions.Add(Draw(7) switch
            {
                0 => "A",
                1 => "B",
                2 => $"C({Draw(10)})",
                3 when carries => "D",
                4 when carries => "raise Carrier",
                5 when Internal > 0 => $"raise I{Draw(Internal)}",
                _ => "A",
            });
        }

        return string.Join(", ", actions);
    }

    private string Condition(int depth) => Draw(depth > 2 ? 1 : 4) switch
    {
        1 => $"not ({Condition(depth + 1)})",
        2 => $"({Condition(depth + 1)}) and ({Condition(depth + 1)})",
        3 => $"{Condition(depth + 1)} or {Condition(depth + 1)}",
        _ => $"G{Draw(Guards)}",
    };

    private sealed record Node(string Name, List<Node> Children);
}
