using System.Text;

namespace FsmGen.Compiler.Xml;

/// <summary>Text as XML contains it.</summary>
internal static class XmlText
{
    /// <summary>The text for an element or a quoted attribute, on one line.</summary>
    public static string Escape(string text) => Plain(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    /// <summary>The text for a comment, on one line.</summary>
    public static string Comment(string text)
    {
        var comment = Plain(text);
        // Two hyphens would end it.
        while (comment.Contains("--"))
            comment = comment.Replace("--", "- -");
        return comment.Trim().TrimEnd('-');
    }

    /// <summary>The text with a blank for the end of a line, and without what XML cannot contain.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                plain.Append(c).Append(text[++i]);
            else if (c is '\n' or '\r' or '\t')
                plain.Append(' ');
            else if (c is >= ' ' and < '\uFFFE' && !char.IsSurrogate(c))
                plain.Append(c);
        }

        return plain.ToString();
    }
}
