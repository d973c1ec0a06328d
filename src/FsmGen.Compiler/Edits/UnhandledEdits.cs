using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>Writes rows for pairs of state and event that no row takes.</summary>
internal static class UnhandledEdits
{
    private static readonly string[] Words = ["ignore", "reject", "never"];

    public static IEnumerable<SpecEdit> For(SpecTree tree, SpecCompilation compilation, Finding finding)
    {
        if (compilation.Spec is not { } spec)
            return [];
        var all = compilation.Findings.Where(static other => other.Rule == Rules.UnhandledEvent && other.Path is null).ToList();
        var ofState = all.Where(other => other.Span == finding.Span).ToList();
        var edits = new List<SpecEdit>();
        foreach (var scope in (UnhandledScope[])[UnhandledScope.Pair, UnhandledScope.State, UnhandledScope.File])
        {
            var pairs = scope switch { UnhandledScope.Pair => [finding], UnhandledScope.State => ofState, _ => all };
            if (scope == UnhandledScope.Pair || pairs.Count > (scope == UnhandledScope.File ? ofState.Count : 1))
                edits.AddRange(Words.SelectMany(word => Say(tree, spec, pairs, word, scope)));
        }

        var (state, trigger) = (finding.Arguments[0], finding.Arguments[1]);
        return edits.Concat(SpecEdits.Edit($"Add a row for event '{trigger}' to state '{state}'", EditKinds.AddRow, Changes(tree, spec, [finding], _ => state)));
    }

    /// <summary>Rows that say a word, for all pairs at once. Nobody waits for the answer to an internal event: it is ignored, not rejected.</summary>
    public static IEnumerable<SpecEdit> Say(SpecTree tree, Spec spec, IReadOnlyList<Finding> pairs, string word, UnhandledScope scope)
    {
        var internals = new HashSet<string>(spec.Events.Where(static e => e.IsInternal).Select(static e => e.Name.Text), StringComparer.Ordinal);
        if (word == "reject" && pairs.All(pair => internals.Contains(pair.Arguments[1])))
            return [];
        var title = scope switch
        {
            UnhandledScope.Pair => $"Say '{word}' to event '{pairs[0].Arguments[1]}' in state '{pairs[0].Arguments[0]}'",
            UnhandledScope.State => $"Say '{word}' to every unhandled event in state '{pairs[0].Arguments[0]}'",
            _ => $"Say '{word}' to every unhandled event",
        };
        return SpecEdits.Edit(title, EditKinds.Say(word, scope), Changes(tree, spec, pairs, trigger => word == "reject" && internals.Contains(trigger) ? "ignore" : word));
    }

    private static IEnumerable<TextChange>? Changes(SpecTree tree, Spec spec, IReadOnlyList<Finding> pairs, Func<string, string> rowFor)
    {
        var states = spec.Root.Descendants.ToDictionary(static state => state.Name.Text, StringComparer.Ordinal);
        var changes = new List<TextChange>();
        var added = new Dictionary<int, (YamlStep Owner, List<string> Lines)>();
        var extended = new HashSet<int>();
        foreach (var pair in pairs)
        {
            var trigger = pair.Arguments[1];
            // The machine itself has no rows; its first region answers for it.
            var state = pair.Span == spec.Root.Name.Span ? spec.Root.Children.FirstOrDefault() : states.TryGetValue(pair.Arguments[0], out var named) ? named : null;
            if (state is null || PlaceFor(tree, state, trigger) is not { Entry: { } entry } place)
                return null;
            var key = entry.Key.Span.Start;
            if (place.Is(trigger))
            {
                if (extended.Add(key) && Insertion.AddRow(tree, place, rowFor(trigger)) is { } more)
                    changes.AddRange(more);
                continue;
            }

            if (!added.TryGetValue(key, out var lines))
                added.Add(key, lines = (place, []));
            var line = $"{trigger}: {rowFor(trigger)}";
            if (!lines.Lines.Contains(line))
                lines.Lines.Add(line);
        }

        foreach (var (owner, lines) in added.Values)
        {
            if ((owner.Is("on") ? Insertion.AddEntries(tree, owner, lines) : Insertion.AddMapping(tree, owner, "on", lines)) is not { } more)
                return null;
            changes.AddRange(more);
        }

        return InOrder(changes);
    }

    /// <summary>
    /// What a row is added to: the rows of the event, the <c>on</c> or, where that is missing, the state. A case that none of
    /// several rows takes belongs to the outermost of their states, which is asked last.
    /// </summary>
    private static YamlStep? PlaceFor(SpecTree tree, StateSymbol state, string trigger)
    {
        var rows = state.Ancestry.SelectMany(static ancestor => ancestor.Rows).Where(rows => rows.Key.Name.Text == trigger && rows.Value.Count > 0).Select(static rows => rows.Value).LastOrDefault();
        if (rows is null)
            return tree.PathTo(state.Name.Span.Start) is { Count: > 0 } path ? OwnerOf(path[path.Count - 1]) : null;

        var row = RemovalEdits.RowAt(tree.PathTo(rows[rows.Count - 1].Span.Start));
        if (row.Cast<YamlStep?>().LastOrDefault(step => step!.Value.Is(trigger)) is { } own)
            return own;

        // The rows are those of a list of events, or of any: this one gets an entry behind them, if it has none before.
        return row.Cast<YamlStep?>().LastOrDefault(static step => step!.Value.Is("on")) is { } on && SpecTree.Find(on.Value, trigger) is null ? on : null;
    }

    /// <summary>The <c>on</c> of a state or, if it has none, the state itself.</summary>
    private static YamlStep OwnerOf(YamlStep state) => SpecTree.Find(state.Value, "on") ?? state;

    /// <summary>One change for each place: rows of an entry before what stands behind the entry.</summary>
    private static IEnumerable<TextChange> InOrder(List<TextChange> changes) => changes
        .GroupBy(static change => change.Span)
        .OrderBy(static group => group.Key.Start)
        .Select(static group => new TextChange(group.Key, string.Concat(group.Select(static change => change.NewText))));
}
