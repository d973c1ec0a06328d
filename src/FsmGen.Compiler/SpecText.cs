using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler;

/// <summary>Where something stands: a file, or null for that of the spec itself, and the place in it.</summary>
internal readonly record struct Place(string? Path, TextSpan Span, LinePositionSpan Lines);

/// <summary>
/// The text of a spec, with those of the files that it includes behind it: one row of characters, so that a span says both the
/// file and the place in it.
/// </summary>
internal sealed class SpecText
{
    private readonly List<(int Start, SourceText Text, string? Path)> _parts = [];

    public SpecText(SourceText text)
    {
        Combined = text;
        _parts.Add((0, text, null));
    }

    /// <summary>All of it; a place before the end of the spec's own file means the same in both.</summary>
    public SourceText Combined { get; private set; }

    /// <summary>The files, that of the spec first.</summary>
    public IEnumerable<(SourceText Text, string? Path)> Parts => _parts.Select(static part => (part.Text, part.Path));

    /// <summary>Puts the text of an included file behind the others.</summary>
    /// <returns>Where it begins.</returns>
    public int Add(SourceText text, string path)
    {
        var start = Combined.Length + 1;
        _parts.Add((start, text, path));
        Combined = SourceText.From($"{Combined}\n{text}");
        return start;
    }

    /// <summary>Where a span stands; what lies outside of all files is moved to the nearest end.</summary>
    public Place Locate(TextSpan span)
    {
        var (start, text, path) = _parts[_parts.Count - 1];
        for (var i = _parts.Count - 2; i >= 0 && span.Start < start; i--)
            (start, text, path) = _parts[i];
        var from = Math.Min(span.Start - start, text.Length);
        var local = TextSpan.FromBounds(from, Math.Max(from, Math.Min(span.End - start, text.Length)));
        return new Place(path, local, text.Lines.GetLinePositionSpan(local));
    }
}
