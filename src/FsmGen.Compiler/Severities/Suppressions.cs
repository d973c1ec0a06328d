using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Severities;

/// <summary>Takes away what comments of the author, <c># fsmgen disable FSM2001: the reason</c>, have accepted.</summary>
internal static class Suppressions
{
    /// <summary>One id in a comment. <c>Line</c> null: the whole file.</summary>
    private sealed record Word(string Id, TextSpan Span, int? Line);

    /// <summary>The findings that are left, and one for each id that takes away nothing.</summary>
    public static EquatableArray<Finding> Apply(SourceText text, EquatableArray<Finding> findings)
    {
        var comments = Comments.Find(text);
        if (comments.Count == 0)
            return findings;

        var left = findings.ToList();
        var useless = new Findings(text);
        foreach (var word in comments.SelectMany(comment => WordsOf(text, comment)))
        {
            var removed = left.RemoveAll(finding => finding.Rule.IsConfigurable() && finding.Rule.Id == word.Id && (word.Line ?? finding.Lines.Start.Line) == finding.Lines.Start.Line);
            if (removed == 0)
                useless.Add(Rules.UselessSuppression, word.Span, word.Id, Explain(word));
        }

        return left.Concat(useless.Sorted()).OrderBy(static finding => finding.Span.Start).ThenBy(static finding => finding.Rule.Id, StringComparer.Ordinal).ToEquatableArray();
    }

    private static string Explain(Word word) => word.Id[0] == '#' ? ": it names no rule" : Rules.All.FirstOrDefault(rule => rule.Id == word.Id) switch
    {
        null => $": no rule has this id{Suggestion.For(word.Id, Rules.All.Select(static rule => rule.Id))}",
        { } rule when !rule.IsConfigurable() => ": what cannot be understood stays an error",
        { Id: [_, _, _, '3', ..] } => ": it is about C#, where its own comments suppress it",
        _ => word.Line is null ? " in this file" : " in this line",
    };

    /// <summary>The ids of a comment, up to the colon before the reason.</summary>
    private static IEnumerable<Word> WordsOf(SourceText text, TextSpan comment)
    {
        var line = Governed(text, text.Lines.GetLineFromPosition(comment.Start));
        var found = false;
        for (var position = comment.Start; position < comment.End && text[position] != ':';)
        {
            var start = position;
            while (position < comment.End && text[position] is not (':' or ',' or ' ' or '\t'))
                position++;
            if (position > start)
            {
                found = true;
                yield return new Word(text.ToString(TextSpan.FromBounds(start, position)), TextSpan.FromBounds(start, position), line);
            }
            else
                position++;
        }

        if (!found)
            yield return new Word(text.ToString(WholeOf(text, comment)), WholeOf(text, comment), line);
    }

    /// <summary>A comment from its <c>#</c>.</summary>
    private static TextSpan WholeOf(SourceText text, TextSpan comment)
    {
        var start = comment.Start - 1;
        while (text[start] != '#')
            start--;
        return TextSpan.FromBounds(start, comment.Start);
    }

    /// <summary>The line a comment speaks of: its own, the next one with content if it has none, or null, all, above the first.</summary>
    private static int? Governed(SourceText text, TextLine line)
    {
        if (HasContent(line))
            return line.LineNumber;
        if (!text.Lines.Take(line.LineNumber).Any(HasContent))
            return null;
        var next = text.Lines.Skip(line.LineNumber).FirstOrDefault(HasContent);
        return next.Text is null ? line.LineNumber : next.LineNumber;
    }

    private static bool HasContent(TextLine line) => line.ToString().TrimStart() is { Length: > 0 } content && content[0] != '#' && content != "---";
}
