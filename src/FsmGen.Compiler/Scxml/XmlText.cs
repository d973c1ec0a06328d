using System.Text;

namespace FsmGen.Compiler.Scxml;

/// <summary>Text as XML contains it.</summary>
internal static class XmlText
{
    /// <summary>The text for an element or a quoted attribute, on one line, without what XML cannot contain.</summary>
    public static string Escape(string text)
    {
        var xml = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                xml.Append(c).Append(text[++i]);
            else if (c is '\n' or '\r' or '\t')
                xml.Append(' ');
            else if (c is >= ' ' and < '\uFFFE' && !char.IsSurrogate(c))
                xml.Append(c switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => c.ToString() });
        }

        return xml.ToString();
    }
}
