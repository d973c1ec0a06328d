using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Lookup;

/// <summary>Finds what may stand at a place from the keys around it.</summary>
internal static class CandidatesAt
{
    public static IReadOnlyList<string> Find(SourceText text, YamlNode root, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var isBlank = line.ToString().Trim().Length == 0;
        var path = isBlank ? PathByIndent(text, root, position) : YamlPath.To(root, BehindBlanks(text, line.Start, position));
        var names = Occurrences.In(root).Where(static occurrence => occurrence.IsDefinition).ToLookup(static occurrence => occurrence.Kind, static occurrence => occurrence.Name.Text);
        if (path.Count == 0)
            return SpecKeys.Spec;

        var last = path[path.Count - 1];
        if (isBlank || last.Entry is not { } entry)
            return isBlank ? Keys(path, names) : Values(path, names);
        return position <= entry.Key.Span.End ? Keys([.. path.Take(path.Count - 1)], names) : Values(path, names);
    }

    /// <summary>The keys of the mapping that a path leads to.</summary>
    private static IReadOnlyList<string> Keys(IReadOnlyList<YamlStep> path, ILookup<SymbolKind, string> names)
    {
        if (path.Count == 0)
            return SpecKeys.Spec;
        var last = path[path.Count - 1];
        var around = path.Count > 1 ? path[path.Count - 2] : default;
        return around switch
        {
            _ when last.Is("on") => [.. names[SymbolKind.Event], .. names[SymbolKind.Timer], "any", .. names[SymbolKind.State].Select(static state => $"done({state})")],
            { Entry.Key.Value: "states" or "regions" } => SpecKeys.State,
            { Entry.Key.Value: "events" } => SpecKeys.Event,
            { Entry.Key.Value: "guards" } => SpecKeys.Guard,
            { Entry.Key.Value: "actions" } => SpecKeys.Action,
            { Entry.Key.Value: "timers" } => SpecKeys.Timer,
            { Entry.Key.Value: "shared" } => SpecKeys.Shared,
            { Entry.Key.Value: "scenarios" } => SpecKeys.Scenario,
            _ when path.Any(IsOfRows) => SpecKeys.Row,
            _ => [],
        };
    }

    /// <summary>What a key that a path ends with takes.</summary>
    private static IReadOnlyList<string> Values(IReadOnlyList<YamlStep> path, ILookup<SymbolKind, string> names)
    {
        var key = path.LastOrDefault(static step => step.Entry is not null).Entry?.Key.Value ?? "";
        if (SpecKeys.WordsOf(key) is { Count: > 0 } words)
            return words;
        return key switch
        {
            "to" or "initial" or "default" or "from" => [.. names[SymbolKind.State]],
            "states" when path.Any(static step => step.Is("shared")) => [.. names[SymbolKind.State]],
            "when" => [.. names[SymbolKind.Guard], "not", "and", "or", .. names[SymbolKind.State].Select(static state => $"in({state})")],
            "do" => [.. Actions(names), .. SpecKeys.RowWords],
            "entry" or "exit" => Actions(names),
            "raise" or "event" => [.. names[SymbolKind.Event]],
            "exclusive" => [.. names[SymbolKind.Guard], "otherwise"],
            _ when path.Any(IsOfRows) => [.. names[SymbolKind.State], .. SpecKeys.RowWords],
            _ => [],
        };
    }

    private static IReadOnlyList<string> Actions(ILookup<SymbolKind, string> names) =>
    [
        .. names[SymbolKind.Action],
        .. names[SymbolKind.Event].Select(static e => $"raise {e}"),
        .. names[SymbolKind.Timer].SelectMany(static timer => (string[])[$"start {timer}", $"stop {timer}"]),
    ];

    private static bool IsOfRows(YamlStep step) => step.Entry?.Key.Value is "on" or "always" or "done" or "after";

    /// <summary>In an empty line, the blanks before the place say what it belongs to.</summary>
    private static List<YamlStep> PathByIndent(SourceText text, YamlNode root, int position)
    {
        var indent = position - text.Lines.GetLineFromPosition(position).Start;
        var before = BehindBlanks(text, 0, position);
        return [.. YamlPath.To(root, before).TakeWhile(step => step.Entry is { } entry && entry.Key.Span.Start - text.Lines.GetLineFromPosition(entry.Key.Span.Start).Start < indent)];
    }

    private static int BehindBlanks(SourceText text, int start, int position)
    {
        while (position > start && char.IsWhiteSpace(text[position - 1]))
            position--;
        return position;
    }
}
