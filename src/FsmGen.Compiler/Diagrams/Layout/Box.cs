namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>Something with a place in a picture: a rectangle, and those inside of it.</summary>
internal sealed class Box(Box? parent, double width, double height)
{
    private readonly List<Box> _children = [];

    public Box? Parent { get; } = parent;

    public IReadOnlyList<Box> Children => _children;

    /// <summary>What stands at the top of it; a box without children is nothing else.</summary>
    public double HeadWidth { get; } = width;

    public double HeadHeight { get; } = height;

    /// <summary>What is drawn to the right of it and needs room, too.</summary>
    public double MarginWidth { get; set; }

    public double MarginHeight { get; set; }

    /// <summary>Whether every line meets it in the middle.</summary>
    public bool IsRound { get; set; }

    /// <summary>Whether it is only a beginning: it stands right above what it leads to.</summary>
    public bool IsStart { get; set; }

    public double X { get; set; }

    public double Y { get; set; }

    public double Width { get; set; } = width;

    public double Height { get; set; } = height;

    public void Add(Box child) => _children.Add(child);

    /// <summary>This box and those around it, innermost first.</summary>
    public IEnumerable<Box> Ancestry
    {
        get
        {
            for (var box = this; box is not null; box = box.Parent)
                yield return box;
        }
    }
}
