namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>A line from one box to another, with room for a text beside it; width 0: it has none.</summary>
internal sealed class Arrow(Box from, Box to, double width, double height)
{
    public Box From { get; } = from;

    public Box To { get; } = to;

    public double Width { get; } = width;

    public double Height { get; } = height;

    /// <summary>Where the text begins.</summary>
    public double X { get; set; }

    public double Y { get; set; }
}
