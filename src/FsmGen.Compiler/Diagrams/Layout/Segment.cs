namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>The part of a line between two ranks that follow each other.</summary>
internal sealed class Segment(Vertex upper, Vertex? upperPort, Vertex lower, Vertex? lowerPort)
{
    public Vertex Upper { get; } = upper;

    /// <summary>The port of the upper box that it goes on from.</summary>
    public Vertex? UpperPort { get; } = upperPort;

    public Vertex Lower { get; } = lower;

    public Vertex? LowerPort { get; } = lowerPort;

    /// <summary>Where it ends at the upper vertex.</summary>
    public double UpperX { get; set; }

    public double LowerX { get; set; }

    /// <summary>How much it wants to be straight: two bends of a long line more than its ends.</summary>
    public double Weight { get; } = (IsThin(upper) ? 3 : 1) * (IsThin(lower) ? 3 : 1);

    public Vertex End(bool isDown) => isDown ? Lower : Upper;

    private static bool IsThin(Vertex vertex) => vertex.Kind is VertexKind.Bend or VertexKind.Port;
}
