using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>Takes entries and items out of a spec. A comment above one stays.</summary>
internal static class Removal
{
    /// <summary>Keys that say nothing once their last entry is gone.</summary>
    private static readonly HashSet<string> Sections = new(StringComparer.Ordinal) { "on", "after", "events", "guards", "actions", "timers" };

    /// <summary>Takes away the entry or item that a path ends with, and what would be empty without it; null where that cannot be.</summary>
    public static IEnumerable<TextChange>? Of(SpecTree tree, IReadOnlyList<YamlStep> path)
    {
        if (path.Count == 0)
            return null;
        var step = path[path.Count - 1];
        var outer = path.Take(path.Count - 1).ToList();
        var isLast = step.Container is YamlMapping { Entries.Count: 1 } or YamlSequence { Items.Count: 1 };
        if (isLast && outer.Count > 0 && (step.Entry is null || Sections.Contains(outer[outer.Count - 1].Entry?.Key.Value ?? "")))
            return Of(tree, outer);
        if (step.IsInFlow)
            return isLast ? Empty(outer) : OutOfFlow(tree, step);
        var start = step.Entry is { } entry ? entry.Key.Span.Start : Insertion.DashOf(tree, (YamlSequence)step.Container, step.Index);
        return start is { } begin && tree.BeginsLine(begin) ? [new TextChange(Lines(tree, begin, step.End), "")] : null;
    }

    /// <summary>Leaves the key alone of an entry whose mapping has nothing left.</summary>
    private static IEnumerable<TextChange>? Empty(List<YamlStep> path) =>
        path.Count > 0 && path[path.Count - 1] is { Entry: { } entry } step && step.Value is YamlMapping mapping ? [new TextChange(TextSpan.FromBounds(Math.Max(entry.Key.Span.End + 1, mapping.Span.Start - 1), mapping.End), "")] : null;

    private static IEnumerable<TextChange> OutOfFlow(SpecTree tree, YamlStep step)
    {
        var (starts, ends) = step.Container is YamlMapping mapping
            ? (mapping.Entries.Select(static entry => entry.Key.Span.Start).ToList(), mapping.Entries.Select(static entry => entry.End).ToList())
            : (((YamlSequence)step.Container).Items.Select(static item => item.Span.Start).ToList(), [.. ((YamlSequence)step.Container).Ends]);
        var i = step.Index;
        var end = ends[i];
        var isBehindComment = i > 0 && tree.Text.ToString(TextSpan.FromBounds(ends[i - 1], starts[i])).Contains('#');
        if (i > 0 && !isBehindComment)
            return [new TextChange(TextSpan.FromBounds(ends[i - 1], end), "")];

        // The comma behind it goes with it.
        while (tree.Text[end] == ' ')
            end++;
        if (tree.Text[end] == ',')
            end++;
        while (tree.Text[end] == ' ')
            end++;
        return [new TextChange(TextSpan.FromBounds(starts[i], end), "")];
    }

    /// <summary>The whole lines from one place to another.</summary>
    public static TextSpan Lines(SpecTree tree, int start, int end) =>
        TextSpan.FromBounds(tree.Text.Lines.GetLineFromPosition(start).Start, tree.Text.Lines.GetLineFromPosition(end).EndIncludingLineBreak);
}
