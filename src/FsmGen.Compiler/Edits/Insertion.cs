using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>Adds entries and items to a spec, in the style of what is there.</summary>
internal static class Insertion
{
    /// <summary>The order in which specs declare things.</summary>
    private static readonly string[] Declaring = ["events", "guards", "actions", "timers"];

    /// <summary>What stands behind declarations.</summary>
    private static readonly string[] Behaving = ["exclusive", "initial", "states", "regions", "shared", "invariants", "scenarios"];

    /// <summary>Adds lines like <c>Go: ignore</c> to the mapping that is, or becomes, the value of an entry; null where that cannot be.</summary>
    public static IEnumerable<TextChange>? AddEntries(SpecTree tree, YamlStep owner, IReadOnlyList<string> lines) => owner.Value switch
    {
        { IsAnchored: true } => null,
        YamlMapping mapping => AddEntries(tree, mapping, lines),
        YamlScalar { IsNull: true } nothing when owner.IsInFlow || nothing.Span.Length > 0 => [new TextChange(TextSpan.FromBounds(nothing.Span.Length > 0 ? nothing.Span.Start : owner.End, owner.End), (nothing.Span.Length > 0 ? "" : " ") + Flow(lines))],
        YamlScalar { IsNull: true } => [new TextChange(new TextSpan(tree.EndOfLine(owner.End), 0), Block(tree, tree.IndentOf(owner.Entry!.Key.Span.Start) + tree.Step, lines))],
        _ => null,
    };

    /// <summary>Adds an entry whose value is a mapping of these lines.</summary>
    public static IEnumerable<TextChange>? AddMapping(SpecTree tree, YamlStep owner, string key, IReadOnlyList<string> lines)
    {
        var isFlow = owner.IsInFlow || owner.Value is YamlMapping { IsFlow: true } or YamlScalar { Span.Length: > 0 };
        return AddEntries(tree, owner, isFlow ? [$"{key}: {Flow(lines)}"] : [$"{key}:", .. lines.Select(line => tree.Step + line)]);
    }

    /// <summary>Adds a declaration to its section, and the section if there is none.</summary>
    public static IEnumerable<TextChange>? Declare(SpecTree tree, string section, string line)
    {
        if (SpecTree.Find(tree.Root, section) is { } present)
            return AddEntries(tree, present, [line]);
        if (tree.Root.IsFlow)
            return AddEntries(tree, tree.Root, [$"{section}: {Flow([line])}"]);

        // Behind the sections that stand before it in most specs, or else before the states.
        var earlier = Declaring.TakeWhile(name => name != section).ToList();
        var before = tree.Root.Entries.LastOrDefault(entry => earlier.Contains(entry.Key.Value))
            ?? tree.Root.Entries.TakeWhile(static entry => !Behaving.Contains(entry.Key.Value) && !Declaring.Contains(entry.Key.Value)).LastOrDefault();
        if (before is null)
            return null;
        var end = tree.EndOfLine(before.End);
        var next = tree.Text.Lines.GetLineFromPosition(end).LineNumber + 1;
        var isSpaced = next < tree.Text.Lines.Count && tree.Text.Lines[next] is var following && following.End < tree.Text.Length && following.ToString().Trim().Length == 0;
        return [new TextChange(new TextSpan(end, 0), (isSpaced ? tree.NewLine : "") + Block(tree, tree.IndentOf(before.Key.Span.Start), [$"{section}:", tree.Step + line]))];
    }

    /// <summary>Adds a row behind the rows of an entry of <c>on</c>, and makes a list of them where there is one only.</summary>
    public static IEnumerable<TextChange>? AddRow(SpecTree tree, YamlStep rows, string row)
    {
        var value = rows.Value;
        if (value.IsAnchored || value is YamlScalar { IsNull: true })
            return null;
        if (value is YamlSequence { IsFlow: true, Items.Count: > 0 } list)
            return [new TextChange(new TextSpan(list.Ends[list.Ends.Count - 1], 0), $", {row}")];
        if (value is YamlSequence { IsFlow: false, Items.Count: > 0 } block)
            return DashOf(tree, block, 0) is { } dash ? [new TextChange(new TextSpan(tree.EndOfLine(value.End), 0), Block(tree, tree.IndentOf(dash), [$"- {row}"]))] : null;
        if (value is YamlScalar or YamlMapping { IsFlow: true })
            return [new TextChange(new TextSpan(value.Span.Start, 0), "["), new TextChange(new TextSpan(value.End, 0), $", {row}]")];
        return value is YamlMapping { Entries: [var first, ..] } ? Itemize(tree, first.Key.Span.Start, value.End, row) : null;
    }

