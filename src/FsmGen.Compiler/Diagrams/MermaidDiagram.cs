using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Emit;

namespace FsmGen.Compiler.Diagrams;

/// <summary>
/// Draws a spec as a Mermaid state diagram: the states as they nest, then every row that leads from one to another.
/// Rows that stay where they are do not show.
/// </summary>
internal sealed class MermaidDiagram(Spec spec)
{
    /// <summary>Mermaid reads these words as its own, in any case, wherever a state could stand.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "accDescr", "accTitle", "as", "class", "classDef", "click", "default", "href", "note", "root", "scale", "state", "style",
    };

    private readonly SourceWriter _w = new();
    private readonly DiagramIds _ids = new(spec, Reserved);

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
            foreach (var history in spec.Root.Descendants.Prepend(spec.Root).SelectMany(static state => state.Histories))
                diagram.DrawDefault(history);
        }

        return diagram._w.ToString();
    }

    private void DrawChildren(StateSymbol parent)
    {
        foreach (var initial in DiagramIds.EnteredIn(parent))
            DrawArrow("[*]", initial, RowLabel.Actions(parent.Default!.Do));
        for (var i = 0; i < parent.Children.Count; i++)
        {
            if (parent.IsParallel && i > 0)
                _w.Line("--");
            DrawState(parent.Children[i]);
        }

        // A history is in no region: it stands beside them, as if in one of its own.
        if (parent.IsParallel && parent.Histories.Count > 0)
            _w.Line("--");
        // Mermaid has no sign for a history.
        foreach (var history in parent.Histories)
            _w.Line($"state \"{(history.History == HistoryKind.Deep ? "H*" : "H")}\" as {_ids[history]}");
    }

    private void DrawState(StateSymbol state)
    {
        var declaration = _ids.IsRenamed(state) ? $"state \"{state.Name.Text}\" as {_ids[state]}" : $"state {_ids[state]}";
        if (state.IsLeaf)
            _w.Line(_ids.IsRenamed(state) ? declaration : _ids[state]);
        else
        {
            using (_w.Indented($"{declaration} {{"))
                DrawChildren(state);
            _w.Line("}");
        }

        if (state.IsFinal)
            _w.Line($"{_ids[state]} --> [*]");
    }

    private void DrawRows(StateSymbol state)
    {
        foreach (var (row, target) in DiagramIds.Arrows(state))
            DrawArrow(_ids[state], target, RowLabel.Of(row));
    }

    private void DrawDefault(StateSymbol history)
    {
        foreach (var target in history.Default?.Targets ?? [])
            DrawArrow(_ids[history], target, RowLabel.Actions(history.Default!.Do));
    }

    private void DrawArrow(string from, StateSymbol to, string label) =>
        _w.Line($"{from} --> {_ids[to]}{(label.Length == 0 ? "" : $" : {Escape(label)}")}");

    /// <summary>The constants of an action are C#: what would end the label, or be taken for markup, stands as an entity.</summary>
    private static string Escape(string label) => string.Concat(label.Select(static c => c switch
    {
        '#' or ':' or ';' or '%' or '<' or '>' or '&' or '"' or '\\' or '`' => $"#{(int)c};",
        '\r' or '\n' => " ",
        _ => c.ToString(),
    }));
}
