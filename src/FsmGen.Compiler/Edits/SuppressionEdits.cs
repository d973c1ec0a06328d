using FsmGen.Compiler.Severities;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>Takes away the ids of <c># fsmgen disable</c> that suppress nothing, and the comment with the last of them.</summary>
internal static class SuppressionEdits
{
    public static IEnumerable<SpecEdit> For(SourceText text, Finding finding)
    {
        var comments = Comments.Find(text).Select(comment => (Ids: comment, Whole: Comments.WholeOf(text, comment))).ToList();
        var (written, whole) = comments.LastOrDefault(comment => comment.Whole.Contains(finding.Span));
        var ids = Comments.IdsOf(text, written).ToList();
        var index = ids.IndexOf(finding.Span);
        if (index >= 0 && !LooksLikeId(finding.Arguments[0]))
        {
            // A reason without a colon before it; where nothing stands before that either, only its author knows what was meant.
            var reason = ids.FindIndex(id => !LooksLikeId(text.ToString(id)));
            return reason > 0 ? SpecEdits.Edit("Put a colon before the reason", EditKinds.MarkReason, [new TextChange(new TextSpan(ids[reason - 1].End, 0), ":")]) : [];
        }

        if (ids.Count > 1)
        {
            var id = index > 0 ? TextSpan.FromBounds(ids[index - 1].End, ids[index].End) : TextSpan.FromBounds(ids[0].Start, ids[1].Start);
            return SpecEdits.Edit($"Remove '{finding.Arguments[0]}' from the comment", EditKinds.RemoveSuppression, [new TextChange(id, "")]);
        }

        // One comment within another's reason is not lost with it.
        return comments.Exists(other => other.Whole != whole && whole.Contains(other.Whole))
            ? []
            : SpecEdits.Edit("Remove the comment that suppresses nothing", EditKinds.RemoveSuppression, [new TextChange(WithItsBlanks(text, whole), "")]);
    }

    private static bool LooksLikeId(string word) => word.StartsWith("FSM", StringComparison.Ordinal);

    /// <summary>A comment with the blanks before it or, if nothing else stands there, its line.</summary>
    private static TextSpan WithItsBlanks(SourceText text, TextSpan comment)
    {
        var line = text.Lines.GetLineFromPosition(comment.Start);
        var start = comment.Start;
        while (start > line.Start && text[start - 1] is ' ' or '\t')
            start--;
        if (start > line.Start)
            return TextSpan.FromBounds(start, comment.End);

        // A last line takes the break before it along, so that the file ends as it did.
        return line.LineNumber > 0 && line.EndIncludingLineBreak == line.End
            ? TextSpan.FromBounds(text.Lines[line.LineNumber - 1].End, line.End)
            : line.SpanIncludingLineBreak;
    }
}
