namespace FsmGen.Compiler.Diagrams.Layout;

internal enum VertexKind
{
    Box,

    /// <summary>What stands at the top of the box whose level it is.</summary>
    Head,

    /// <summary>A place at the border of the box whose level it is, where lines go in or out.</summary>
    Port,

    /// <summary>The text of an arrow. Its line goes down its left side.</summary>
    Label,

    /// <summary>Where a line passes a rank.</summary>
    Bend,
}

/// <summary>What has a rank, and a place in it.</summary>
internal sealed class Vertex(VertexKind kind, Box? box = null, double width = 0, double height = 0)
{
    public VertexKind Kind { get; } = kind;

    /// <summary>The box that it stands for.</summary>
    public Box? Box { get; } = box;

    public double Width => Box is null ? width : Box.Width + Box.MarginWidth;

    public double Height => Box is null ? height : Math.Max(Box.Height, Box.MarginHeight);

    /// <summary>How far from its left lines meet it.</summary>
    public double Anchor => Box is null ? 0 : Box.Width / 2;

    /// <summary>The arrow whose text it is.</summary>
    public Arrow? Arrow { get; init; }

    public int Rank { get; set; }

    /// <summary>The place in its rank.</summary>
    public int Order { get; set; }

    public double X { get; set; }

    public double Y { get; set; }

    public List<Segment> Above { get; } = [];

    public List<Segment> Below { get; } = [];

    /// <summary>How far from its left a line meets it that comes through the given port of its box.</summary>
    public double Offset(Vertex? port) => port is null ? Anchor : port.X;

    /// <summary>The room that it leaves to its neighbour.</summary>
    public double Gap(Vertex right) => (Kind, right.Kind) switch
    {
        (VertexKind.Box, VertexKind.Box) => 28,
        (VertexKind.Label, _) or (VertexKind.Head, _) => 18,
        (VertexKind.Bend or VertexKind.Port, VertexKind.Bend or VertexKind.Port) => 14,
        _ => 16,
    };
}
