using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Diagrams.Layout;

namespace FsmGen.Compiler.Diagrams.Svg;

internal enum ShapeKind
{
    /// <summary>The picture itself.</summary>
    Machine,
    State,
    Region,
    Final,
    History,

    /// <summary>The dot that leads to what is entered at first.</summary>
    Initial,
}

/// <summary>A state as a picture shows it: <c>Rows</c> stand in it, <c>Loops</c> lead from it to itself.</summary>
internal sealed record Shape(ShapeKind Kind, StateSymbol State, Box Box, IReadOnlyList<Paragraph> Rows, IReadOnlyList<Paragraph> Loops)
{
    public const double Bar = 26, Inset = 10;
}

/// <summary>An arrow as a picture shows it.</summary>
internal sealed record Transition(Arrow Arrow, IReadOnlyList<Paragraph> Rows, bool IsAlways);
