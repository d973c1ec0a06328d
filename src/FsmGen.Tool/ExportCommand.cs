using System.CommandLine;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Scxml;

namespace FsmGen.Tool;

/// <summary><c>fsmgen export FILE</c>: a machine in a language that other tools run.</summary>
internal static class ExportCommand
{
    private static readonly Dictionary<string, Func<Spec, string>> Formats = new()
    {
        ["scxml"] = ScxmlExporter.Export,
    };

    public static Command Create() => RenderingCommand.Create("export", "Writes a spec as a document that other tools read.", "The language of the document.", Formats, "scxml");
}
