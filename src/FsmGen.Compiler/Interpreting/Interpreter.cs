using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Interpreting;

/// <summary>
/// Executes a spec by W3C SCXML's algorithm for interpretation, restricted to this language, slowly and plainly. It serves
/// scenarios, and as the oracle of the generated code: it shares no step of its work with the lowering.
/// </summary>
internal sealed class Interpreter(Spec spec)
{
    /// <summary>A step that takes more rows than this is taken to be endless.</summary>
    private const int MaximumMicrosteps = 1_000;

    private readonly List<StateSymbol> _configuration = [];
    private readonly Queue<EventSymbol> _internalQueue = new();

    /// <summary>The active states, outermost first.</summary>
    public IReadOnlyList<StateSymbol> Configuration => _configuration;

    /// <summary>What ran since the last call, in order, as scenarios spell it.</summary>
    public List<string> Trace { get; } = [];

    public bool IsStarted { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>The active leaf; null before the start.</summary>
    public StateSymbol? Leaf => _configuration.Count == 0 ? null : _configuration[_configuration.Count - 1];

    /// <summary>Enters the initial state.</summary>
    public StepResult Start(Func<string, bool> guards)
    {
        Trace.Clear();
        IsStarted = true;
        EnterStates(spec.Root.Initial, spec.Root);
        return DrainInternalQueue(guards) ?? StepResult.Handled;
    }

    /// <summary>Puts the machine into a leaf; no action runs.</summary>
    public void StartIn(StateSymbol leaf)
    {
        IsStarted = true;
        _configuration.Clear();
        _configuration.AddRange(leaf.Ancestry.Reverse());
        HasEnded = leaf.EndsMachine;
    }

    /// <summary>Takes one event from outside, and every internal event that follows from it.</summary>
    public StepResult Fire(EventSymbol trigger, Func<string, bool> guards)
    {
        Trace.Clear();
        if (!IsStarted)
            return StepResult.NotStarted;
        if (HasEnded)
            return StepResult.Ended;

        var result = Microstep(trigger, guards);
        return result == StepResult.Handled ? DrainInternalQueue(guards) ?? StepResult.Handled : result;
    }

    private StepResult? DrainInternalQueue(Func<string, bool> guards)
    {
        for (var steps = 0; !HasEnded && _internalQueue.Count > 0; steps++)
        {
            if (steps == MaximumMicrosteps || _internalQueue.Count > RaisedQueue.Capacity)
                return Abandon(steps == MaximumMicrosteps ? StepResult.Endless : StepResult.Overflow);
            if (Microstep(_internalQueue.Dequeue(), guards) == StepResult.Never)
                return Abandon(StepResult.Never);
        }

        _internalQueue.Clear();
        return null;
    }

    private StepResult Abandon(StepResult result)
    {
        _internalQueue.Clear();
        return result;
    }

    private StepResult Microstep(EventSymbol trigger, Func<string, bool> guards)
    {
        if (SelectTransition(trigger, guards) is not { } row)
            return StepResult.Unhandled;
        if (row.Outcome != Outcome.Handled)
            return row.Outcome switch { Outcome.Ignored => StepResult.Ignored, Outcome.Rejected => StepResult.Rejected, _ => StepResult.Never };

        if (row.Target is not { } target)
        {
            Execute(row.Do);
            return StepResult.Handled;
        }

        var domain = LeastCommonCompoundAncestor(row.Source, target);
        ExitStates(domain);
        Execute(row.Do);
        EnterStates(target, domain);
        return StepResult.Handled;
    }

    /// <summary>Inner states before outer ones, document order among alternatives.</summary>
    private Row? SelectTransition(EventSymbol trigger, Func<string, bool> guards)
    {
        for (var i = _configuration.Count - 1; i >= 0; i--)
        {
            if (!_configuration[i].Rows.TryGetValue(trigger, out var rows))
                continue;
            foreach (var row in rows)
            {
                if (row.When?.Holds(guards) != false)
                    return row;
            }
        }

        return null;
    }

    /// <summary>The innermost state that contains both and is neither.</summary>
    private static StateSymbol LeastCommonCompoundAncestor(StateSymbol source, StateSymbol target)
    {
        for (var ancestor = source.Parent; ; ancestor = ancestor.Parent)
        {
            if (ancestor is null)
                throw new InvalidOperationException($"'{source}' and '{target}' are not of one machine");
            for (var above = target.Parent; above is not null; above = above.Parent)
            {
                if (above == ancestor)
                    return ancestor;
            }
        }
    }

    private void ExitStates(StateSymbol domain)
    {
        for (var i = _configuration.Count - 1; i >= 0 && _configuration[i] != domain; i--)
        {
            Execute(_configuration[i].Exit);
            _configuration.RemoveAt(i);
        }
    }

    private void EnterStates(StateSymbol? target, StateSymbol domain)
    {
        if (target is null)
            return;

        var onTheWay = new Stack<StateSymbol>();
        for (var state = target; state != domain; state = state.Parent!)
            onTheWay.Push(state);
        foreach (var state in onTheWay)
            Enter(state);
        for (var state = target.Initial; state is not null; state = state.Initial)
            Enter(state);
        HasEnded = Leaf is { EndsMachine: true };
    }

    private void Enter(StateSymbol state)
    {
        _configuration.Add(state);
        Execute(state.Entry);
    }

    private void Execute(IReadOnlyList<ActionUse> uses)
    {
        foreach (var use in uses)
        {
            if (use is Raise raise)
                _internalQueue.Enqueue(raise.Event);
            else if (use is Call call)
                Trace.Add(call.Display);
        }
    }
}
