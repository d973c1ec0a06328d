namespace FsmGen.Compiler.Scxml;

/// <summary>
/// Which sends with a delay are timers of a spec. An id is a timer with all that is sent and cancelled under it, or is none:
/// then the host does it all. Where <see cref="ScxmlAfter"/> finds that a timer is one of a state, it needs no name.
/// </summary>
internal sealed class ScxmlTimers
{
    private readonly List<ScxmlTimer> _named = [];
    private readonly Dictionary<(string Id, string Event, string Delay), ScxmlTimer> _known = [];
    private readonly ILookup<string?, ScxmlTimer> _byId;
    private readonly Dictionary<ScxmlElement, ScxmlTimer> _started = [];
    private readonly Dictionary<string, List<ScxmlSite>> _cancels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _owned = new(StringComparer.Ordinal);
    private readonly HashSet<string> _otherwise = new(StringComparer.Ordinal);
    private readonly ScxmlAfter _after;
    private bool _isAnyBroken;

    public ScxmlTimers(ScxmlState machine, ScxmlSignatures signatures, ScxmlNotes notes)
    {
        var delays = new List<ScxmlDelay>();
        foreach (var site in machine.All.SelectMany(SitesOf))
            Collect(site, delays);
        delays.RemoveAll(delay => delay.Id is { } id && (_isAnyBroken || _broken.Contains(id)));
        foreach (var id in _isAnyBroken ? [.. _cancels.Keys] : _broken)
            _cancels.Remove(id);

        _after = new ScxmlAfter(machine, delays, _cancels, id => signatures.Events.ContainsKey(id) || _otherwise.Contains(id), notes);
        foreach (var delay in delays.Where(delay => !_after.Replaces(delay.Site.Element)))
            Name(delay);
        _byId = _named.ToLookup(static timer => timer.Id, StringComparer.Ordinal!);

        // A document of ours declares every event but those of timers.
        foreach (var timers in _named.GroupBy(static timer => timer.Event, StringComparer.Ordinal))
        {
            if (signatures.Events.Count > 0 && !signatures.Events.ContainsKey(timers.Key) && !_otherwise.Contains(timers.Key) && timers.ToList() is [var only] && only.Id == only.Event)
                _owned.Add(timers.Key);
        }
    }

    /// <summary>The timers that need a name, in document order.</summary>
    public IReadOnlyList<ScxmlTimer> Named => _named;

    /// <summary>Whether the element is what <c>after</c> says.</summary>
    public bool IsAfter(ScxmlElement content) => _after.Replaces(content);

    /// <summary>The duration after which the event happens in that state; null if it is no event of <c>after</c>.</summary>
    public string? AfterOf(ScxmlState state, string id) => _after.Of(state, id);

    /// <summary>Whether the event happens by <c>after</c> only.</summary>
    public bool IsAfter(string id) => _after.Contains(id);

    /// <summary>Whether the event is a timer's own.</summary>
    public bool IsOwned(string id) => _owned.Contains(id);

    public ScxmlTimer? StartedBy(ScxmlElement content) => _started.TryGetValue(content, out var timer) ? timer : null;

    public IReadOnlyList<ScxmlTimer> StoppedBy(ScxmlElement content) =>
        content.Is("cancel") && content["sendid"] is { } id && _cancels.ContainsKey(id) ? [.. _byId[id]] : [];

    /// <summary>Whether a start can only follow the end of what was started before: its state is entered once before it is left.</summary>
    public bool IsStoppedOnExit(ScxmlTimer timer) =>
        timer is { Id: { } id, Sends: [{ Site: { Place: ScxmlPlace.Entry } site }] } && _cancels.TryGetValue(id, out var cancels) && cancels.Exists(cancel => cancel.Place == ScxmlPlace.Exit && cancel.State == site.State);

    private static IEnumerable<ScxmlSite> SitesOf(ScxmlState state) =>
        [
            .. state.Entry.Select(element => new ScxmlSite(element, state, ScxmlPlace.Entry)),
            .. (state.Default?.Element.Children ?? []).Concat(state.Transitions.SelectMany(static transition => transition.Element.Children)).Select(element => new ScxmlSite(element, state, ScxmlPlace.Elsewhere)),
            .. state.Exit.Select(element => new ScxmlSite(element, state, ScxmlPlace.Exit)),
        ];

    private void Collect(ScxmlSite site, List<ScxmlDelay> delays)
    {
        var element = site.Element;
        if (ScxmlDelay.Of(site) is { } delay)
            delays.Add(delay);
        else if (element.Is("cancel") && element["sendid"] is { Length: > 0 } id && element.Attributes.Count == 1)
        {
            if (!_cancels.TryGetValue(id, out var sites))
                _cancels.Add(id, sites = []);
            sites.Add(site);
        }
        else
            Break(element);
    }

    /// <summary>What the host does under an id, and when, a timer of that id would not know.</summary>
    private void Break(ScxmlElement element)
    {
        if (element.Is("cancel") || element.Is("send") || element is { ForeignNamespace: ScxmlExporter.Namespace, Name: "start" })
        {
            if ((element["id"] ?? element["sendid"]) is { } id)
                _broken.Add(id);
            _isAnyBroken |= element["sendidexpr"] is not null;
        }

        if (element["event"] is { } sent)
            _otherwise.Add(sent);
        foreach (var child in element.Children)
            Break(child);
    }

    private void Name(ScxmlDelay delay)
    {
        var timer = new ScxmlTimer(delay);
        if (delay.Id is null)
            _named.Add(timer);
        else if (_known.TryGetValue((delay.Id, delay.Event, delay.Delay), out var known))
            (timer = known).Sends.Add(delay);
        else
        {
            _known.Add((delay.Id, delay.Event, delay.Delay), timer);
            _named.Add(timer);
        }

        _started.Add(delay.Site.Element, timer);
    }
}
