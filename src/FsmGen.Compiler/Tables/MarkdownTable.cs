using System.Text;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Emit;

namespace FsmGen.Compiler.Tables;

/// <summary>Writes the table of states and events in Markdown, as GitHub reads it.</summary>
internal static class MarkdownTable
{
    public static string Of(Spec spec)
    {
        var table = StateTable.Of(spec);
        var w = new SourceWriter();
        w.Line($"| State |{string.Concat(table.Events.Select(static trigger => $" {Escape(trigger.Name.Text)} |"))}");
        w.Line($"|---|{string.Concat(table.Events.Select(static _ => "---|"))}");
        foreach (var group in table.Groups)
        {
            if (table.HasGroups)
                w.Line($"| **{Escape(group.Path)}** |{string.Concat(table.Events.Select(static _ => " |"))}");
            foreach (var line in group.Leaves)
                w.Line($"| {Escape(line.Leaf.Name.Text)} |{string.Concat(line.Cells.Select(static cell => $" {string.Join("<br>", cell.Select(static row => Escape(row.Text)))} |".Replace("  |", " |")))}");
        }

        return w.ToString();
    }

    /// <summary>Constants are C#: what would be markup stands behind a backslash.</summary>
    private static string Escape(string text)
    {
        var markdown = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\\' or '|' or '*' or '_' or '`' or '<' or '&' or '~' or '#' or '[' or ']')
                markdown.Append('\\');
            markdown.Append(c is '\r' or '\n' ? ' ' : c);
        }

        return markdown.ToString();
    }
}
