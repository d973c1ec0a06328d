using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Analysis;

/// <summary>An event that no active state takes. <c>When</c>: the guards that were asked, as a condition; empty if none was.</summary>
internal sealed record Hole(StateSymbol State, EventSymbol Event, IReadOnlyList<StateSymbol> Leaves, string When, Way Way);

/// <summary>A row that says <c>never</c>, and takes an event that the machine itself brought about, without asking a guard in that step.</summary>
internal sealed record BrokenPromise(Row Row, Situation? From, Way Way);

/// <summary>A step that does not end: it goes round in these rows.</summary>
internal sealed record Loop(Row Row, Way Way);

/// <summary>Too many raised events. <c>Place</c>: the action, or the state whose completion is too much.</summary>
internal sealed record RaiseOverflow(TextSpan Place, int Waiting, Way Way);

/// <summary>What becomes of an event that some row defers.</summary>
internal sealed class Deferral
{
    public Dictionary<Row, Situation> DeferredBy { get; } = [];

    /// <summary>The situations in which the event is not, or not always, deferred.</summary>
    public HashSet<Situation> Released { get; } = [];
}

/// <content>What is seen on the way.</content>
internal sealed partial class StateSpace
{
    private readonly Dictionary<StateSymbol, Way> _entered = [];
    private readonly Dictionary<Row, Way> _chosen = [];
    private readonly HashSet<Row> _taken = [];
    private readonly HashSet<(StateSymbol, EventSymbol)> _offered = [];
    private readonly HashSet<(EventSymbol?, IReadOnlyList<ActionUse>)> _executed = [];
    private readonly Dictionary<(StateSymbol, EventSymbol), Hole> _holes = [];
    private readonly Dictionary<EventSymbol, Deferral> _deferrals = [];
    private readonly HashSet<EventSymbol> _deferrable;

    public IEnumerable<Hole> Holes => _holes.Values;

    /// <summary>Which lists of actions run with which event at hand; null: in <c>Start()</c>.</summary>
    public IEnumerable<(EventSymbol? Trigger, IReadOnlyList<ActionUse> Uses)> Executed => _executed;

    public IReadOnlyDictionary<EventSymbol, Deferral> Deferrals => _deferrals;

    public List<BrokenPromise> BrokenPromises { get; } = [];

    public List<Loop> Loops { get; } = [];

    public RaiseOverflow? Overflow { get; private set; }

    public bool CanBeActive(StateSymbol state) => _entered.ContainsKey(state);

    /// <summary>The shortest way into a state; null if none leads there.</summary>
    public Way? WayInto(StateSymbol state) => _entered.TryGetValue(state, out var way) ? way : null;

    /// <summary>Whether a row is taken or, if it is a word, asked for its word.</summary>
    public bool IsTaken(Row row) => _taken.Contains(row);

    /// <summary>The shortest way to where a leaf chooses the row, even if a row of another region wins over it; null if none does.</summary>
    public Way? WayToChoiceOf(Row row) => _chosen.TryGetValue(row, out var way) ? way : null;

    /// <summary>Whether an event comes while a state is active.</summary>
    public bool CanHappen(StateSymbol state, EventSymbol trigger) => trigger.Origin == EventOrigin.External || _offered.Contains((state, trigger));

    /// <summary>Keeps the first way, which is the shortest.</summary>
    private void AddWay<T>(Dictionary<T, Way> ways, T place) where T : notnull
    {
        if (!ways.ContainsKey(place))
            ways.Add(place, WayToNow);
    }

    private void AddHole(StateSymbol around, IReadOnlyList<StateSymbol> configuration, EventSymbol trigger, string when, Way way)
    {
        if (!_holes.ContainsKey((around, trigger)))
            _holes.Add((around, trigger), new Hole(around, trigger, [.. configuration.Where(static state => state.IsLeaf)], when, way));
    }

    /// <summary>The innermost state that holds all active leaves: the leaf, if there is one only.</summary>
    private static StateSymbol Around(IReadOnlyList<StateSymbol> configuration)
    {
        var around = configuration.First(static state => state.IsLeaf);
        while (configuration[configuration.Count - 1].Order > around.LastOrder)
            around = around.Parent!;
        return around;
    }

    private void AddDeferral(EventSymbol trigger, Situation situation)
    {
        var deferral = DeferralOf(trigger);
        foreach (var row in _wordsInRun.Where(static row => row.Outcome == Outcome.Deferred))
        {
            if (!deferral.DeferredBy.ContainsKey(row))
                deferral.DeferredBy.Add(row, situation);
        }
    }

    private void AddRelease(EventSymbol trigger, Situation situation)
    {
        if (_deferrable.Contains(trigger))
            DeferralOf(trigger).Released.Add(situation);
    }

    private Deferral DeferralOf(EventSymbol trigger)
    {
        if (!_deferrals.TryGetValue(trigger, out var deferral))
            _deferrals.Add(trigger, deferral = new Deferral());
        return deferral;
    }
}
