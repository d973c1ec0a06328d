namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>Finds where lines end at the boxes of a level, the y of its ranks, and so its size.</summary>
internal static class Rows
{
    public const double Padding = 16;

    public static void Run(Level level)
    {
        foreach (var vertex in level.Ranks.SelectMany(static rank => rank))
        {
            End(vertex, vertex.Above, isLower: true);
            End(vertex, vertex.Below, isLower: false);
        }

        var tops = new double[level.Ranks.Count];
        var bottoms = new double[level.Ranks.Count];
        double y = 0;
        for (var i = 0; i < level.Ranks.Count; i++)
        {
            var height = level.Ranks[i].Select(static vertex => vertex.Height).DefaultIfEmpty(0).Max();
            (tops[i], bottoms[i]) = (y, y + height);
            foreach (var vertex in level.Ranks[i])
                vertex.Y = y + (Slack(vertex, height - vertex.Height) * (height - vertex.Height));
            y += height + (i == level.Ranks.Count - 1 ? 0 : Gap(level, i));
        }

        foreach (var link in level.Links)
            link.Points = [.. Draw(link, tops, bottoms)];
        level.Owner.Height = Math.Max(y, level.Owner.HeadHeight);
        level.Owner.Width = level.Ranks.SelectMany(static rank => rank).Max(static vertex => vertex.X + vertex.Width);
    }

    /// <summary>How much of the room that it does not need is above it: texts and dots are near to where their arrows begin.</summary>
    private static double Slack(Vertex vertex, double free) => vertex switch
    {
        { Kind: VertexKind.Label, Above: [{ Upper.Kind: VertexKind.Box }] } => 0,
        { Kind: VertexKind.Label } or { Box.IsStart: true } => 1,
        { Kind: VertexKind.Box } => free > 60 ? 0 : 0.5,
        _ => 0,
    };

    /// <summary>The lines of one side: each where it comes from, if the others leave the room.</summary>
    private static void End(Vertex vertex, List<Segment> segments, bool isLower)
    {
        double Other(Segment segment) => isLower ? segment.Upper.X + segment.Upper.Offset(segment.UpperPort) : segment.Lower.X + segment.Lower.Offset(segment.LowerPort);
        Vertex? Port(Segment segment) => isLower ? segment.LowerPort : segment.UpperPort;
        void Set(Segment segment, double x) => _ = isLower ? segment.LowerX = x : segment.UpperX = x;

        if (vertex.Kind != VertexKind.Box || vertex.Box!.IsRound)
        {
            foreach (var segment in segments)
                Set(segment, vertex.X + vertex.Offset(Port(segment)));
            return;
        }

        var (left, right) = (vertex.X + 14, vertex.X + vertex.Box.Width - 14);
        var ends = segments.Select(segment => (Segment: segment, Other: Other(segment), At: Port(segment) is { } port ? vertex.X + port.X : Math.Min(right, Math.Max(left, Other(segment))), Weight: Port(segment) is null ? 1 : 1e6))
            .OrderBy(static end => end.At).ThenBy(static end => end.Other).ToList();
        var distance = Math.Min(14, (right - left) / Math.Max(1, ends.Count));
        var places = Isotonic.Place([.. ends.Select(static end => (end.At, end.Weight))], [.. ends.Select(_ => distance)]);
        // What was pushed over the edge goes back as a whole.
        var shift = places.Length == 0 || ends.Exists(static end => end.Weight > 1) ? 0 : Math.Max(0, left - places[0]) - Math.Max(0, places[places.Length - 1] - right);
        for (var i = 0; i < places.Length; i++)
            Set(ends[i].Segment, places[i] + shift);
    }

    /// <summary>The farther lines go to the side, the more room they have for it.</summary>
    private static double Gap(Level level, int rank)
    {
        var segments = level.Ranks[rank].SelectMany(static vertex => vertex.Below).ToList();
        var isBorder = rank == 0 || rank == level.Ranks.Count - 2;
        if (segments.Count == 0)
            return rank == 0 ? 0 : isBorder ? Padding : 16;
        var farthest = segments.Max(static segment => Math.Abs(segment.UpperX - segment.LowerX));
        return (isBorder ? 8 : 22) + Math.Min(22, farthest * 0.1);
    }

    private static IEnumerable<(double X, double Y, bool IsCurve)> Draw(Link link, double[] tops, double[] bottoms)
    {
        var at = link.From;
        for (var i = 0; i < link.Segments.Count; i++)
        {
            var segment = link.Segments[i];
            var isDown = segment.Upper == at;
            var to = isDown ? segment.Lower : segment.Upper;
            var (fromX, toX) = isDown ? (segment.UpperX, segment.LowerX) : (segment.LowerX, segment.UpperX);
            if (i == 0)
                yield return (fromX, at.Kind == VertexKind.Box ? isDown ? at.Y + at.Box!.Height : at.Y : at.Y, false);
            yield return (fromX, isDown ? bottoms[at.Rank] : tops[at.Rank], false);
            yield return (toX, isDown ? tops[to.Rank] : bottoms[to.Rank], true);
            if (i == link.Segments.Count - 1 && !link.Joins)
                yield return (toX, to.Kind == VertexKind.Box ? isDown ? to.Y : to.Y + to.Box!.Height : to.Y, false);
            at = to;
        }
    }
}
