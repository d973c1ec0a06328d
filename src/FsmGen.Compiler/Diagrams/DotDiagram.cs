using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Emit;

namespace FsmGen.Compiler.Diagrams;

/// <summary>Draws a spec in the DOT language of Graphviz: a state with nested ones is a cluster, and what <see cref="MermaidDiagram"/> shows is an edge.</summary>
internal sealed class DotDiagram
{
    private readonly SourceWriter _w = new();

    private DotDiagram()
    {
    }

    /// <summary>The diagram, in the author's order; equal specs give equal text.</summary>
    public static string Of(Spec spec)
    {
        var diagram = new DotDiagram();
        using (diagram._w.Indented($"digraph {Quote(spec.Name.Text)} {{"))
        {
            // Edges end at the borders of clusters.
            diagram._w.Line("compound = true;");
            diagram._w.Line("node [shape = box, style = rounded];");
            diagram.DrawChildren(spec.Root);
            foreach (var state in spec.Root.Descendants)
                diagram.DrawRows(state);
        }

        diagram._w.Line("}");
        return diagram._w.ToString();
    }

    private void DrawChildren(StateSymbol parent)
    {
        if (parent.Default is { } entered)
        {
            var start = $"{parent.Name.Text}.initial";
            _w.Line($"{Quote(start)} [shape = point];");
            foreach (var target in entered.Targets)
                DrawEdge(start, null, target, RowLabel.Actions(entered.Do));
        }

        foreach (var history in parent.Histories)
        {
            _w.Line($"{Quote(history.Name.Text)} [shape = circle, label = {Quote(history.History == HistoryKind.Deep ? "H*" : "H")}];");
            foreach (var target in history.Default?.Targets ?? [])
                DrawEdge(history.Name.Text, null, target, RowLabel.Actions(history.Default!.Do));
        }

        foreach (var child in parent.Children)
            DrawState(child);
    }

    private void DrawState(StateSymbol state)
    {
        if (state.IsLeaf)
        {
            _w.Line($"{Quote(state.Name.Text)}{(state.IsFinal ? " [peripheries = 2]" : "")};");
            return;
        }

        using (_w.Indented($"subgraph {Quote(Cluster(state))} {{"))
        {
            _w.Line($"label = {Quote(state.Name.Text)};");
            // Regions are told apart by their dashed borders, as in UML.
            _w.Line($"style = {(state.Parent!.IsParallel ? "\"rounded,dashed\"" : "rounded")};");
            // A cluster has no edges: this node has them in its place.
            _w.Line($"{Quote(state.Name.Text)} [shape = point, style = invis];");
            DrawChildren(state);
        }

        _w.Line("}");
    }

    private void DrawRows(StateSymbol state)
    {
        foreach (var (row, target) in DiagramIds.Arrows(state))
            DrawEdge(state.Name.Text, state, target, RowLabel.Of(row));
    }

    private void DrawEdge(string from, StateSymbol? source, StateSymbol target, string label)
    {
        var attributes = new List<string>();
        if (label.Length > 0)
            attributes.Add($"label = {Quote(label)}");
        // Graphviz refuses to begin or end an edge at a border that it does not cross.
        var isApart = source is null || (!source.IsWithin(target) && !target.IsWithin(source));
        if (source is { IsLeaf: false } && isApart)
            attributes.Add($"ltail = {Quote(Cluster(source))}");
        if (target is { IsLeaf: false, IsHistory: false } && isApart)
            attributes.Add($"lhead = {Quote(Cluster(target))}");
        _w.Line($"{Quote(from)} -> {Quote(target.Name.Text)}{(attributes.Count == 0 ? "" : $" [{string.Join(", ", attributes)}]")};");
    }

    private static string Cluster(StateSymbol state) => $"cluster {state.Name.Text}";

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace('\r', ' ').Replace('\n', ' ')}\"";
}
