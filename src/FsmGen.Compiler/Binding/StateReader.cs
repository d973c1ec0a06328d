using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Binding;

/// <summary>Reads the tree of states: first who is there, then what they do, since a row may name a state below it.</summary>
internal sealed class StateReader(Declarations declared, Findings findings)
{
    private readonly NodeReader _read = new(findings);
    private readonly RowReader _rows = new(declared, findings);
    private readonly TriggerReader _triggers = new(declared, findings);
    private readonly List<Action> _later = [];

    /// <summary>Fills the root with the states of the machine.</summary>
    public void Read(StateSymbol root, YamlEntry? states, YamlEntry? regions, YamlEntry? initial, YamlEntry? shared)
    {
        ReadNested(root, states, regions, initial, "the machine");
        foreach (var action in _later)
            action();
        if (shared is not null)
            ReadShared(shared);
        Number(root, 0);
    }

    private void ReadNested(StateSymbol state, YamlEntry? states, YamlEntry? regions, YamlEntry? initial, string what)
    {
        if (states is not null && regions is not null)
            findings.Add(Rules.InvalidState, regions.Key.Span, $"'{state.Name.Text}' has 'states', of which one is active, or 'regions', of which all are: not both");
        if (regions is not null && initial is not null)
            findings.Add(Rules.InvalidState, initial.Key.Span, $"All regions of '{state.Name.Text}' are entered with it: take away 'initial'");

        state.IsParallel = regions is not null && states is null;
        if ((states ?? regions) is not { } section)
        {
            if (initial is not null)
                _later.Add(() => ResolveInitial(state, initial, what));
            return;
        }

        foreach (var entry in _read.Entries(section.Value, $"'{section.Key.Value}'", section.Key.Span))
            ReadChild(state, entry);
        if (!state.IsParallel)
            _later.Add(() => ResolveInitial(state, initial, what));
    }

    private void ReadChild(StateSymbol parent, YamlEntry entry)
    {
        var name = new Name(entry.Key.Value, entry.Key.Span);
        if (Names.RejectState(name.Text) is { } why)
            declared.Refuse(name, "a state", why);
        else if (declared.States.ContainsKey(name.Text))
            findings.Add(Rules.Duplicate, name.Span, "state", name.Text);
        else
        {
            var state = new StateSymbol(name, parent);
            declared.States.Add(name.Text, state);
            if (entry.Value is YamlMapping mapping && mapping.Entries.Any(static key => key.Key.Value == "history"))
                ReadHistory(state, entry);
            else
            {
                parent.Add(state);
                ReadState(state, entry);
            }
        }
    }

    private void ReadHistory(StateSymbol state, YamlEntry entry)
    {
        YamlEntry? otherwise = null;
        state.History = HistoryKind.Shallow;
        _read.Keys(entry.Value, "a history", entry.Key.Span,
            new("history", e => state.History = _read.Word(e, "shallow", "deep") == "deep" ? HistoryKind.Deep : HistoryKind.Shallow),
            new("default", e => otherwise = e),
            new("id", e => state.Id = _read.Text(e)?.Value),
            new("summary", e => state.Docs = _read.WithSummary(state.Docs, e)),
            new("reference", e => state.Docs = _read.WithReference(state.Docs, e)));
        state.Parent!.Add(state);
        if (otherwise is null)
            findings.Add(Rules.MissingKey, state.Name.Span, $"History '{state.Name.Text}'", "default");
        else
            _later.Add(() => state.Default = ReadDefault(state.Parent!, otherwise, $"the history '{state.Name.Text}'"));
    }

    private void ReadState(StateSymbol state, YamlEntry entry)
    {
        YamlEntry? states = null, regions = null, initial = null;
        var forbidden = new List<YamlEntry>();
        _read.Keys(entry.Value, "a state", entry.Key.Span,
            new("summary", e => state.Docs = _read.WithSummary(state.Docs, e)),
            new("reference", e => state.Docs = _read.WithReference(state.Docs, e)),
            new("id", e => state.Id = _read.Text(e)?.Value),
            new("final", e => state.IsFinal = _read.Word(e, "true", "false") == "true"),
            new("initial", e => { initial = e; forbidden.Add(e); }),
            new("states", e => { states = e; forbidden.Add(e); }),
            new("regions", e => { regions = e; forbidden.Add(e); }),
            new("entry", e => _later.Add(() => state.Entry = _rows.Actions.Read(e.Value, "entry"))),
            new("exit", e =>
            {
                if (state.Parent is { Parent: null })
                    forbidden.Add(e);
                _later.Add(() => state.Exit = _rows.Actions.Read(e.Value, "exit"));
            }),
            new("on", e => { forbidden.Add(e); _later.Add(() => ReadOn(state, e)); }),
            new("always", e => { forbidden.Add(e); _later.Add(() => AddRows(state, declared.Always, e)); }),
            new("done", e => { forbidden.Add(e); _later.Add(() => ReadDone(state, e)); }),
            new("after", e => { forbidden.Add(e); _later.Add(() => ReadAfter(state, e)); }));

        if (state.IsFinal)
        {
            foreach (var key in forbidden)
                findings.Add(Rules.FinalState, key.Key.Span, state.Name.Text, key.Key.Value);
        }

        ReadNested(state, states, regions, initial, $"state '{state.Name.Text}'");
    }

