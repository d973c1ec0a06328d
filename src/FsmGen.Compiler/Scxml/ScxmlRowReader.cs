namespace FsmGen.Compiler.Scxml;

/// <summary>A key of <c>on</c> or of a state, and the rows below it.</summary>
internal sealed record ScxmlRowGroup(string Key, IReadOnlyList<ScxmlRow> Rows);

/// <summary>What a state does with events, as a spec says it: the transitions of each event, in document order.</summary>
internal sealed record ScxmlRows(IReadOnlyList<ScxmlRow> Always, IReadOnlyList<ScxmlRow> Done, IReadOnlyList<ScxmlRowGroup> After, IReadOnlyList<ScxmlRowGroup> On);

/// <summary>Turns transitions, which wait for descriptions of events, into rows, which wait for events.</summary>
internal sealed class ScxmlRowReader(ScxmlNames names, ScxmlEvents events, ScxmlSymbols symbols, ScxmlTimers timers, ScxmlContent content, bool isOurs, ScxmlNotes notes)
{
    /// <summary>Longer keys are hard to read, and YAML does not take those of 1,024 characters.</summary>
    private const int MaximumKeyLength = 80;

    private readonly List<string> _externals = [.. events.Declared.Where(events.IsExternal)];
    private int _matches;
    private int _characters;

    public ScxmlRows Read(ScxmlState state)
    {
        var always = new List<ScxmlRow>();
        var byEvent = new Dictionary<string, List<ScxmlRow>>(StringComparer.Ordinal);
        var inOrder = new List<string>();
        // Whatever the guards, a row without a condition takes the event: those behind it would never be asked.
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var transition in state.Transitions)
        {
            if (transition.IsEventless)
                ReadAlways(state, transition, always);
            else
                ReadOn(state, transition, byEvent, inOrder, taken);
            if (notes.HasErrors)
                break;
        }

