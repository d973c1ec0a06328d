using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Scxml;

/// <summary>A row as YAML spells it. <c>Otherwise</c> is the word for one that does nothing: SCXML's takes the event all the same.</summary>
internal sealed record ScxmlRow(string? When, IReadOnlyList<string> Targets, IReadOnlyList<string> Do, bool IsInternal, string Otherwise = "ignore")
{
    /// <summary>Longer lines are broken.</summary>
    private const int Width = 110;

    /// <summary>What the author said of it, to stand above it.</summary>
    public string? Comment { get; init; }

    /// <summary>The same in a document of ours.</summary>
    public string? Summary { get; init; }

    /// <summary>How many characters the row takes, about.</summary>
    public int Length => 16 + (Comment?.Length ?? 0) + (Summary?.Length ?? 0) + (When?.Length ?? 0) + Targets.Sum(static target => target.Length + 2) + Do.Sum(static item => item.Length + 8);

    /// <summary>Writes the rows below a key, on its line if there is one row that fits there.</summary>
    public static void Write(SourceWriter w, string key, IReadOnlyList<ScxmlRow> rows)
    {
        if (rows is [var only])
        {
            WriteComment(w, only.Comment);
            if (only.Inline() is { } inline && key.Length + inline.Length < Width)
                w.Line($"{key}: {inline}");
            else
            {
                using (w.Indented($"{key}:"))
                    only.WriteBlock(w, "", "");
            }

            return;
        }

        using (w.Indented($"{key}:"))
        {
            foreach (var row in rows)
            {
                WriteComment(w, row.Comment);
                if (row.Inline() is { } inline && inline.Length < Width)
                    w.Line($"- {inline}");
                else
                    row.WriteBlock(w, "- ", "  ");
            }
        }
    }

    /// <summary>Writes what an author said, line by line.</summary>
    public static void WriteComment(SourceWriter w, string? comment)
    {
        foreach (var line in (comment ?? "").Split('\n').Select(YamlText.Comment).Where(static line => line.Length > 0))
            w.Line($"# {line}");
    }

    /// <summary>Writes a key with names: none, one, or a list.</summary>
    public static void WriteList(SourceWriter w, string key, IReadOnlyList<string> items, string first = "", string next = "")
    {
        var inline = List(items);
        if (key.Length + inline.Length < Width)
            w.Line($"{first}{key}: {inline}");
        else
        {
            w.Line($"{first}{key}:");
            foreach (var item in items)
                w.Line($"{next}  - {item}");
        }
    }

    private static string List(IReadOnlyList<string> items) => items is [var only] ? only : $"[{string.Join(", ", items)}]";

    /// <summary>The row on one line; null if it would be far too long.</summary>
    private string? Inline()
    {
        if (Length - (Comment?.Length ?? 0) > Width * 2)
            return null;
        if (When is null && Do.Count == 0 && Summary is null && Targets is [var target])
            return IsInternal ? $"{{ to: {target}, type: internal }}" : target;
        if (When is null && Do.Count == 0 && Summary is null && Targets.Count == 0)
            return Otherwise;
        return $"{{ {string.Join(", ", Keys().Select(static key => $"{key.Name}: {List(key.Items)}"))} }}";
    }

    private IEnumerable<(string Name, IReadOnlyList<string> Items)> Keys()
    {
        if (When is not null)
            yield return ("when", [When]);
        if (Targets.Count > 0)
            yield return ("to", Targets);
        if (IsInternal)
            yield return ("type", ["internal"]);
        if (Do.Count > 0)
            yield return ("do", Do);
        if (Targets.Count == 0 && Do.Count == 0)
            yield return ("do", [Otherwise]);
        if (Summary is not null)
            yield return ("summary", [YamlText.Quote(Summary)]);
    }

    private void WriteBlock(SourceWriter w, string first, string next)
    {
        foreach (var (name, items) in Keys())
        {
            WriteList(w, name, items, first, next);
            first = next;
        }
    }
}
