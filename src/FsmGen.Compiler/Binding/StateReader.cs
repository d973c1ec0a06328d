using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Binding;

/// <summary>Reads the tree of states: first who is there, then what they do, since a row may name a state below it.</summary>
internal sealed class StateReader(Declarations declared, Findings findings)
{
    private readonly NodeReader _read = new(findings);
    private readonly RowReader _rows = new(declared, findings);
    private readonly List<Action> _later = [];

    /// <summary>Fills the root with the states of the machine.</summary>
    public void Read(StateSymbol root, YamlEntry? states, YamlEntry? initial)
    {
        if (states is not null)
            ReadChildren(root, states);
        foreach (var action in _later)
            action();
        ResolveInitial(root, initial, "the machine");
    }

    private void ReadChildren(StateSymbol parent, YamlEntry section)
    {
        foreach (var entry in _read.Entries(section.Value, "'states'", section.Key.Span))
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
                parent.Add(state);
                ReadState(state, entry);
            }
        }
    }

    private void ReadState(StateSymbol state, YamlEntry entry)
    {
        YamlEntry? states = null, initial = null;
        var forbidden = new List<YamlEntry>();
        _read.Keys(entry.Value, "a state", entry.Key.Span,
            new("summary", e => state.Docs = _read.WithSummary(state.Docs, e)),
            new("reference", e => state.Docs = _read.WithReference(state.Docs, e)),
            new("final", e => state.IsFinal = _read.Word(e, "true", "false") == "true"),
            new("initial", e => { initial = e; forbidden.Add(e); }),
            new("states", e => { states = e; forbidden.Add(e); }),
            new("entry", e => _later.Add(() => state.Entry = _rows.Actions.Read(e.Value, "entry"))),
            new("exit", e => { forbidden.Add(e); _later.Add(() => state.Exit = _rows.Actions.Read(e.Value, "exit")); }),
            new("on", e => { forbidden.Add(e); _later.Add(() => ReadOn(state, e)); }));

        if (state.IsFinal)
        {
            foreach (var key in forbidden)
                findings.Add(Rules.FinalState, key.Key.Span, state.Name.Text, key.Key.Value);
        }

        if (states is not null)
            ReadChildren(state, states);
        if (states is not null || initial is not null)
            _later.Add(() => ResolveInitial(state, initial, $"state '{state.Name.Text}'"));
    }

    private void ReadOn(StateSymbol state, YamlEntry section)
    {
        foreach (var entry in _read.Entries(section.Value, "'on'", section.Key.Span))
        {
            if (declared.Events.TryGetValue(entry.Key.Value, out var trigger))
            {
                // Of an internal event, what counts is that something raises it.
                if (!trigger.IsInternal)
                    declared.Used.Add(trigger);
                state.Add(trigger, _rows.Read(state, trigger, entry));
            }
            else
            {
                state.HasUnknownEvent = true;
                declared.ReportUnknown(Rules.UnknownEvent, new Name(entry.Key.Value, entry.Key.Span), declared.Events.Keys);
            }
        }
    }

    private void ResolveInitial(StateSymbol parent, YamlEntry? initial, string what)
    {
        if (initial is null)
        {
            if (parent.Children.Count > 0 && parent.Parent is not null)
                findings.Add(Rules.MissingKey, parent.Name.Span, $"State '{parent.Name.Text}'", "initial");
            // Better a wrong choice than no machine: the finding stands, and C# keeps its IntelliSense.
            parent.Initial = parent.Children.FirstOrDefault();
            return;
        }

        if (_read.NameOf(initial) is { } name)
        {
            parent.Initial = parent.Children.FirstOrDefault(child => child.Name.Text == name.Text);
            if (parent.Initial is null && declared.States.ContainsKey(name.Text))
                findings.Add(Rules.InvalidName, name.Span, name.Text, $"the initial state of {what}", "it is not one of the states directly in it");
            else if (parent.Initial is null)
                declared.ReportUnknown(Rules.UnknownState, name, parent.Children.Select(static child => child.Name.Text));
        }

        parent.Initial ??= parent.Children.FirstOrDefault();
    }
}
