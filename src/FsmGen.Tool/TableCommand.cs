using System.CommandLine;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Tables;

namespace FsmGen.Tool;

/// <summary><c>fsmgen table FILE</c>: what every state does with every event.</summary>
internal static class TableCommand
{
    private static readonly Dictionary<string, Func<Spec, string>> Formats = new()
    {
        ["markdown"] = MarkdownTable.Of,
        ["html"] = HtmlTable.Of,
    };

    public static Command Create() => RenderingCommand.Create("table", "Shows what every state of a spec does with every event.", "The language of the table.", Formats, "markdown");
}
