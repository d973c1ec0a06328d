using System.Globalization;
using System.Text;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Emit;

namespace FsmGen.Compiler.Diagrams;

/// <summary>Draws a spec as a PlantUML state diagram: what <see cref="MermaidDiagram"/> shows, and histories as UML has them.</summary>
internal sealed class PlantUmlDiagram(Spec spec)
{
    /// <summary>PlantUML reads these words as its own, in any case, at the beginning of a line.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "allow_mixing", "allowmixing", "as", "caption", "center", "end", "endlegend", "floating", "footer", "frame", "header", "hide", "json", "left", "legend",
        "mainframe", "newpage", "note", "remove", "restore", "right", "rotate", "scale", "show", "skinparam", "state", "title", "together",
    };

    private readonly SourceWriter _w = new();
    private readonly DiagramIds _ids = new(spec, Reserved);

    /// <summary>The diagram, in the author's order; equal specs give equal text.</summary>
    public static string Of(Spec spec)
    {
        var diagram = new PlantUmlDiagram(spec);
        diagram._w.Line($"@startuml {spec.Name.Text}");
        diagram._w.Line("hide empty description");
        diagram.DrawChildren(spec.Root);
        foreach (var state in spec.Root.Descendants)
            diagram.DrawRows(state);
        foreach (var history in spec.Root.Descendants.Prepend(spec.Root).SelectMany(static state => state.Histories))
            diagram.DrawDefault(history);
        diagram._w.Line("@enduml");
        return diagram._w.ToString();
    }

    private void DrawChildren(StateSymbol parent)
    {
        foreach (var initial in DiagramIds.EnteredIn(parent))
            DrawArrow("[*]", initial.IsHistory && initial.Parent == parent ? Sign(initial) : Reference(initial), RowLabel.Actions(parent.Default!.Do));
        for (var i = 0; i < parent.Children.Count; i++)
        {
            if (parent.IsParallel && i > 0)
                _w.Line("--");
            DrawState(parent.Children[i]);
        }
    }

    private void DrawState(StateSymbol state)
    {
        var declaration = $"state {(_ids.IsRenamed(state) ? $"\"{state.Name.Text}\" as " : "")}{_ids[state]}";
        if (state.IsLeaf)
            _w.Line(declaration);
        else
        {
            using (_w.Indented($"{declaration} {{"))
                DrawChildren(state);
            _w.Line("}");
        }

        if (state.IsFinal)
            DrawArrow(_ids[state], "[*]", "");
    }

    private void DrawRows(StateSymbol state)
    {
        foreach (var (row, target) in DiagramIds.Arrows(state))
            DrawArrow(_ids[state], Reference(target), RowLabel.Of(row));
    }

    private void DrawDefault(StateSymbol history)
    {
        foreach (var target in history.Default?.Targets ?? [])
            DrawArrow(Reference(history), Reference(target), RowLabel.Actions(history.Default!.Do));
    }

    private void DrawArrow(string from, string to, string label) => _w.Line($"{from} --> {to}{(label.Length == 0 ? "" : $" : {Escape(label)}")}");

    /// <summary>A history is a sign at the state that it remembers.</summary>
    private string Reference(StateSymbol state) => state.IsHistory ? $"{(state.Parent!.Parent is null ? "" : _ids[state.Parent])}{Sign(state)}" : _ids[state];

    private static string Sign(StateSymbol history) => history.History == HistoryKind.Deep ? "[H*]" : "[H]";

    /// <summary>What PlantUML would take for markup, a variable or a line end stands as a number.</summary>
    private static string Escape(string label)
    {
        var text = new StringBuilder(label.Length);
        var before = '\0';
        foreach (var c in label)
        {
            var isMarkup = c is '\\' or '<' or '~' or '&' or '%' or '$' or '"' || (c == before && c is '*' or '/' or '-' or '_' or '[' or ']');
            text.Append(isMarkup ? $"<U+{((int)c).ToString("X4", CultureInfo.InvariantCulture)}>" : c is '\r' or '\n' ? " " : c.ToString());
            before = c;
        }

        return text.ToString();
    }
}
