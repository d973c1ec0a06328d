namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>What of an arrow lies in one level: a line between two of its vertices.</summary>
internal sealed class Link(Vertex from, Vertex? fromPort, Vertex to, Vertex? toPort, Arrow? labelled)
{
    public Vertex From { get; } = from;

    public Vertex? FromPort { get; } = fromPort;

    public Vertex To { get; } = to;

    public Vertex? ToPort { get; } = toPort;

    /// <summary>The arrow that begins here, and has its text here.</summary>
    public Arrow? Labelled { get; } = labelled;

    /// <summary>Whether the arrow ends here.</summary>
    public bool IsLast { get; init; }

    public bool IsDown => From.Rank < To.Rank;

    /// <summary>Its text and the bends before that: those after it may be others' as well.</summary>
    public List<Vertex> Own { get; } = [];

    /// <summary>From the first to where it ends, or joins another that goes to the same place.</summary>
    public List<Segment> Segments { get; } = [];

    /// <summary>Whether it ends in another link's line.</summary>
    public bool Joins { get; set; }

    public IEnumerable<(double X, double Y, bool IsCurve)> Points { get; set; } = [];
}
