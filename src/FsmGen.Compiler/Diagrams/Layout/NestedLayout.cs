namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>
/// Finds a place for boxes in boxes and for the arrows between them. Each box is laid out in layers (Sugiyama's method), the innermost first;
/// seen from outside it is one box, with ports at its border where lines come from what is in it.
/// </summary>
internal sealed class NestedLayout
{
    private readonly Dictionary<Box, Level> _levels = [];

    private NestedLayout(Box root, IReadOnlyList<Arrow> arrows)
    {
        AddLevels(root);
        var meetings = arrows.Select(Meet).ToList();
        foreach (var (level, from, to) in meetings)
        {
            if (from is not null && to is not null)
                _levels[level].Spans.Add((_levels[level][from], _levels[level][to]));
        }

        foreach (var level in _levels.Values)
            Layering.Run(level);
        for (var i = 0; i < arrows.Count; i++)
            Lead(arrows[i], meetings[i].Level, meetings[i].From, meetings[i].To);
    }

    /// <summary>The levels, outermost first, with the places of all that is in them.</summary>
    public static IReadOnlyList<Level> Of(Box root, IReadOnlyList<Arrow> arrows)
    {
        var layout = new NestedLayout(root, arrows);
        layout.Place(root);
        layout.Settle(root);
        return [.. layout._levels.Values];
    }

    private void AddLevels(Box box)
    {
        if (box.Children.Count == 0)
            return;
        _levels.Add(box, new Level(box));
        foreach (var child in box.Children)
            AddLevels(child);
    }

    /// <summary>The innermost box that has both ends inside, and the children there; null: the end is the box itself.</summary>
    private static (Box Level, Box? From, Box? To) Meet(Arrow arrow)
    {
        var around = new HashSet<Box>(arrow.From.Ancestry);
        Box? child = null;
        var level = arrow.To;
        for (; !around.Contains(level); level = level.Parent!)
            child = level;
        return (level, level == arrow.From ? null : arrow.From.Ancestry.First(box => box.Parent == level), child);
    }

    private void Lead(Arrow arrow, Box meeting, Box? from, Box? to)
    {
        var level = _levels[meeting];
        // A line to or from the box around it comes from its upper border, or goes to its lower one.
        var isDown = from is null || to is null || level[from].Rank < level[to].Rank;
        var text = arrow;
        var (at, port) = from is null ? (level.OwnPort(isTop: true), null) : LeadOut(arrow, meeting, isDown, ref text);
        var next = to is null ? level.OwnPort(isTop: false) : level[to];
        var entry = to is null || to == arrow.To ? null : _levels[to].Port(arrow.To, isTop: isDown, isOut: false);
        level.Connect(at, port, next, entry, text, isLast: entry is null);
        if (to is not null)
            LeadIn(arrow, to, isDown);
    }

    /// <summary>From the box where the arrow begins through the borders around it.</summary>
    private (Vertex At, Vertex? Port) LeadOut(Arrow arrow, Box meeting, bool isDown, ref Arrow? text)
    {
        var at = arrow.From;
        Vertex? port = null;
        for (; at.Parent != meeting; at = at.Parent!)
        {
            var level = _levels[at.Parent!];
            var exit = level.Port(arrow.To, isTop: !isDown, isOut: true);
            level.Connect(level[at], port, exit, null, text, isLast: false);
            (port, text) = (exit, null);
        }

        return (_levels[meeting][at], port);
    }

    private void LeadIn(Arrow arrow, Box box, bool isDown)
    {
        while (box != arrow.To)
        {
            var level = _levels[box];
            var next = arrow.To.Ancestry.First(candidate => candidate.Parent == box);
            var entry = next == arrow.To ? null : _levels[next].Port(arrow.To, isTop: isDown, isOut: false);
            level.Connect(level.Port(arrow.To, isTop: isDown, isOut: false), null, level[next], entry, null, isLast: entry is null);
            box = next;
        }
    }

    private void Place(Box box)
    {
        if (!_levels.TryGetValue(box, out var level))
            return;
        foreach (var child in box.Children)
            Place(child);
        var width = Math.Max(1_400, 1.4 * Math.Sqrt(level.Children.Sum(static vertex => vertex.Width * (vertex.Height + 60))));
        Layering.Limit(level, width);
        Paths.Run(level, width);
        var size = level.Ranks.Sum(static rank => rank.Count);
        // Large pictures are not worth the same care.
        Ordering.Run(level, size < 500 ? 24 : size < 5_000 ? 8 : 2, isThorough: size < 1_000);
        Columns.Run(level, size < 500 ? 24 : size < 20_000 ? 8 : 3);
        Rows.Run(level);
        foreach (var vertex in level.Ranks.SelectMany(static rank => rank).Where(static vertex => vertex.Kind == VertexKind.Port))
            vertex.X += Rows.Padding;
        box.Width += 2 * Rows.Padding;
    }

    /// <summary>From places in the box around to places in the picture.</summary>
    private void Settle(Box box)
    {
        if (!_levels.TryGetValue(box, out var level))
            return;
        var left = box.X + Rows.Padding;
        foreach (var vertex in level.Ranks.SelectMany(static rank => rank))
        {
            if (vertex.Box is { } child)
                (child.X, child.Y) = (left + vertex.X, box.Y + vertex.Y);
            else if (vertex.Arrow is { } arrow)
                (arrow.X, arrow.Y) = (left + vertex.X, box.Y + vertex.Y);
        }

        foreach (var link in level.Links)
            link.Points = [.. link.Points.Select(point => (left + point.X, box.Y + point.Y, point.IsCurve))];
        foreach (var child in box.Children)
            Settle(child);
    }
}
