using Microsoft.CodeAnalysis;

namespace FsmGen.Generators.Tests.Reporting;

/// <summary>A spec with <c>[|marks|]</c> around what is reported.</summary>
internal static class Expected
{
    public static (SpecText Spec, string[] Marked) Of(string path, string marked)
    {
        var text = marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        var places = new List<string>();
        for (var (start, removed) = (marked.IndexOf("[|", StringComparison.Ordinal), 0); start >= 0; start = marked.IndexOf("[|", start + 1, StringComparison.Ordinal), removed += 4)
        {
            var end = marked.IndexOf("|]", start, StringComparison.Ordinal);
            places.Add($"{Place(text, start - removed)}-{Place(text, end - 2 - removed)}");
        }

        return (new SpecText(path, text), [.. places]);
    }

    /// <summary>Where a diagnostic stands, as the marks say it.</summary>
    public static string PlaceOf(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan().Span;
        return $"{span.Start.Line + 1},{span.Start.Character + 1}-{span.End.Line + 1},{span.End.Character + 1}";
    }

    /// <summary>A diagnostic as the console shows it.</summary>
    public static string Line(Diagnostic diagnostic) => diagnostic.ToString();

    private static string Place(string text, int offset)
    {
        var before = text[..offset];
        return $"{before.Count(static c => c == '\n') + 1},{offset - before.LastIndexOf('\n')}";
    }
}
