using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Interpreting;

/// <summary>
/// Executes a spec by W3C SCXML's algorithm for interpretation, slowly and plainly. It serves scenarios, simulation and
/// analysis, and is the oracle of the generated code: it shares no step of its work with the lowering.
/// </summary>
internal sealed partial class Interpreter
{
    /// <summary>A step that takes more rows than this is taken to be endless.</summary>
    private const int MaximumMicrosteps = 1_000;

    private readonly Spec _spec;
    private readonly List<StateSymbol> _configuration = [];
    private readonly Dictionary<StateSymbol, IReadOnlyList<StateSymbol>> _history = [];
    private readonly Queue<EventSymbol> _internalQueue = new();
    private readonly List<EventSymbol> _deferred = [];
    private readonly IInterpreterObserver? _observer;
    private Func<string, bool> _guards = static _ => false;
    private EventSymbol? _trigger;
    private bool _hasMoved;

    public Interpreter(Spec spec, IInterpreterObserver? observer = null)
    {
        _spec = spec;
        _observer = observer;
        _numbers = new Lazy<Numbers>(() => new Numbers(spec));
    }

    /// <summary>The active states in document order.</summary>
    public IReadOnlyList<StateSymbol> Configuration => _configuration;

    /// <summary>The active states that have none nested, in document order.</summary>
    public IEnumerable<StateSymbol> Leaves => _configuration.Where(static state => state.IsLeaf);

    /// <summary>The active leaf of a machine without regions; null before the start.</summary>
    public StateSymbol? Leaf => Leaves.LastOrDefault();

    /// <summary>The deferred events, oldest first.</summary>
    public IReadOnlyList<EventSymbol> Deferred => _deferred;

    /// <summary>What ran since the last call, in order, as scenarios spell it.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>How much was asked and done so far, in states looked at: the same on every computer.</summary>
    public long Work { get; private set; }

    public bool IsStarted { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>Enters the initial state.</summary>
    public StepResult Start(Func<string, bool> guards)
    {
        Begin(guards);
        IsStarted = true;
        _trigger = null;
        Enter([], defaultsOf: _spec.Root);
        return Complete();
    }

    /// <summary>Puts the machine into leaves: their timers start, and no action runs. Regions of which none is named are where they are entered by default.</summary>
    public void StartIn(params StateSymbol[] leaves)
    {
        IsStarted = true;
        _configuration.Clear();
        var entered = new HashSet<StateSymbol>(leaves.SelectMany(static leaf => leaf.Ancestry));
        foreach (var leaf in leaves)
            AddAncestors(leaf, _spec.Root, entered, [], []);
        _configuration.AddRange(entered.OrderBy(static state => state.Order));
        foreach (var timer in _configuration.SelectMany(static state => state.Timers))
            Set(timer);
        HasEnded = _configuration.Exists(static state => state.EndsMachine);
    }

    /// <summary>Takes one event from outside, and everything that follows from it.</summary>
    public StepResult Fire(EventSymbol trigger, Func<string, bool> guards)
    {
        Begin(guards);
        if (!IsStarted)
            return StepResult.NotStarted;
        if (HasEnded)
            return StepResult.Ended;

        var result = Macrostep(trigger);
        if (result == StepResult.Deferred && !TryDefer(trigger))
            return StepResult.DeferralFull;
        return result == StepResult.Handled ? Recall() ?? result : result;
    }

    private bool TryDefer(EventSymbol trigger)
    {
        if (_deferred.Count == _spec.DeferralCapacity)
            return false;
        _deferred.Add(trigger);
        return true;
    }

    private void Begin(Func<string, bool> guards)
    {
        Trace.Clear();
        _guards = guards;
    }

    /// <summary>Offers the deferred events again, oldest first, as long as states change.</summary>
    private StepResult? Recall()
    {
        for (var i = 0; _hasMoved && !HasEnded && i < _deferred.Count;)
        {
            var trigger = _deferred[i];
            _deferred.RemoveAt(i);
            var result = Macrostep(trigger, keepMoved: true);
            if (result == StepResult.Deferred)
            {
                _deferred.Insert(i++, trigger);
                continue;
            }

            if (result is StepResult.Never or StepResult.Overflow or StepResult.Endless)
                return result;
            if (_movedInStep)
                i = 0;
        }

        if (HasEnded)
            _deferred.Clear();
        return null;
    }

    private bool _movedInStep;

    private StepResult Macrostep(EventSymbol trigger, bool keepMoved = false)
    {
        _movedInStep = false;
        if (!keepMoved)
            _hasMoved = false;
        var rows = Select(trigger, out var result);
        if (result != StepResult.Handled)
            return result;
        Microstep(rows);
        return Complete();
    }

    /// <summary>Takes rows without an event, then internal events, until nothing is left to do.</summary>
    private StepResult Complete()
    {
        for (var steps = 0; !HasEnded; steps++)
        {
            if (_internalQueue.Count > RaisedQueue.Capacity)
                return Abandon(StepResult.Overflow);
            var rows = Select(_spec.Always, out _);
            var result = StepResult.Handled;
            if (rows.Count == 0 && _internalQueue.Count == 0)
                break;
            if (steps == MaximumMicrosteps || _observer?.GoesOn() == false)
                return Abandon(StepResult.Endless);
            if (rows.Count == 0)
            {
                var raised = _internalQueue.Dequeue();
                rows = Select(raised, out result);
                if (result == StepResult.Deferred && !TryDefer(raised))
                    return Abandon(StepResult.Overflow);
            }

            if (result == StepResult.Never)
                return Abandon(result);
            if (result == StepResult.Handled)
                Microstep(rows);
        }

        _internalQueue.Clear();
        return StepResult.Handled;
    }

    private StepResult Abandon(StepResult result)
    {
        _internalQueue.Clear();
        return result;
    }

    private void Microstep(IReadOnlyList<Row> rows)
    {
        _trigger = rows[0].Trigger;
        Exit(rows);
        foreach (var row in rows)
            Execute(row.Do);
        Enter(rows, defaultsOf: null);
    }

    private bool Holds(Condition? condition) => condition?.Holds(atom => atom switch
    {
        Condition.Guard guard => _guards(guard.Name),
        Condition.In @in => _configuration.Exists(state => state.Name.Text == @in.State),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    }) != false;

    private void Execute(IReadOnlyList<ActionUse> uses)
    {
        if (uses.Count > 0)
            _observer?.Executing(uses, _trigger);
        foreach (var use in uses)
        {
            switch (use)
            {
                case Raise raise when Holds(raise.When):
                    _internalQueue.Enqueue(raise.Event);
                    _observer?.Raised(raise.Event, raise, _internalQueue.Count);
                    break;
                case Call call:
                    Trace.Add(call.Display);
                    break;
                case StartTimer start:
                    Set(start.Timer);
                    break;
                case StopTimer stop:
                    Cancel(stop.Timer);
                    break;
            }
        }
    }
}
