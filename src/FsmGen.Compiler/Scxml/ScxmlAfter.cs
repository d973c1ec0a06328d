namespace FsmGen.Compiler.Scxml;

/// <summary>
/// Finds the sends that are the <c>after</c> of a state: made on its entry, cancelled on its exit, and of an event that happens
/// by no other means and that nothing but transitions of that state waits for.
/// </summary>
internal sealed class ScxmlAfter
{
    /// <summary>States that send one event, and are held against each other.</summary>
    private const int MaximumStates = 64;

    private readonly Dictionary<(ScxmlState State, string Event), string> _durations = [];
    private readonly HashSet<(ScxmlState, string)> _delays = [];
    private readonly HashSet<string> _events = new(StringComparer.Ordinal);
    private readonly HashSet<ScxmlElement> _replaced = [];
    private readonly Dictionary<string, HashSet<ScxmlState>> _handlers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ScxmlSite>> _cancels;
    private readonly ILookup<string?, ScxmlDelay> _byId;

    /// <param name="machine">The root of the document.</param>
    /// <param name="delays">All sends with a delay.</param>
    /// <param name="cancels">What is cancelled, by its id.</param>
    /// <param name="happensOtherwise">Whether an event also comes about by something else.</param>
    /// <param name="notes">Told where an event is none any more.</param>
    public ScxmlAfter(ScxmlState machine, IReadOnlyList<ScxmlDelay> delays, Dictionary<string, List<ScxmlSite>> cancels, Func<string, bool> happensOtherwise, ScxmlNotes notes)
    {
        _cancels = cancels;
        _byId = delays.ToLookup(static delay => delay.Id, StringComparer.Ordinal!);
        foreach (var state in machine.All)
        {
            foreach (var descriptor in state.Transitions.SelectMany(static transition => transition.Descriptors))
            {
                if (!_handlers.TryGetValue(descriptor, out var states))
                    _handlers.Add(descriptor, states = []);
                states.Add(state);
            }
        }

        foreach (var sends in delays.GroupBy(static delay => delay.Event, StringComparer.Ordinal))
        {
            var all = sends.ToList();
            if (!happensOtherwise(sends.Key) && AreOfStates(sends.Key, all))
                Take(sends.Key, all, notes);
        }
    }

    public bool Contains(string id) => _events.Contains(id);

    public bool Replaces(ScxmlElement content) => _replaced.Contains(content);

    public string? Of(ScxmlState state, string id) => _durations.TryGetValue((state, id), out var duration) ? duration : null;

    private bool AreOfStates(string id, List<ScxmlDelay> sends)
    {
        var states = sends.ConvertAll(static send => send.Site.State);
        return sends.TrueForAll(static send => send is { IsCode: false, Site: { Place: ScxmlPlace.Entry, State.Kind: ScxmlKind.State or ScxmlKind.Parallel } })
            && states.Count <= MaximumStates
            && _handlers.TryGetValue(id, out var handlers) && handlers.SetEquals(states)
            && !Prefixes(id).Any(_handlers.ContainsKey)
            && AreApart(states)
            && sends.TrueForAll(send => !_delays.Contains((send.Site.State, send.Delay)) && EndsWithState(send, sends));
    }

    /// <summary>What else a descriptor of the event could be.</summary>
    private static IEnumerable<string> Prefixes(string id)
    {
        yield return "*";
        for (var dot = id.LastIndexOf('.'); dot > 0; dot = id.LastIndexOf('.', dot - 1))
            yield return id.Substring(0, dot);
    }

    /// <summary>No two of them are ever active together.</summary>
    private static bool AreApart(List<ScxmlState> states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (states[i] == states[j] || states[i].IsWithin(states[j]) || states[j].IsWithin(states[i]) || states[i].MayBeActiveWith(states[j]))
                    return false;
            }
        }

        return true;
    }

    private bool EndsWithState(ScxmlDelay send, List<ScxmlDelay> sends)
    {
        if (send.Id is not { } id || !_cancels.TryGetValue(id, out var cancels))
            return IsLeftOnlyBy(send.Event, send.Site.State);
        return cancels.Count <= MaximumStates && cancels.Exists(cancel => cancel.State == send.Site.State)
            && cancels.TrueForAll(cancel => cancel.Place == ScxmlPlace.Exit && sends.Exists(other => other.Site.State == cancel.State && other.Id == id))
            && _byId[id].All(sends.Contains);
    }

    /// <summary>Whether the event itself is the only thing that leads out of the state, so that there is nothing to cancel.</summary>
    private static bool IsLeftOnlyBy(string id, ScxmlState state)
    {
        for (var around = state.Parent; around is not null; around = around.Parent)
        {
            if (around.Kind == ScxmlKind.Parallel || around.Transitions.Count > 0)
                return false;
        }

        return state.Children.Count == 0 && state.Transitions.TrueForAll(transition => transition.Descriptors.ToList() is [var only] && only == id);
    }

    private void Take(string id, List<ScxmlDelay> sends, ScxmlNotes notes)
    {
        _events.Add(id);
        foreach (var send in sends)
        {
            var element = send.Site.Element;
            _delays.Add((send.Site.State, send.Delay));
            _durations.Add((send.Site.State, id), send.Delay);
            _replaced.Add(element);
            if (send.Id is not null && _cancels.TryGetValue(send.Id, out var cancels))
                _replaced.UnionWith(cancels.Select(static cancel => cancel.Element));
            // What our own export makes up is nobody's name.
            if (send.Id != id || !id.StartsWith("after.", StringComparison.Ordinal))
                notes.Add(element.Position, $"'{id}' is no event any more: <send> is 'after {send.Delay}' of the state, and nothing else can bring it about");
        }
    }
}
