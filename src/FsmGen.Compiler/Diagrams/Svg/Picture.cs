using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Diagrams.Layout;

namespace FsmGen.Compiler.Diagrams.Svg;

/// <summary>The shapes and arrows of a spec, with room for their texts and no place yet.</summary>
internal sealed class Picture
{
    private const double LabelWidth = 190, RowWidth = 270, SummaryWidth = 520;

    private readonly Dictionary<StateSymbol, Shape> _shapes = [];
    private readonly Dictionary<StateSymbol, Shape> _initials = [];
    private readonly List<Shape> _all = [];
    private readonly List<Transition> _transitions = [];

    private Picture(Spec spec)
    {
        Summary = spec.Docs.Summary is { Length: > 0 } summary ? [.. Words.Wrap(Words.Of(summary), SummaryWidth).Lines.Select(static line => new Paragraph([line], null, null))] : [];
        Add(spec.Root, null);
        foreach (var state in spec.Root.Descendants.Prepend(spec.Root))
        {
            AddInitial(state);
            AddRows(state);
        }

        foreach (var history in spec.Root.Descendants.Prepend(spec.Root).SelectMany(static state => state.Histories))
            AddDefault(_shapes[history].Box, history.Default);
    }

    /// <summary>What the machine is for.</summary>
    public IReadOnlyList<Paragraph> Summary { get; }

    /// <summary>All shapes, those around others first.</summary>
    public IReadOnlyList<Shape> Shapes => _all;

    public IReadOnlyList<Transition> Transitions => _transitions;

    public static Picture Of(Spec spec) => new(spec);

    private void Add(StateSymbol state, Box? parent)
    {
        var kind = state switch
        {
            { Parent: null } => ShapeKind.Machine,
            { IsHistory: true } => ShapeKind.History,
            { IsFinal: true } => ShapeKind.Final,
            { Parent.IsParallel: true } => ShapeKind.Region,
            _ => ShapeKind.State,
        };
        var rows = kind == ShapeKind.History ? [] : RowTexts.InState(state, RowWidth);
        var loops = RowTexts.Of(state.LiveRows.Where(row => row.Targets.Contains(state)), LabelWidth).ToList();
        var (width, height) = Size(kind, state, rows);
        var box = new Box(parent, width, height) { IsRound = kind is ShapeKind.History or ShapeKind.Final };
        if (loops.Count > 0)
            (box.MarginWidth, box.MarginHeight) = (34 + Words.Width(loops), Math.Max(Shape.Bar, Words.Height(loops) + 6));
        Keep(new Shape(kind, state, box, rows, loops));
        if (state.Default is not null && !state.IsHistory)
            Keep(Initial(state, box));
        foreach (var child in state.Children.Concat(state.Histories))
            Add(child, box);
    }

    /// <summary>The dot has its text at its side.</summary>
    private static Shape Initial(StateSymbol state, Box around)
    {
        IReadOnlyList<Paragraph> texts = state.Default!.Do.Count == 0 ? [] : [Effects(state.Default)];
        return new Shape(ShapeKind.Initial, state, new Box(around, 12, 12) { IsRound = true, IsStart = true, MarginWidth = Words.Width(texts) + 6, MarginHeight = Words.Height(texts) }, texts, []);
    }

    private static Paragraph Effects(DefaultEntry entry) => Words.Wrap(Words.Of($"/ {RowLabel.Actions(entry.Do)}"), LabelWidth);

    private void Keep(Shape shape)
    {
        shape.Box.Parent?.Add(shape.Box);
        _all.Add(shape);
        (shape.Kind == ShapeKind.Initial ? _initials : _shapes).Add(shape.State, shape);
    }

    private (double Width, double Height) Size(ShapeKind kind, StateSymbol state, IReadOnlyList<Paragraph> rows)
    {
        var name = GlyphWidths.Of(state.Name.Text, 13, isBold: true) + (2 * Shape.Inset);
        return kind switch
        {
            ShapeKind.History => (24, 24),
            ShapeKind.Final => (Math.Max(name, Words.Width(rows) + (2 * Shape.Inset)), 38 + Words.Height(rows)),
            ShapeKind.Machine => (Math.Max(name * 1.4, Words.Width(Summary)), 40 + Words.Height(Summary)),
            _ => (Math.Max(state.IsLeaf ? 90 : 0, Math.Max(name, Words.Width(rows) + (2 * Shape.Inset))), Shape.Bar + (rows.Count == 0 ? state.IsLeaf ? 12 : 10 : Words.Height(rows) + 12)),
        };
    }

    private void AddInitial(StateSymbol state)
    {
        if (state.IsLeaf || state.Default is null)
            return;
        foreach (var target in state.Default.Targets.Distinct())
            Add(_initials[state].Box, target, [], false);
    }

    private void AddDefault(Box from, DefaultEntry? entry)
    {
        foreach (var target in (entry?.Targets ?? []).Distinct())
            Add(from, target, entry!.Do.Count == 0 ? [] : [Effects(entry)], false);
    }

    /// <summary>The rows between the same two states are one arrow.</summary>
    private void AddRows(StateSymbol state)
    {
        foreach (var arrows in DiagramIds.Arrows(state).Where(arrow => arrow.Target != state).GroupBy(static arrow => arrow.Target))
        {
            var rows = arrows.Select(static arrow => arrow.Row).ToList();
            Add(_shapes[state].Box, arrows.Key, [.. RowTexts.Of(rows, LabelWidth)], rows.TrueForAll(static row => row.Trigger.Origin == EventOrigin.Always));
        }
    }

    private void Add(Box from, StateSymbol target, IReadOnlyList<Paragraph> rows, bool isAlways)
    {
        rows = [.. rows.Where(static row => row.Lines[0].Count > 0)];
        var arrow = new Arrow(from, _shapes[target].Box, rows.Count == 0 ? 0 : Words.Width(rows) + 8, Words.Height(rows));
        _transitions.Add(new Transition(arrow, rows, isAlways));
    }
}
