using System.CommandLine;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Diagrams;
using FsmGen.Compiler.Diagrams.Svg;

namespace FsmGen.Tool;

/// <summary><c>fsmgen graph FILE</c>: a picture of a machine, or a text that other tools draw.</summary>
internal static class GraphCommand
{
    private static readonly Dictionary<string, Func<Spec, string>> Formats = new()
    {
        ["mermaid"] = MermaidDiagram.Of,
        ["dot"] = DotDiagram.Of,
        ["plantuml"] = PlantUmlDiagram.Of,
        ["svg"] = SvgDiagram.Of,
    };

    public static Command Create() => RenderingCommand.Create("graph", "Draws the states of a spec and the transitions between them.", "A picture (svg), or the language of a diagram.", Formats, "mermaid");
}
