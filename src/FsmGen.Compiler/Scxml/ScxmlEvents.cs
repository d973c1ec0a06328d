namespace FsmGen.Compiler.Scxml;

/// <summary>
/// The events of a document, and which of them a descriptor matches. A document names no events, it only describes them:
/// those of a spec are what its descriptors, raises and sends with a delay spell, and <c>*</c> if a descriptor stands for all
/// others. A document of ours declares them first.
/// </summary>
internal sealed class ScxmlEvents
{
    private const string CompletionPrefix = "done.state.";

    private readonly Dictionary<string, ScxmlState> _completions = new(StringComparer.Ordinal);
    private readonly List<string> _declared = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _sorted;
    private readonly ScxmlSignatures _signatures;
    private readonly ScxmlTimers _timers;
    private readonly ScxmlNotes _notes;

    public ScxmlEvents(ScxmlState machine, ScxmlSignatures signatures, ScxmlTimers timers, ScxmlNotes notes)
    {
        (_signatures, _timers, _notes) = (signatures, timers, notes);
        // No descriptor names a state without a name, but one with a wildcard may match its completion.
        foreach (var state in machine.All.Where(static state => state.Completes))
            _completions.Add(CompletionPrefix + (state.Id ?? $" {_completions.Count}"), state);
        foreach (var id in signatures.All.Where(static signature => signature.Element.Name == "event").Select(static signature => signature.Id))
        {
            if (id == "*")
                _known.Add(id);
            else if (!id.StartsWith(CompletionPrefix, StringComparison.Ordinal))
                Declare(id);
        }

        foreach (var state in machine.All)
            Collect(state);

        // What a document does not name is asked last.
        if (_known.Contains("*"))
            _declared.Add("*");
        _sorted = [.. _known.Where(static id => id != "*").Concat(_completions.Keys)];
        _sorted.Sort(StringComparer.Ordinal);
    }

    /// <summary>The ids of the events that need a name, in the order in which the document mentions them.</summary>
    public IReadOnlyList<string> Declared => _declared;

    /// <summary>The state whose completion an event is; null if it is another event.</summary>
    public ScxmlState? CompletedBy(string id) => _completions.TryGetValue(id, out var state) ? state : null;

    public bool IsDeclared(string id) => _known.Contains(id);

    /// <summary>Whether somebody outside can fire it: a document itself does not tell.</summary>
    public bool IsExternal(string id) => !(_signatures.Events.TryGetValue(id, out var signature) && signature.IsInternal) && !_timers.IsOwned(id);

    /// <summary>The events that a transition waits for, each once.</summary>
    public IReadOnlyList<string> MatchedBy(ScxmlTransition transition)
    {
        var matched = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var descriptor in transition.Descriptors)
        {
            foreach (var id in MatchedBy(descriptor).Where(seen.Add))
                matched.Add(id);
        }

        return matched;
    }

    private IEnumerable<string> MatchedBy(string descriptor)
    {
        if (descriptor == "*")
        {
            foreach (var id in _declared.Concat(_completions.Keys))
                yield return id;
            yield break;
        }

        if (_known.Contains(descriptor) || _completions.ContainsKey(descriptor))
            yield return descriptor;
        // Whatever begins with the descriptor and a dot stands together.
        var prefix = descriptor + ".";
        var index = _sorted.BinarySearch(prefix, StringComparer.Ordinal);
        for (var i = index < 0 ? ~index : index; i < _sorted.Count && _sorted[i].StartsWith(prefix, StringComparison.Ordinal); i++)
            yield return _sorted[i];
    }

    private void Collect(ScxmlState state)
    {
        foreach (var content in state.Entry)
            CollectRaised(content);
        if (state.Default is { } entered)
            CollectRaised(entered.Element);
        foreach (var transition in state.Transitions)
        {
            foreach (var descriptor in transition.Descriptors)
                CollectDescriptor(descriptor, transition);
            CollectRaised(transition.Element);
        }

        foreach (var content in state.Exit)
            CollectRaised(content);
    }

    private void CollectDescriptor(string descriptor, ScxmlTransition transition)
    {
        var at = transition.Element.Position;
        if (descriptor.Length == 0 || (descriptor != "*" && descriptor.IndexOf('*') >= 0))
            _notes.Add(at, $"'{transition.Element["event"]}' is not carried over as it stands: a descriptor is a name, perhaps with '.*' at its end, or '*'");
        else if (descriptor == "*" || _timers.IsAfter(descriptor))
            _known.Add(descriptor);
        else if (_completions.ContainsKey(descriptor))
            return;
        else if (descriptor.StartsWith(CompletionPrefix, StringComparison.Ordinal))
            _notes.Add(at, $"'{descriptor}' never happens: no state of this name completes");
        else
        {
            if (descriptor.StartsWith("done.invoke", StringComparison.Ordinal))
                _notes.Add(at, $"'{descriptor}' is an event like any other here: what is invoked is the host's, and so is to fire this");
            if (descriptor == "error" || descriptor.StartsWith("error.", StringComparison.Ordinal))
                _notes.Add(at, $"'{descriptor}' is an event like any other here: where SCXML reports an error by itself, the host has to fire it");
            Declare(descriptor);
        }
    }

    private void CollectRaised(ScxmlElement content)
    {
        if (_timers.StartedBy(content) is { } timer)
            Declare(timer.Event);
        else if (ScxmlContent.RaisedBy(content) is { } id && !id.StartsWith(CompletionPrefix, StringComparison.Ordinal))
            Declare(id);
        foreach (var child in content.Children)
            CollectRaised(child);
    }

    private void Declare(string id)
    {
        if (_known.Add(id))
            _declared.Add(id);
    }
}
