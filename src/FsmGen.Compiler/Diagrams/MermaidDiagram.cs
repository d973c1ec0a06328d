using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Emit;

namespace FsmGen.Compiler.Diagrams;

/// <summary>
/// Draws a spec as a Mermaid state diagram: the states as they nest, then every row that leads from one to another.
/// Rows that stay where they are do not show.
/// </summary>
internal sealed class MermaidDiagram
{
    /// <summary>Mermaid reads these words as its own, in any case, wherever a state could stand.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "accDescr", "accTitle", "as", "class", "classDef", "click", "default", "href", "note", "root", "scale", "state", "style",
    };

    private readonly SourceWriter _w = new();
    private readonly Dictionary<StateSymbol, string> _ids = [];

    private MermaidDiagram(Spec spec)
    {
        var taken = new HashSet<string>(spec.Root.Descendants.Select(static state => state.Name.Text), StringComparer.Ordinal);
        foreach (var state in spec.Root.Descendants)
        {
            var id = state.Name.Text;
            while (Reserved.Contains(id) || (id != state.Name.Text && !taken.Add(id)))
                id += "_";
            _ids.Add(state, id);
        }
    }

    /// <summary>The diagram, in the author's order; equal specs give equal text.</summary>
    public static string Of(Spec spec)
    {
        var diagram = new MermaidDiagram(spec);
        diagram._w.Line("stateDiagram-v2");
        using (diagram._w.Indented())
        {
            diagram.DrawChildren(spec.Root);
            // A transition is drawn outside of all states: inside of one, Mermaid would move both its ends there.
            foreach (var state in spec.Root.Descendants)
                diagram.DrawRows(state);
        }

        return diagram._w.ToString();
    }

    private void DrawChildren(StateSymbol parent)
    {
        if (parent.Initial is { } initial)
            _w.Line($"[*] --> {_ids[initial]}");
        foreach (var state in parent.Children)
        {
            var isRenamed = _ids[state] != state.Name.Text;
            var declaration = isRenamed ? $"state \"{state.Name.Text}\" as {_ids[state]}" : $"state {_ids[state]}";
            if (state.IsLeaf)
                _w.Line(isRenamed ? declaration : _ids[state]);
            else
            {
                using (_w.Indented($"{declaration} {{"))
                    DrawChildren(state);
                _w.Line("}");
            }

            if (state.IsFinal)
                _w.Line($"{_ids[state]} --> [*]");
        }
    }

    private void DrawRows(StateSymbol state)
    {
        foreach (var row in state.Rows.Values.SelectMany(static rows => rows))
        {
            if (row.Target is { } target)
                _w.Line($"{_ids[state]} --> {_ids[target]} : {Escape(Label(row))}");
        }
    }

    private static string Label(Row row)
    {
        var actions = string.Join(", ", row.Do.Select(static use => use switch { Call call => call.Display, Raise raise => $"raise {raise.Event.Name.Text}", _ => "" }));
        return row.Trigger.Name.Text + (row.When is null ? "" : $" [{row.When}]") + (actions.Length == 0 ? "" : $" / {actions}");
    }

    /// <summary>The constants of an action are C#: what would end the label, or be taken for markup, stands as an entity.</summary>
    private static string Escape(string label) => string.Concat(label.Select(static c => c switch
    {
        '#' or ':' or ';' or '%' or '<' or '>' or '&' or '"' or '\\' or '`' => $"#{(int)c};",
        '\r' or '\n' => " ",
        _ => c.ToString(),
    }));
}
