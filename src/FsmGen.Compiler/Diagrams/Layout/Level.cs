namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>The inside of a box: what stands in it, in ranks from top to bottom.</summary>
/// <remarks>
/// Rank 0 is the upper border. Boxes are in even ranks, the texts of arrows in odd ones between them; the first of these has the head,
/// too, at its left. The last rank is the lower border.
/// </remarks>
internal sealed class Level
{
    public const int HeadRank = 1, FirstRank = 2;

    private readonly Dictionary<Box, Vertex> _vertices;
    private readonly Dictionary<(Box End, bool IsTop, bool IsOut), Vertex> _ports = [];
    private readonly Dictionary<(Vertex From, Vertex? FromPort, Vertex To, Vertex? ToPort), Link> _links = [];

    public Level(Box owner)
    {
        Owner = owner;
        Children = [.. owner.Children.Select(static child => new Vertex(VertexKind.Box, child) { Rank = FirstRank })];
        _vertices = Children.ToDictionary(static vertex => vertex.Box!);
        var head = new Vertex(VertexKind.Head, null, owner.HeadWidth, owner.HeadHeight);
        // No line crosses the outermost border.
        Heads = owner.Parent is null ? [head] : [new Vertex(VertexKind.Head, null, owner.HeadWidth), head];
        head.Rank = owner.Parent is null ? 0 : HeadRank;
    }

    public Box Owner { get; }

    public IReadOnlyList<Vertex> Children { get; }

    /// <summary>The head; before it, one as wide at the border, so that no line goes in or out above it.</summary>
    public IReadOnlyList<Vertex> Heads { get; }

    /// <summary>Where lines cross the border.</summary>
    public List<Vertex> Ports { get; } = [];

    /// <summary>From which child to which arrows lead that have both ends here.</summary>
    public List<(Vertex From, Vertex To)> Spans { get; } = [];

    public List<Link> Links { get; } = [];

    public IReadOnlyList<List<Vertex>> Ranks { get; set; } = [];

    /// <summary>The bends that lead to the same place from the same side, in their order; where, and by which port.</summary>
    public List<(List<Vertex> Bends, Vertex End, Vertex? Port)> Trunks { get; } = [];

    public Vertex this[Box child] => _vertices[child];

    /// <summary>Where the lines go out, or come in, that end at a box. There is one port for all of them.</summary>
    public Vertex Port(Box end, bool isTop, bool isOut)
    {
        if (!_ports.TryGetValue((end, isTop, isOut), out var port))
            _ports.Add((end, isTop, isOut), port = OwnPort(isTop));
        return port;
    }

    /// <summary>A port for one line: it begins or ends there.</summary>
    public Vertex OwnPort(bool isTop)
    {
        var port = new Vertex(VertexKind.Port) { Rank = isTop ? 0 : int.MaxValue };
        Ports.Add(port);
        return port;
    }

    /// <summary>Adds a line, unless there is the same one without a text.</summary>
    public void Connect(Vertex from, Vertex? fromPort, Vertex to, Vertex? toPort, Arrow? arrow, bool isLast)
    {
        var key = (from, fromPort, to, toPort);
        if (arrow is null && _links.ContainsKey(key))
            return;
        var link = new Link(from, fromPort, to, toPort, arrow) { IsLast = isLast };
        Links.Add(link);
        if (arrow is null)
            _links.Add(key, link);
    }
}
