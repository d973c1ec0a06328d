namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>Orders the vertices of each rank so that few lines cross: each goes to the mean of those that it is tied to, in turns down and up.</summary>
internal static class Ordering
{
    public static void Run(Level level, int sweeps, bool isThorough)
    {
        foreach (var rank in level.Ranks)
            Number(rank);
        var best = Crossings(level);
        var orders = Orders(level);
        for (var sweep = 0; sweep < sweeps && best > 0; sweep++)
        {
            var isDown = sweep % 2 == 0;
            for (var i = 1; i < level.Ranks.Count; i++)
                Sort(level.Ranks[isDown ? i : level.Ranks.Count - 1 - i], isDown);
            if (isThorough)
                Switching.Run(level);
            var crossings = Crossings(level);
            if (crossings >= best)
                continue;
            best = crossings;
            orders = Orders(level);
        }

        for (var i = 0; i < orders.Length; i++)
        {
            level.Ranks[i].Clear();
            level.Ranks[i].AddRange(orders[i]);
            Number(level.Ranks[i]);
        }
    }

    private static Vertex[][] Orders(Level level) => [.. level.Ranks.Select(static rank => rank.ToArray())];

    private static void Number(List<Vertex> rank)
    {
        for (var i = 0; i < rank.Count; i++)
            rank[i].Order = i;
    }

    /// <summary>What is tied to nothing on that side keeps its place; the head is always the first.</summary>
    private static void Sort(List<Vertex> rank, bool isDown)
    {
        var moving = rank.Where(vertex => (isDown ? vertex.Above : vertex.Below).Count > 0).Select(vertex => (vertex, Mean: Mean(vertex, isDown))).OrderBy(static pair => pair.Mean).ToList();
        var next = 0;
        for (var i = 0; i < rank.Count; i++)
        {
            if ((isDown ? rank[i].Above : rank[i].Below).Count > 0)
                rank[i] = moving[next++].vertex;
        }

        var head = rank.FindIndex(static vertex => vertex.Kind == VertexKind.Head);
        if (head > 0)
        {
            rank.Insert(0, rank[head]);
            rank.RemoveAt(head + 1);
        }

        Number(rank);
    }

    private static double Mean(Vertex vertex, bool isDown) => isDown ? vertex.Above.Average(UpperPlace) : vertex.Below.Average(LowerPlace);

    /// <summary>The place in the rank, and in the vertex.</summary>
    public static double UpperPlace(Segment segment) => Place(segment.Upper, segment.UpperPort);

    public static double LowerPlace(Segment segment) => Place(segment.Lower, segment.LowerPort);

    private static double Place(Vertex vertex, Vertex? port) => vertex.Order + (port is null ? 0.5 : 0.1 + (0.8 * port.X / vertex.Width));

    private static long Crossings(Level level)
    {
        long crossings = 0;
        foreach (var rank in level.Ranks)
        {
            var ends = rank.SelectMany(static vertex => vertex.Below).OrderBy(UpperPlace).ThenBy(LowerPlace).Select(LowerPlace).ToArray();
            crossings += Inversions(ends, new double[ends.Length], 0, ends.Length);
        }

        return crossings;
    }

    /// <summary>How many pairs stand the wrong way round; sorts them on the way.</summary>
    private static long Inversions(double[] values, double[] spare, int start, int end)
    {
        if (end - start < 2)
            return 0;
        var middle = (start + end) / 2;
        var count = Inversions(values, spare, start, middle) + Inversions(values, spare, middle, end);
        var (left, right) = (start, middle);
        for (var i = start; i < end; i++)
        {
            var takesLeft = right == end || (left < middle && values[left] <= values[right]);
            if (!takesLeft)
                count += middle - left;
            spare[i] = takesLeft ? values[left++] : values[right++];
        }

        Array.Copy(spare, start, values, start, end - start);
        return count;
    }
}