    /// <summary>Where the dash of an item in block style stands.</summary>
    public static int? DashOf(SpecTree tree, YamlSequence list, int index)
    {
        var node = list.Items[index];
        var start = node is YamlMapping { IsFlow: false, Entries: [var first, ..] } ? first.Key.Span.Start : node.Span.Start;
        if (start > list.Ends[index])
            return null;
        do
            start--;
        while (start >= 0 && tree.Text[start] == ' ');
        return start >= 0 && tree.Text[start] == '-' && tree.BeginsLine(start) ? start : null;
    }

    private static IEnumerable<TextChange>? AddEntries(SpecTree tree, YamlMapping mapping, IReadOnlyList<string> lines)
    {
        if (mapping.IsAnchored)
            return null;
        if (mapping.IsFlow)
            return AddToFlow(tree, mapping, lines);
        return mapping.Entries.Count == 0 ? null : [new TextChange(new TextSpan(tree.EndOfLine(mapping.End), 0), Block(tree, tree.IndentOf(mapping.Entries[0].Key.Span.Start), lines))];
    }

    private static IEnumerable<TextChange> AddToFlow(SpecTree tree, YamlMapping mapping, IReadOnlyList<string> lines)
    {
        var (open, close) = (mapping.Span.Start, mapping.End - 1);
        if (mapping.Entries.Count == 0)
            return [new TextChange(TextSpan.FromBounds(open, close + 1), Flow(lines))];

        var last = mapping.Entries[mapping.Entries.Count - 1];
        var comma = last.End;
        while (comma < close && char.IsWhiteSpace(tree.Text[comma]))
            comma++;
        var hasComma = tree.Text[comma] == ',';
        var at = hasComma ? comma + 1 : last.End;
        var key = last.Key.Span.Start;
        var isOnLines = tree.BeginsLine(key) && tree.EndOfLine(at) < close;
        if (isOnLines)
        {
            var separator = "," + tree.NewLine + tree.IndentOf(key);
            var text = tree.NewLine + tree.IndentOf(key) + string.Join(separator, lines) + (hasComma ? "," : "");
            TextChange[] both = [new(new TextSpan(at, 0), hasComma ? "" : ","), new(new TextSpan(tree.EndOfLine(at), 0), text)];
            return both.Where(static change => change.NewText!.Length > 0);
        }

        var isTight = tree.Text[at] == '}' && lines[lines.Count - 1].EndsWith(":", StringComparison.Ordinal);
        return [new TextChange(new TextSpan(at, 0), (hasComma ? " " : ", ") + string.Join(", ", lines) + (isTight ? " " : ""))];
    }

    /// <summary>Makes the block from <paramref name="start"/> the first item of a list.</summary>
    private static IEnumerable<TextChange>? Itemize(SpecTree tree, int start, int end, string row)
    {
        if (!tree.BeginsLine(start))
            return null;
        var changes = new List<TextChange> { new(new TextSpan(start, 0), "- ") };
        var lines = tree.Text.Lines;
        for (var number = lines.GetLineFromPosition(start).LineNumber + 1; number < lines.Count && lines[number].Start < end; number++)
        {
            if (lines[number].Span.Length > 0)
                changes.Add(new TextChange(new TextSpan(lines[number].Start, 0), "  "));
        }

        changes.Add(new TextChange(new TextSpan(tree.EndOfLine(end), 0), Block(tree, tree.IndentOf(start), [$"- {row}"])));
        return changes;
    }

    private static string Flow(IReadOnlyList<string> lines) => $"{{ {string.Join(", ", lines)} }}";

    private static string Block(SpecTree tree, string indent, IReadOnlyList<string> lines) => string.Concat(lines.Select(line => tree.NewLine + indent + line));
}
