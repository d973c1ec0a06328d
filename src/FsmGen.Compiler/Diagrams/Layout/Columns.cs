namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>Finds the x of all vertices of a level: near to what they are tied to, in their order, and long lines straight.</summary>
internal static class Columns
{
    public static void Run(Level level, int sweeps)
    {
        foreach (var rank in level.Ranks)
        {
            double x = 0;
            foreach (var vertex in rank)
            {
                vertex.X = x;
                x += vertex.Width + 20;
            }
        }

        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            for (var i = 0; i < level.Ranks.Count; i++)
                Move(level.Ranks[i], true, sweep > sweeps / 2);
            for (var i = level.Ranks.Count - 1; i >= 0; i--)
                Move(level.Ranks[i], sweep > sweeps / 2, true);
        }

        foreach (var (bends, end, port) in level.Trunks)
            Straighten(level, bends, null, port is null && end.Kind == VertexKind.Box ? null : end.X + end.Offset(port));
        foreach (var link in level.Links)
            Straighten(level, link.Own, link.FromPort is null ? null : link.From.X + link.FromPort.X, link.Joins ? link.Segments[link.Segments.Count - 1].End(link.IsDown).X : null);
        foreach (var port in level.Ports)
            Straighten(level, [port], port.Above.Concat(port.Below).Select(static segment => Opposite(segment)).FirstOrDefault(static x => x is not null), null);
        var left = level.Ranks.SelectMany(static rank => rank).Where(static vertex => vertex.Kind != VertexKind.Head).Select(static vertex => vertex.X).DefaultIfEmpty(0).Min();
        foreach (var vertex in level.Ranks.SelectMany(static rank => rank))
            vertex.X -= left;
        // The head is at the left, and farther there than all others if it has to be.
        var shift = -Math.Min(0, level.Heads.Min(head => Free(level, head).High));
        foreach (var head in level.Heads)
            head.X = -shift;
        foreach (var vertex in level.Ranks.SelectMany(static rank => rank))
            vertex.X += shift;
    }

    private static void Move(List<Vertex> rank, bool looksUp, bool looksDown)
    {
        var wanted = new (double, double)[rank.Count];
        var distances = new double[rank.Count];
        for (var i = 0; i < rank.Count; i++)
        {
            wanted[i] = Wanted(rank[i], looksUp, looksDown);
            distances[i] = i == 0 ? 0 : rank[i - 1].Width + rank[i - 1].Gap(rank[i]);
        }

        var places = Isotonic.Place(wanted, distances);
        for (var i = 0; i < rank.Count; i++)
            rank[i].X = places[i];
    }

    private static (double At, double Weight) Wanted(Vertex vertex, bool looksUp, bool looksDown)
    {
        // What is tied to nothing stays, unless others push it.
        double weight = 0.01, sum = vertex.X * 0.01;
        foreach (var segment in looksUp ? vertex.Above : [])
        {
            weight += segment.Weight;
            sum += segment.Weight * (segment.Upper.X + segment.Upper.Offset(segment.UpperPort) - vertex.Offset(segment.LowerPort));
        }

        foreach (var segment in looksDown ? vertex.Below : [])
        {
            weight += segment.Weight;
            sum += segment.Weight * (segment.Lower.X + segment.Lower.Offset(segment.LowerPort) - vertex.Offset(segment.UpperPort));
        }

        return (sum / weight, weight);
    }

    /// <summary>Takes as many vertices as can be to the same x; at either end to one that is given.</summary>
    private static void Straighten(Level level, IReadOnlyList<Vertex> way, double? before, double? after)
    {
        for (var start = 0; start < way.Count;)
        {
            var (low, high) = Free(level, way[start]);
            var end = start + 1;
            for (; end < way.Count; end++)
            {
                var (nextLow, nextHigh) = Free(level, way[end]);
                if (Math.Max(low, nextLow) > Math.Min(high, nextHigh))
                    break;
                (low, high) = (Math.Max(low, nextLow), Math.Min(high, nextHigh));
            }

            // Where there is just enough room, rounding must not take it away.
            var x = Math.Min(high, Math.Max(low, way[(start + end) / 2].X));
            if (start == 0 && before >= low && before <= high)
                x = before.Value;
            else if (end == way.Count && after >= low && after <= high)
                x = after.Value;
            for (; start < end; start++)
                way[start].X = x;
        }
    }

    /// <summary>Where the line of a port comes from, if that is a certain place.</summary>
    private static double? Opposite(Segment segment)
    {
        var isUpper = segment.Upper.Kind == VertexKind.Port;
        var (vertex, port) = isUpper ? (segment.Lower, segment.LowerPort) : (segment.Upper, segment.UpperPort);
        return vertex.Kind == VertexKind.Box && port is null ? null : vertex.X + vertex.Offset(port);
    }

    /// <summary>Between which x a vertex can be without pushing its neighbours.</summary>
    private static (double Low, double High) Free(Level level, Vertex vertex)
    {
        var rank = level.Ranks[vertex.Rank];
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        if (vertex.Order > 0 && rank[vertex.Order - 1] is var left)
            low = left.X + left.Width + left.Gap(vertex);
        if (vertex.Order + 1 < rank.Count && rank[vertex.Order + 1] is var right)
            high = right.X - vertex.Width - vertex.Gap(right);
        return (low, high);
    }
}
