using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>
/// Moves a word that takes every case below the rows that it hides. Only where each of them has a <c>when</c>: then the word
/// was meant for the rest, and nobody needs to be asked.
/// </summary>
internal static class ContradictionEdits
{
    public static IEnumerable<SpecEdit> For(SpecTree tree, Finding finding)
    {
        var row = RemovalEdits.RowAt(tree.PathTo(finding.Span.Start));
        return row.Count > 1 && row[row.Count - 1] is { Container: YamlSequence list } word && IsForTheRest(list, word.Index)
            ? SpecEdits.Edit($"Move '{finding.Arguments[0]}' below the rows that it hides", EditKinds.MoveRow, list.IsFlow ? MoveInFlow(tree, row, word) : MoveLines(tree, list, word))
            : [];
    }

    private static bool IsForTheRest(YamlSequence list, int word) =>
        list.Items.Count > word + 1 && list.Items.Skip(word + 1).All(static row => SpecTree.Find(row, "when") is not null);

    private static IEnumerable<TextChange>? MoveInFlow(SpecTree tree, IReadOnlyList<YamlStep> row, YamlStep word)
    {
        var text = tree.Text.ToString(TextSpan.FromBounds(word.Value.Span.Start, word.End));
        return Removal.Of(tree, row) is { } removed && Insertion.AddRow(tree, row[row.Count - 2], text) is { } added ? [.. removed, .. added] : null;
    }

    private static IEnumerable<TextChange>? MoveLines(SpecTree tree, YamlSequence list, YamlStep word)
    {
        if (Insertion.DashOf(tree, list, word.Index) is not { } dash)
            return null;
        var lines = Removal.Lines(tree, dash, word.End);
        var text = tree.Text.ToString(TextSpan.FromBounds(lines.Start, tree.EndOfLine(word.End)));
        return [new TextChange(lines, ""), new TextChange(new TextSpan(tree.EndOfLine(list.Ends[list.Ends.Count - 1]), 0), tree.NewLine + text)];
    }
}
