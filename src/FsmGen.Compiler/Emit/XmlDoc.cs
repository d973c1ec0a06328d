using System.Text;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <summary>Writes what an author wrote as documentation.</summary>
internal static class XmlDoc
{
    public static void Write(SourceWriter w, Documentation docs, string otherwise)
    {
        var lines = Escape(docs.Summary is { Length: > 0 } summary ? summary : otherwise).Split('\n');
        if (lines.Length == 1)
            w.Line($"/// <summary>{lines[0]}</summary>");
        else
        {
            w.Line("/// <summary>");
            foreach (var line in lines)
                w.Line($"/// {line.Trim()}".TrimEnd());
            w.Line("/// </summary>");
        }

        if (docs.Reference is { Length: > 0 } reference)
            w.Line($"/// <remarks>{OneLine(Escape(reference))}</remarks>");
    }

    /// <summary>A reference beside what it is about.</summary>
    public static void WriteComment(SourceWriter w, string? reference)
    {
        if (reference is { Length: > 0 })
            w.Line($"// {OneLine(Plain(reference))}");
    }

    private static string OneLine(string text) => string.Join(" ", text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0));

    private static string Escape(string text) => Plain(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>The text with '\n' for all that C# takes as the end of a line, and without what XML cannot contain.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                plain.Append(c).Append(text[++i]);
            else if (c is '\n' or '\u0085' or '\u2028' or '\u2029')
                plain.Append('\n');
            else if (c == '\t')
                plain.Append(' ');
            else if (c is >= ' ' and < '\uFFFE' && !char.IsSurrogate(c))
                plain.Append(c);
        }

        return plain.ToString();
    }
}
