using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Severities;

/// <summary>Which line a comment speaks of.</summary>
internal sealed class GovernedLines
{
    private readonly int _first;

    /// <summary>For each line itself or the next one with content; the number of lines if there is none.</summary>
    private readonly int[] _next;

    public GovernedLines(SourceText text)
    {
        _next = new int[text.Lines.Count + 1];
        _next[text.Lines.Count] = text.Lines.Count;
        for (var line = text.Lines.Count - 1; line >= 0; line--)
            _next[line] = HasContent(text, text.Lines[line]) ? line : _next[line + 1];
        _first = _next[0];
    }

    /// <summary>The line of the comment if it has content, else the next one that has; null, all lines, above the first.</summary>
    public int? By(int comment) => comment < _first ? null : _next[comment];

    private static bool HasContent(SourceText text, TextLine line)
    {
        var position = line.Start;
        while (position < line.End && text[position] is ' ' or '\t')
            position++;
        return position < line.End && text[position] != '#' && !IsMarker(text, line, position);
    }

    /// <summary>Whether a document begins here, which is no content of it.</summary>
    private static bool IsMarker(SourceText text, TextLine line, int position) =>
        position == line.Start && line.End - position == 3 && text[position] == '-' && text[position + 1] == '-' && text[position + 2] == '-';
}
