using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>A spec's text beside its tree, with the style of its author.</summary>
internal sealed class SpecTree
{
    private SpecTree(SourceText text, YamlMapping root)
    {
        (Text, Root) = (text, root);
        var first = text.Lines[0];
        NewLine = first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
        Step = new string(' ', StepOf(root) ?? 2);
    }

    public SourceText Text { get; }

    public YamlMapping Root { get; }

    public string NewLine { get; }

    /// <summary>How much deeper a block stands than the key it belongs to.</summary>
    public string Step { get; }

    /// <summary>The tree of a text; null if that is no mapping, cannot be read to its end, or is a part of other specs.</summary>
    public static SpecTree? Of(SourceText text)
    {
        var findings = new Findings(text);
        var root = YamlReader.Read(text, findings);
        return root is YamlMapping mapping && !findings.Sorted().Any(static finding => finding.Rule == Rules.InvalidYaml || finding.Rule == Rules.TooLarge) && Find(mapping, "fragment") is null
            ? new SpecTree(text, mapping)
            : null;
    }

    /// <summary>The steps to a place; empty in an included file, and where an alias leads to it, too, so that an edit would change more than its author sees.</summary>
    public IReadOnlyList<YamlStep> PathTo(int position)
    {
        if (position > Text.Length)
            return [];
        var path = YamlPath.To(Root, position);
        return path.Any(static step => step.Value.IsAnchored) ? [] : path;
    }

    public string IndentOf(int position) => new(' ', ColumnOf(position));

    public int ColumnOf(int position) => position - Text.Lines.GetLineFromPosition(position).Start;

    /// <summary>Where the line of a place ends, behind its comment.</summary>
    public int EndOfLine(int position) => Text.Lines.GetLineFromPosition(position).End;

    /// <summary>Whether nothing but blanks stands before a place in its line.</summary>
    public bool BeginsLine(int position) => string.IsNullOrWhiteSpace(Text.ToString(TextSpan.FromBounds(Text.Lines.GetLineFromPosition(position).Start, position)));

    /// <summary>The entry of a mapping that has this key.</summary>
    public static YamlStep? Find(YamlNode node, string key)
    {
        if (node is not YamlMapping mapping)
            return null;
        for (var i = 0; i < mapping.Entries.Count; i++)
        {
            if (mapping.Entries[i].Key.Value == key)
                return new YamlStep(mapping, mapping.Entries[i], i);
        }

        return null;
    }

    private int? StepOf(YamlMapping root) => root.Entries
        .Where(entry => entry.Value is YamlMapping { IsFlow: false, Entries.Count: > 0 } && !entry.Value.IsAnchored)
        .Select(entry => (int?)(ColumnOf(((YamlMapping)entry.Value).Entries[0].Key.Span.Start) - ColumnOf(entry.Key.Span.Start)))
        .FirstOrDefault(static step => step > 0);
}
