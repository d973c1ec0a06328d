namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>Leads the lines of a level from rank to rank: past each a bend, and first of all the text. Lines to the same place become one.</summary>
internal sealed class Paths
{
    private readonly Level _level;
    private readonly Dictionary<(Vertex End, Vertex? Port, int Rank), Vertex> _bends = [];
    private readonly List<Vertex> _vertices;

    private Paths(Level level)
    {
        _level = level;
        _vertices = [.. level.Ports, .. level.Heads, .. level.Children];
    }

    public static void Run(Level level, double width) => new Paths(level).Run(width);

    private void Run(double width)
    {
        var bottom = _level.Children.Max(static vertex => vertex.Rank) + 2;
        foreach (var port in _level.Ports.Where(static port => port.Rank != 0))
            port.Rank = bottom;

        var texts = LabelRanks.Of(_level, width);
        var used = new SortedSet<int>(_level.Children.Select(static vertex => vertex.Rank)) { 0, Level.HeadRank, bottom };
        used.UnionWith(texts.Values);
        // Ranks that have bends only are left out.
        var ranks = used.Select(static (rank, index) => (rank, index)).ToDictionary(static pair => pair.rank, static pair => pair.index);
        foreach (var vertex in _vertices)
            vertex.Rank = ranks[vertex.Rank];
        foreach (var link in _level.Links)
            Lead(link, texts.TryGetValue(link, out var rank) ? ranks[rank] : null);

        _level.Ranks = [.. ranks.Select(static _ => new List<Vertex>())];
        foreach (var vertex in _vertices)
            _level.Ranks[vertex.Rank].Add(vertex);
        foreach (var trunk in _bends.GroupBy(static bend => (bend.Key.End, bend.Key.Port, bend.Key.Rank > 0)))
            _level.Trunks.Add(([.. trunk.OrderBy(static bend => bend.Key.Rank).Select(static bend => bend.Value)], trunk.Key.End, trunk.Key.Port));
    }

    private void Lead(Link link, int? textRank)
    {
        var step = link.IsDown ? 1 : -1;
        var (at, port) = (link.From, link.FromPort);
        var isBeforeText = textRank is not null;
        for (var rank = at.Rank + step; rank != link.To.Rank; rank += step)
        {
            Vertex next;
            if (isBeforeText)
            {
                isBeforeText = rank != textRank;
                next = isBeforeText ? new Vertex(VertexKind.Bend) : new Vertex(VertexKind.Label, null, link.Labelled!.Width, link.Labelled.Height) { Arrow = link.Labelled };
                link.Own.Add(next);
            }
            // Ranks of lines that lead upwards count from below.
            else if (_bends.TryGetValue((link.To, link.ToPort, rank * step), out next))
            {
                Join(link, at, port, next, null, step);
                link.Joins = true;
                return;
            }
            else
                _bends.Add((link.To, link.ToPort, rank * step), next = new Vertex(VertexKind.Bend));

            next.Rank = rank;
            _vertices.Add(next);
            Join(link, at, port, next, null, step);
            (at, port) = (next, null);
        }

        Join(link, at, port, link.To, link.ToPort, step);
    }

    private static void Join(Link link, Vertex from, Vertex? fromPort, Vertex to, Vertex? toPort, int step)
    {
        var segment = step > 0 ? new Segment(from, fromPort, to, toPort) : new Segment(to, toPort, from, fromPort);
        segment.Upper.Below.Add(segment);
        segment.Lower.Above.Add(segment);
        link.Segments.Add(segment);
    }
}
