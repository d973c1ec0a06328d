using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Lowering;

/// <summary>
/// Where the machine can get with its guards left open: the leaves that can be active, and the internal events that can
/// be waiting there.
/// </summary>
internal sealed class Exploration
{
    /// <summary>Counted in work, not in time, so that every machine says the same.</summary>
    private const int Budget = 150_000;

    private readonly Spec _spec;
    private readonly List<EventSymbol> _internal;
    private readonly HashSet<(StateSymbol Leaf, string Queue)> _seen = [];
    private readonly Queue<(StateSymbol Leaf, string Queue)> _open = new();
    private readonly HashSet<StateSymbol> _reachable = [];
    private readonly HashSet<(StateSymbol Leaf, EventSymbol Event)> _raised = [];
    private readonly Dictionary<(StateSymbol, EventSymbol), Alternatives> _alternatives = [];
    private readonly Dictionary<EventSymbol, int> _order = [];

    private Exploration(Spec spec)
    {
        _spec = spec;
        _internal = [.. spec.Events.Where(static e => e.IsInternal)];
        foreach (var trigger in spec.Events)
            _order.Add(trigger, _order.Count);
    }

    /// <summary>The first place where more events are raised than there is room for.</summary>
    public (Raise Raise, int Waiting)? Overflow { get; private set; }

    /// <summary>Whether the budget ran out: then every leaf counts as reachable, and every event as raised there.</summary>
    public bool IsInconclusive { get; private set; }

    public static Exploration Of(Spec spec)
    {
        var exploration = new Exploration(spec);
        exploration.Run();
        return exploration;
    }

    public bool CanBeActive(StateSymbol leaf) => IsInconclusive || _reachable.Contains(leaf);

    /// <summary>Whether the event can come while the leaf is active: from outside always, from inside where it is raised.</summary>
    public bool CanHappen(StateSymbol leaf, EventSymbol trigger) => !trigger.IsInternal || IsInconclusive || _raised.Contains((leaf, trigger));

    /// <summary>The events that a leaf or a state around it has rows for, in document order: few of many, in a large machine.</summary>
    public IEnumerable<EventSymbol> TriggersOf(StateSymbol leaf) =>
        leaf.Ancestry.SelectMany(static state => state.Rows.Keys).Distinct().OrderBy(trigger => _order[trigger]);

    public Alternatives AlternativesOf(StateSymbol leaf, EventSymbol trigger)
    {
        if (_alternatives.TryGetValue((leaf, trigger), out var alternatives))
            return alternatives;

        // Of many states and many events, most pairs have no rows: finding that out again is cheaper than keeping it.
        alternatives = Alternatives.Of(leaf, trigger, _spec.Exclusive);
        if (alternatives.Rows.Count > 0)
            _alternatives.Add((leaf, trigger), alternatives);
        return alternatives;
    }

    private void Run()
    {
        Follow(Plan.Start(_spec), "");
        var work = 0;
        while (_open.Count > 0)
        {
            if (++work > Budget)
            {
                IsInconclusive = true;
                return;
            }

            var (leaf, queue) = _open.Dequeue();
            _reachable.Add(leaf);
            if (leaf.EndsMachine)
                continue;
            if (queue.Length > 0)
                Take(leaf, _internal[queue[0]], queue.Substring(1));
            else
            {
                foreach (var trigger in TriggersOf(leaf))
                {
                    if (!trigger.IsInternal)
                        Take(leaf, trigger, "");
                }
            }
        }
    }

    private void Take(StateSymbol leaf, EventSymbol trigger, string queue)
    {
        if (trigger.IsInternal)
            _raised.Add((leaf, trigger));
        var alternatives = AlternativesOf(leaf, trigger);
        foreach (var row in alternatives.Live)
        {
            if (row is { Outcome: Outcome.Handled, IsResolved: true })
                Follow(Plan.Of(leaf, row), queue);
            else if (row.Outcome == Outcome.Ignored)
                Visit(leaf, queue);
        }

        if (!alternatives.IsCovered)
            Visit(leaf, queue);
    }

    private void Follow(Plan plan, string queue)
    {
        foreach (var raise in plan.Before.Concat(plan.After).OfType<Raise>())
        {
            queue += (char)_internal.IndexOf(raise.Event);
            if (queue.Length > RaisedQueue.Capacity)
            {
                // What fits still happens, and the rows that take it are no dead ones.
                Overflow ??= (raise, queue.Length);
                queue = queue.Substring(0, RaisedQueue.Capacity);
            }
        }

        Visit(plan.Leaf, queue);
    }

    private void Visit(StateSymbol leaf, string queue)
    {
        if (_seen.Add((leaf, queue)))
            _open.Enqueue((leaf, queue));
    }
}
