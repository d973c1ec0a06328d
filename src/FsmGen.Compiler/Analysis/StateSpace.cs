using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Interpreting;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Analysis;

/// <summary>
/// Every situation that a machine can come to, found by letting the interpreter take every event with every answer of the
/// guards, breadth first. Timers may expire in any order.
/// </summary>
/// <remarks>
/// Deferred events are let go: what a deferred event does when it is offered again, it also does when it comes from outside
/// only then, and that is explored anyway.
/// </remarks>
internal sealed partial class StateSpace
{
    private static readonly Standstill Nowhere = new([], [], [], HasEnded: false);

    private readonly Spec _spec;
    private readonly Interpreter _machine;
    private readonly GuardChoices _choices;
    private readonly Dictionary<string, Situation> _situations = new(StringComparer.Ordinal);
    private readonly List<EventSymbol> _external;
    private readonly Queue<Situation> _open = new();
    private Situation? _here;
    private string _event = "";
    private bool _hasMoved = true;
    private long _looks;

    private StateSpace(Spec spec, AnalysisBudget budget)
    {
        _spec = spec;
        Budget = budget;
        _choices = new GuardChoices(spec);
        _external = [.. spec.Events.Where(static e => e.Origin == EventOrigin.External)];
        _machine = new Interpreter(spec, new Watch(this));
        _deferrable = [.. spec.Root.Descendants.SelectMany(static state => state.Rows).Where(static rows => rows.Value.Any(static row => row.Outcome == Outcome.Deferred)).Select(static rows => rows.Key)];
    }

    public AnalysisBudget Budget { get; }

    /// <summary>Whether the budget ran out: then what was found is true, and what was not found is not known.</summary>
    public bool IsInconclusive { get; private set; }

    /// <summary>Whether every step that begins also ends; where one does not, what comes after it is not known.</summary>
    public bool IsComplete => !IsInconclusive && Loops.Count == 0 && Overflow is null;

    /// <summary>Whether the start asks guards.</summary>
    public bool StartsGuarded { get; private set; }

    /// <summary>What was spent of the budget.</summary>
    public long Work => _machine.Work + _looks;

    /// <summary>The situations, nearest to the start first.</summary>
    public IReadOnlyList<Situation> Situations => _inOrder;

    private readonly List<Situation> _inOrder = [];

    public static StateSpace Of(Spec spec, AnalysisBudget budget, CancellationToken cancellation = default)
    {
        var space = new StateSpace(spec, budget);
        space.Explore(cancellation);
        return space;
    }

    /// <summary>Whether a machine can come to stand as this one does.</summary>
    public bool Contains(Interpreter machine) => _situations.ContainsKey(machine.Key());

    private void Explore(CancellationToken cancellation)
    {
        Run("Start", static machine => machine.Start);
        while (_open.Count > 0 && !IsInconclusive)
        {
            cancellation.ThrowIfCancellationRequested();
            _here = _open.Dequeue();
            if (!_here.HasEnded)
                Leave(_here);
        }
    }

    private void Leave(Situation here)
    {
        _hasMoved = true;
        var known = new HashSet<EventSymbol>(here.State.Configuration.SelectMany(static state => state.Rows.Keys));
        var around = Around(here.State.Configuration);
        foreach (var trigger in _external)
        {
            _looks++;
            if (known.Contains(trigger))
            {
                Run(trigger.Name.Text, machine => guards => Fire(machine, trigger, guards));
                continue;
            }

            AddRelease(trigger, here);
            if (_spec.Unhandled is not null)
                AddHole(around, here.State.Configuration, trigger, "", here.Way);
        }

        foreach (var timer in here.State.Running)
            Run(timer.Name.Text, machine => guards => machine.Expire(timer, guards));
    }

    private StepResult Fire(Interpreter machine, EventSymbol trigger, Func<string, bool> guards)
    {
        var result = machine.Fire(trigger, guards);
        if (result is StepResult.Deferred or StepResult.DeferralFull)
            AddDeferral(trigger, _here!);
        else
            AddRelease(trigger, _here!);
        return result;
    }

    /// <summary>Takes one step in every way that guards allow.</summary>
    private void Run(string label, Func<Interpreter, Func<Func<string, bool>, StepResult>> step)
    {
        _event = label;
        _choices.Reset();
        BeginStep();
        do
        {
            if (HasSpentAll())
                return;
            if (_hasMoved)
                _machine.Restore(_here?.State ?? Nowhere);
            BeginRun();
            var result = step(_machine)(Answer);
            // A word changes nothing, but for the timer that said it.
            _hasMoved = result is StepResult.Handled or StepResult.Overflow or StepResult.Endless or StepResult.Never or StepResult.Deferred || _here is null || _machine.Running.Count() != _here.State.Running.Count;
            if (_hasMoved && result is not (StepResult.Never or StepResult.Endless or StepResult.Deferred))
                Arrive();
            if (result == StepResult.Endless && !_isGivenUp)
                AddLoop(0);
        }
        while (_choices.TryNext());
    }

    private bool HasSpentAll() => IsInconclusive |= Work > Budget.Work;

    private void Arrive()
    {
        var key = _machine.Key();
        if (!_situations.TryGetValue(key, out var there))
        {
            there = new Situation(_machine.Save(), WayToNow);
            _situations.Add(key, there);
            _inOrder.Add(there);
            _open.Enqueue(there);
        }

        StartsGuarded |= _here is null && _choices.Asked.Count > 0;
        _here?.Add(new Passage(_event, _choices.Asked.Count > 0, there));
    }

    /// <summary>The event at hand as scenarios spell it, with the guards that hold.</summary>
    private string Label
    {
        get
        {
            var holding = _choices.Asked.Where(static asked => asked.Holds).Select(static asked => asked.Guard).Distinct().ToList();
            return holding.Count == 0 ? _event : $"{_event} [{string.Join(", ", holding)}]";
        }
    }

    private Way WayToNow => new(_here?.Way, Label);
}
