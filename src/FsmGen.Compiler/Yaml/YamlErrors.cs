using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Yaml;

/// <summary>Says what the YAML scanner found wrong, and where: its own marks are empty or miss the place.</summary>
internal static class YamlErrors
{
    /// <summary>The offset of the first character that text does not have; null if there is none.</summary>
    public static int? FindBinary(string content)
    {
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] is (< ' ' and not ('\t' or '\n' or '\r')) or '\uFFFD' or '\uFFFE')
                return i;
        }

        return null;
    }

    public static (TextSpan Span, string Message) Explain(SourceText text, string message, int start, int end)
    {
        // A tab in the indentation is reported at the first character of the file, or as something else.
        foreach (var line in text.Lines)
        {
            var offset = line.Start;
            while (offset < line.End && text[offset] == ' ')
                offset++;
            if (offset < line.End && text[offset] == '\t' && line.End > offset + 1 && (start == 0 || line.Span.Contains(start) || IsAfter(line, start)))
                return (new TextSpan(offset, 1), "a tab cannot indent; use spaces");
        }

        start = Math.Min(start, text.Length);
        end = Math.Min(Math.Max(end, start), text.Length);
        if (start == text.Length && start > 0)
            start = Math.Max(0, text.ToString().TrimEnd().Length - 1);
        return (TextSpan.FromBounds(start, Math.Max(end, Math.Min(start + 1, text.Length))), Wording(message));
    }

    /// <summary>A tab that goes on with the value of the line before is reported there.</summary>
    private static bool IsAfter(TextLine line, int start) => line.LineNumber > 0 && line.Text!.Lines[line.LineNumber - 1].Span.Contains(start);

    /// <summary>The scanner says what it was doing; an author wants to know what to write.</summary>
    private static string Wording(string message)
    {
        var text = message.Trim().TrimEnd('.');
        return text.Contains("did not find expected key") ? "a key and ':' are expected here, at the depth of the keys before"
            : text.Contains("could not find expected ':'") ? "the ':' after a key is missing"
            : text.Contains("found invalid mapping") || text.Contains("mapping values are not allowed") ? "a ': ' within a text begins another key; quote the text"
            : text.Length == 0 ? "it cannot be read"
            : char.ToLowerInvariant(text[0]) + text.Substring(1);
    }
}