        return new ScxmlRows(always, DoneRows(state, byEvent), [.. inOrder.Where(timers.IsAfter).Select(id => Charge(timers.AfterOf(state, id)!, byEvent[id]))], [.. Group(state, byEvent, inOrder, taken)]);
    }

    private void ReadAlways(ScxmlState state, ScxmlTransition transition, List<ScxmlRow> always)
    {
        if (transition.Targets.Count == 0 && transition.Element.Children.Count == 0)
            notes.Add(transition.Element.Position, "The transition is not carried over: without event, target and content it does nothing for ever");
        else if (always.Exists(static row => row.When is null))
            NoteDead(transition);
        else if (ReadRow(state, transition) is { } row)
            always.Add(row);
    }

    private void ReadOn(ScxmlState state, ScxmlTransition transition, Dictionary<string, List<ScxmlRow>> byEvent, List<string> inOrder, HashSet<string> taken)
    {
        var matched = events.MatchedBy(transition);
        if ((_matches += matched.Count) > ScxmlLimits.Matches)
        {
            notes.Error(transition.Element.Position, $"The document is too large: its transitions match events more than {ScxmlLimits.Matches:N0} times");
            return;
        }

        if (!transition.Descriptors.Any())
            notes.Add(transition.Element.Position, "The transition is not carried over: its 'event' is empty, so it waits for nothing that could happen");
        var live = matched.Where(id => !taken.Contains(id)).ToList();
        if (live.Count == 0 && matched.Count > 0)
            NoteDead(transition);
        if (live.Count == 0 || ReadRow(state, transition) is not { } row)
            return;
        foreach (var id in live)
        {
            if (!byEvent.TryGetValue(id, out var rows))
            {
                byEvent.Add(id, rows = []);
                inOrder.Add(id);
            }

            rows.Add(row);
            if (row.When is null)
                taken.Add(id);
        }
    }

    private void NoteDead(ScxmlTransition transition) =>
        notes.Add(transition.Element.Position, "The transition is not carried over: one before it takes everything that it waits for");

    /// <summary>Says which of several targets exclude each other: SCXML has no such transition, and the spec will have a finding.</summary>
    private void NoteExclusive(ScxmlTransition transition)
    {
        var targets = transition.Targets.Take(ScxmlLimits.ComparedTargets).ToList();
        for (var i = 1; i < targets.Count; i++)
        {
            if (targets.Take(i).FirstOrDefault(before => !before.MayBeActiveWith(targets[i])) is not { } rival)
                continue;
            notes.Add(transition.Element.Position, $"'{rival.Id}' and '{targets[i].Id}' are never active together, so one transition cannot lead to both: choose one of them");
            return;
        }
    }

    /// <summary>Null, with a note, if the condition never holds.</summary>
    private ScxmlRow? ReadRow(ScxmlState state, ScxmlTransition transition)
    {
        NoteExclusive(transition);

        var when = symbols.ConditionOf(transition.Element);
        if (when.IsFalse)
        {
            notes.Add(transition.Element.Position, "The transition is not carried over: its condition never holds");
            return null;
        }

        // Elsewhere SCXML takes an internal transition for an external one.
        var isInternal = transition.Element["type"] == "internal" && state.IsCompound && transition.Targets.Count > 0 && transition.Targets.All(target => target.IsWithin(state));
        var text = when.IsTrue ? null : when.ToString();
        var comment = transition.Element.Comment?.Trim();
        var summary = isOurs && comment is { Length: > 0 } ? comment : null;
        var above = isOurs ? null : comment;
        if (transition.Targets.Count == 0 && transition.Element.Children is [{ ForeignNamespace: ScxmlExporter.Namespace, Name: "reject" or "never" or "defer" } word])
            return new ScxmlRow(text, [], [], IsInternal: false, word.Name) { Comment = above, Summary = summary };
        return new ScxmlRow(text, [.. transition.Targets.Select(target => names[target])], content.Read(transition.Element.Children), isInternal) { Comment = above, Summary = summary };
    }

    private List<ScxmlRow> DoneRows(ScxmlState state, Dictionary<string, List<ScxmlRow>> byEvent) =>
        byEvent.FirstOrDefault(pair => events.CompletedBy(pair.Key) == state).Value ?? [];

    /// <summary>Events with the same rows share a key, completions among them: what a wildcard stands for is one row, alive if one of them reaches it.</summary>
    private IEnumerable<ScxmlRowGroup> Group(ScxmlState state, Dictionary<string, List<ScxmlRow>> byEvent, List<string> inOrder, HashSet<string> taken)
    {
        var groups = inOrder.Where(id => events.CompletedBy(id) != state && !timers.IsAfter(id)).GroupBy(id => byEvent[id], SameRows.Instance).ToList();
        // What '*' stands for is 'any', behind everything that was taken before.
        var rest = groups.Find(group => IsRest([.. group], taken));
        foreach (var group in rest is null ? groups : [.. groups.Where(group => group != rest), rest])
        {
            foreach (var key in Keys([.. group], group == rest))
                yield return Charge(key, group.Key);
        }
    }

    /// <summary>Whether these are all events that come from outside, but for those that other rows take whatever the guards.</summary>
    private bool IsRest(HashSet<string> ids, HashSet<string> taken) =>
        _externals.Count(ids.Contains) > 1 && _externals.TrueForAll(id => ids.Contains(id) || (ids.Contains("*") && taken.Contains(id)));

    private IEnumerable<string> Keys(List<string> ids, bool isRest)
    {
        var keys = new List<string>();
        if (isRest)
        {
            keys.Add("any");
            ids.RemoveAll(_externals.Contains);
        }

        foreach (var name in ids.Select(id => events.CompletedBy(id) is { } completed ? $"done({names[completed]})" : names.EventOf(id)))
        {
            if (keys.Count > 0 && keys[keys.Count - 1].Length + name.Length + 2 <= MaximumKeyLength)
                keys[keys.Count - 1] += $", {name}";
            else
                keys.Add(name);
        }

        return keys;
    }

    private ScxmlRowGroup Charge(string key, List<ScxmlRow> rows)
    {
        if ((_characters += key.Length + rows.Sum(static row => row.Length)) > ScxmlLimits.Rows)
            notes.Error(default, $"The document is too large: its transitions come to more than {ScxmlLimits.Rows:N0} characters of rows");
        return new ScxmlRowGroup(key, notes.HasErrors ? [] : rows);
    }

    private sealed class SameRows : IEqualityComparer<List<ScxmlRow>>
    {
        public static readonly SameRows Instance = new();

        /// <summary>A transition becomes one row, whatever it waits for.</summary>
        public bool Equals(List<ScxmlRow>? left, List<ScxmlRow>? right) => left!.Count == right!.Count && left.Zip(right, ReferenceEquals).All(static same => same);

        public int GetHashCode(List<ScxmlRow> rows) => rows.Count * 31 + System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(rows[0]);
    }
}
