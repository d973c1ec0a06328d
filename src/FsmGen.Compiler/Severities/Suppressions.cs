using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Severities;

/// <summary>Takes away what comments of the author, <c># fsmgen disable FSM2001: the reason</c>, have accepted.</summary>
internal static class Suppressions
{
    /// <summary>See <see cref="Comments"/>: a line can hold more ids than anybody writes, too.</summary>
    private const int MaximumWords = 1_000;

    /// <summary>One id in a comment. <c>Line</c> null: the whole file.</summary>
    private sealed record Word(string Id, TextSpan Span, int? Line);

    /// <summary>The findings that are left, and one for each id that takes away nothing.</summary>
    public static EquatableArray<Finding> Apply(SpecText spec, EquatableArray<Finding> findings)
    {
        foreach (var (text, path) in spec.Parts)
            findings = Apply(text, path, findings);
        return findings;
    }

    private static EquatableArray<Finding> Apply(SourceText text, string? path, EquatableArray<Finding> findings)
    {
        var comments = Comments.Find(text);
        if (comments.Count == 0)
            return findings;

        var governed = new GovernedLines(text);
        var left = findings.ToList();
        var isLookedInto = !findings.Any(HidesDesign);
        var useless = new Findings(text);
        foreach (var word in comments.SelectMany(comment => WordsOf(text, comment, governed)).Take(MaximumWords))
        {
            var removed = left.RemoveAll(finding => finding.Rule.IsConfigurable() && finding.Rule.Id == word.Id && finding.Path == path && (word.Line ?? finding.Lines.Start.Line) == finding.Lines.Start.Line);
            if (removed == 0 && (isLookedInto || !IsAboutDesign(word.Id)))
                useless.Add(Rules.UselessSuppression, word.Span, word.Id, Explain(word));
        }

        return left.Concat(useless.Sorted().Select(finding => finding with { Path = path })).OrderBy(static finding => finding.Path, StringComparer.Ordinal).ThenBy(static finding => finding.Span.Start).ThenBy(static finding => finding.Rule.Id, StringComparer.Ordinal).ToEquatableArray();
    }

    /// <summary>Where the compiler stops before it has looked at all of a design, a comment about that may be right.</summary>
    private static bool HidesDesign(Finding finding) =>
        !finding.Rule.IsConfigurable() || finding.Rule == Rules.Inconclusive || finding.Rule == Rules.EndlessStep || finding.Rule == Rules.RaiseOverflow;

    private static bool IsAboutDesign(string id) => Rules.All.Any(rule => rule.Id == id && id[3] == '2');

    private static string Explain(Word word) => word.Id[0] == '#' ? ": it names no rule" : Rules.All.FirstOrDefault(rule => rule.Id == word.Id) switch
    {
        null => $": no rule has this id{Suggestion.For(word.Id, Rules.All.Select(static rule => rule.Id))}",
        { } rule when !rule.IsConfigurable() => ": what cannot be understood stays an error",
        { Id: [_, _, _, '3', ..] } => ": it is about C#, where its own comments suppress it",
        _ => word.Line is null ? " in this file" : " in this line",
    };

    /// <summary>The ids of a comment; where there is none, the comment itself up to its reason.</summary>
    private static IEnumerable<Word> WordsOf(SourceText text, TextSpan comment, GovernedLines governed)
    {
        var line = governed.By(text.Lines.GetLineFromPosition(comment.Start).LineNumber);
        return Comments.IdsOf(text, comment)
            .DefaultIfEmpty(TextSpan.FromBounds(Comments.WholeOf(text, comment).Start, comment.Start))
            .Select(span => new Word(text.ToString(span), span, line));
    }
}