    private void ReadOn(StateSymbol state, YamlEntry section)
    {
        foreach (var entry in _read.Entries(section.Value, "'on'", section.Key.Span))
        {
            var triggers = _triggers.Read(state, entry.Key);
            foreach (var trigger in triggers)
                AddRows(state, trigger, entry);
            // What is wrong with the rows does not wait until the event is spelled right.
            if (triggers.Count == 0)
                _rows.Read(state, new EventSymbol(new Name(entry.Key.Value, entry.Key.Span), [], EventOrigin.External, Documentation.None), entry);
        }
    }

    private void ReadDone(StateSymbol state, YamlEntry entry)
    {
        if (state.IsLeaf)
            findings.Add(Rules.InvalidState, entry.Key.Span, $"State '{state.Name.Text}' has no nested states, and is never done");
        else
            AddRows(state, declared.CompletionOf(state), entry);
    }

    private void ReadAfter(StateSymbol state, YamlEntry section)
    {
        foreach (var entry in _read.Entries(section.Value, "'after'", section.Key.Span))
        {
            if (_read.Duration(entry.Key) is not { } duration)
                continue;
            var name = new Name($"after {Durations.Format(duration)}", entry.Key.Span);
            if (state.Timers.Any(timer => timer.Duration == duration))
                findings.Add(Rules.Duplicate, name.Span, "duration", entry.Key.Value);
            var trigger = new EventSymbol(name, [], EventOrigin.Timer, Documentation.None);
            declared.Implied.Add(trigger);
            state.Add(new TimerSymbol(name, duration, null, trigger, Documentation.None) { Owner = state });
            AddRows(state, trigger, entry);
        }
    }

    /// <summary>Rows of several states, behind those of their own.</summary>
    private void ReadShared(YamlEntry section)
    {
        foreach (var item in NodeReader.Items(section.Value))
        {
            YamlEntry? names = null, on = null;
            _read.Keys(item, "an item of 'shared'", section.Key.Span, new("states", e => names = e), new("on", e => on = e));
            if (names is null || on is null)
                findings.Add(Rules.MissingKey, item.Span.Length > 0 ? item.Span : section.Key.Span, "An item of 'shared'", names is null ? "states" : "on");
            else
                AddShared(_read.NamesOf(names), on);
        }
    }

    private void AddShared(IReadOnlyList<Name> names, YamlEntry on)
    {
        foreach (var name in names)
        {
            foreach (var state in declared.ResolveStates([name], []))
            {
                if (state.IsHistory || state.IsFinal)
                    findings.Add(Rules.InvalidState, name.Span, $"'{name.Text}' is {(state.IsFinal ? "final" : "a history")}: it has no rows");
                else
                    ReadOn(state, on);
            }
        }
    }

    private void AddRows(StateSymbol state, EventSymbol trigger, YamlEntry entry)
    {
        // Of an event that nobody fires, what counts is that something brings it about.
        if (trigger.Origin == EventOrigin.External)
            declared.Used.Add(trigger);
        state.Add(trigger, _rows.Read(state, trigger, entry));
    }

    private void ResolveInitial(StateSymbol parent, YamlEntry? initial, string what)
    {
        if (initial is null)
        {
            if (parent.Children.Count > 0 && parent.Parent is not null)
                findings.Add(Rules.MissingKey, parent.Name.Span, $"State '{parent.Name.Text}'", "initial");
        }
        else
            parent.Default = ReadDefault(parent, initial, $"the initial state of {what}");

        // Better a wrong choice than no machine: the finding stands, and C# keeps its IntelliSense.
        if (parent.Children.Count > 0)
            parent.Default ??= new DefaultEntry([parent.Children[0]], []);
    }

    private DefaultEntry? ReadDefault(StateSymbol parent, YamlEntry entry, string what)
    {
        IReadOnlyList<Name> names = [];
        IReadOnlyList<ActionUse> actions = [];
        if (entry.Value is YamlMapping)
        {
            _read.Keys(entry.Value, $"'{entry.Key.Value}'", entry.Key.Span,
                new("to", e => names = _read.NamesOf(e)),
                new("do", e => actions = _rows.Actions.Read(e.Value, "do")));
            if (names.Count == 0)
                findings.Add(Rules.MissingKey, entry.Key.Span, $"'{entry.Key.Value}'", "to");
        }
        else
            names = _read.NamesOf(entry);

        var states = new List<StateSymbol>();
        foreach (var name in names)
        {
            if (!declared.States.TryGetValue(name.Text, out var state))
                declared.ReportUnknown(Rules.UnknownState, name, parent.Children.Select(static child => child.Name.Text));
            else if (state == parent || !state.IsWithin(parent))
                findings.Add(Rules.InvalidName, name.Span, name.Text, what, "it does not lie in it");
            else if (state.IsHistory && (parent.Parent is null || state.Default is null && parent.Histories.Contains(state) && entry.Key.Value == "default"))
                findings.Add(Rules.InvalidName, name.Span, name.Text, what, "a history leads back to where something was, and nothing was yet");
            else
                states.Add(state);
        }

        if (states.Count == names.Count && states.Count > 1)
            declared.RequireTogether(states, names);
        return states.Count == 0 ? null : new DefaultEntry(states, actions);
    }

    /// <summary>Gives states their numbers, parents before children.</summary>
    private static int Number(StateSymbol state, int order)
    {
        state.Order = order;
        foreach (var child in state.Children)
            order = Number(child, order + 1);
        state.LastOrder = order;
        return order;
    }
}
