namespace FsmGen.Compiler.Scxml;

/// <summary>Reads the tree of states: first who is there, then where transitions lead. What has no place in it is noted.</summary>
internal sealed class ScxmlStateReader(ScxmlNotes notes)
{
    private readonly Dictionary<string, ScxmlState> _states = new(StringComparer.Ordinal);
    private readonly ScxmlPlaces _places = new(notes);

    /// <summary>The root with all that is below; null, with an error, if there is no state.</summary>
    public static ScxmlState? Read(ScxmlElement root, ScxmlNotes notes)
    {
        if (!root.Is("scxml"))
        {
            notes.Error(root.Position, $"This is not SCXML: the root element is <{root.Name}>, not <scxml>");
            return null;
        }

        var reader = new ScxmlStateReader(notes);
        var machine = new ScxmlState(ScxmlKind.Machine, root, null, null);
        reader.ReadChildren(machine);
        if (!machine.IsCompound)
            notes.Error(root.Position, "The document has no state");
        foreach (var state in notes.HasErrors ? [] : machine.All)
            reader.ReadTransitions(state);
        return notes.HasErrors ? null : machine;
    }

    private void ReadChildren(ScxmlState parent)
    {
        _places.Check(parent);
        if (parent.Depth > ScxmlLimits.StateDepth)
        {
            notes.Error(parent.Element.Position, $"The document is too deep: states nest more than {ScxmlLimits.StateDepth} deep");
            return;
        }

        foreach (var element in parent.Element.Children)
        {
            if (ScxmlPlaces.KindOf(element, parent.Kind) is { } kind)
            {
                var state = new ScxmlState(kind, element, ReadId(element), parent);
                if (state.Id is { } id)
                    _states.Add(id, state);
                parent.Children.Add(state);
                ReadChildren(state);
            }
        }

        DropUselessHistories(parent);
    }

    private string? ReadId(ScxmlElement element)
    {
        if (element["id"] is not { Length: > 0 } id)
            return null;
        if (!_states.ContainsKey(id))
            return id;
        notes.Add(element.Position, $"The id '{id}' stands here a second time; this state gets another name, and every target means the first");
        return null;
    }

    /// <summary>A state without states in it has nothing to remember.</summary>
    private void DropUselessHistories(ScxmlState parent)
    {
        if (parent.Children.Exists(static child => child.Kind != ScxmlKind.History))
            return;
        foreach (var history in parent.Children)
        {
            notes.Add(history.Element.Position, "<history> is not carried over: the state around it has no states to remember");
            if (history.Id is { } id)
                _states.Remove(id);
        }

        parent.Children.Clear();
    }

    private void ReadTransitions(ScxmlState state)
    {
        foreach (var element in state.Element.Children)
        {
            if (element.Is("onentry") || element.Is("onexit"))
                (element.Is("onentry") ? state.Entry : state.Exit).AddRange(element.Children);
            else if (element.Is("transition") && state.Kind is ScxmlKind.State or ScxmlKind.Parallel)
            {
                _places.CheckTransition(element);
                if (ResolveTargets(element, "target", "The transition is not carried over") is { } targets)
                    state.Transitions.Add(new ScxmlTransition(element, targets));
            }
        }

        if (state.IsCompound)
            state.Default = ReadInitial(state);
        else if (state.Kind == ScxmlKind.History)
            state.Default = ReadDefault(state);
    }

    private ScxmlTransition ReadInitial(ScxmlState state)
    {
        var first = state.Children.First(static child => child.Kind != ScxmlKind.History);
        var initial = state.Element.Children.FirstOrDefault(static child => child.Is("initial"));
        var byElement = initial?.Children.FirstOrDefault(static child => child.Is("transition"));
        if (initial is not null && byElement is null)
            notes.Add(initial.Position, "<initial> needs a <transition>; the first state is chosen");
        if (initial is not null && state.Element["initial"] is not null)
            notes.Add(initial.Position, "The state has an attribute 'initial', too; the element is carried over");

        var element = byElement ?? state.Element;
        if (byElement is not null)
            _places.CheckDefault(byElement);
        return ReadEntered(element, byElement is null ? "initial" : "target", state) is { Count: > 0 } targets
            ? new ScxmlTransition(byElement ?? Nothing(state), targets)
            : new ScxmlTransition(Nothing(state), [first]);
    }

    private ScxmlTransition ReadDefault(ScxmlState history)
    {
        if (history.Element.Children.FirstOrDefault(static child => child.Is("transition")) is not { } element)
            notes.Add(history.Element.Position, "<history> needs a <transition>: where it leads at first; the first state beside it is chosen");
        else
        {
            _places.CheckDefault(element);
            if (ReadEntered(element, "target", history.Parent!) is { Count: > 0 } targets)
                return new ScxmlTransition(element, targets);
        }

        return new ScxmlTransition(Nothing(history), [history.Parent!.Children.First(static child => child.Kind != ScxmlKind.History)]);
    }

    /// <summary>Targets that must lie in a state.</summary>
    private List<ScxmlState>? ReadEntered(ScxmlElement element, string attribute, ScxmlState around)
    {
        if (ResolveTargets(element, attribute, "The first state is chosen") is not { } targets)
            return null;
        if (targets.FirstOrDefault(target => !target.IsWithin(around)) is not { } outside)
            return targets;
        notes.Add(element.Position, $"'{outside.Id}' does not lie in the state that is entered; its first state is chosen");
        return null;
    }

    /// <summary>The states that an attribute names; none if it is missing, null if one is unknown.</summary>
    private List<ScxmlState>? ResolveTargets(ScxmlElement element, string attribute, string otherwise)
    {
        var targets = new List<ScxmlState>();
        foreach (var id in element.Words(attribute))
        {
            if (!_states.TryGetValue(id, out var target))
            {
                notes.Add(element.Position, $"{otherwise}: state '{id}' does not exist{notes.Suggest(id, _states.Keys)}");
                return null;
            }

            if (!targets.Contains(target))
                targets.Add(target);
        }

        return targets;
    }

    /// <summary>A transition of which the document says nothing.</summary>
    private static ScxmlElement Nothing(ScxmlState state) => new("transition", "", state.Element.Position);
}
