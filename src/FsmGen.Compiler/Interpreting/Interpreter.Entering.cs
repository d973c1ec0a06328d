using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Interpreting;

/// <content>What rows leave and enter: the exit and entry sets of SCXML.</content>
internal sealed partial class Interpreter
{
    private void Exit(IReadOnlyList<Row> rows)
    {
        var exits = rows.SelectMany(ExitSet).Distinct().OrderByDescending(static state => state.Order).ToList();
        foreach (var state in exits)
        {
            foreach (var history in state.Histories)
            {
                _history[history] = history.History == HistoryKind.Deep
                    ? [.. Leaves.Where(leaf => leaf != state && leaf.IsWithin(state))]
                    : [.. _configuration.Where(child => child.Parent == state)];
            }
        }

        foreach (var state in exits)
        {
            foreach (var timer in state.Timers)
                Cancel(timer);
            Execute(state.Exit);
            _configuration.Remove(state);
        }
    }

    /// <summary>Enters the targets of rows, or what a state is entered with by default.</summary>
    private void Enter(IReadOnlyList<Row> rows, StateSymbol? defaultsOf)
    {
        var (entered, byDefault) = (new HashSet<StateSymbol>(), new HashSet<StateSymbol>());
        var histories = new Dictionary<StateSymbol, DefaultEntry>();
        if (defaultsOf is not null)
            AddNested(defaultsOf, entered, byDefault, histories);
        foreach (var row in rows)
        {
            foreach (var target in row.Targets)
                AddDescendants(target, entered, byDefault, histories);
            if (Domain(row) is not { } domain)
                continue;
            foreach (var target in row.Targets.SelectMany(EffectiveTargets).ToList())
                AddAncestors(target, domain, entered, byDefault, histories);
        }

        if (defaultsOf is not null)
            Execute(defaultsOf.Default?.Do ?? []);
        foreach (var state in entered.OrderBy(static state => state.Order))
            EnterState(state, byDefault.Contains(state), histories.TryGetValue(state, out var history) ? history : null);
        if (entered.Count > 0)
            _hasMoved = _movedInStep = true;
    }

    private void EnterState(StateSymbol state, bool isByDefault, DefaultEntry? history)
    {
        // A history may lead to a leaf within an active state, which is then entered again, as SCXML's algorithm has it.
        if (!_configuration.Contains(state))
            _configuration.Insert(_configuration.FindLastIndex(other => other.Order < state.Order) + 1, state);
        _observer?.Entered(state);
        foreach (var timer in state.Timers)
            Set(timer);
        Execute(state.Entry);
        if (isByDefault)
            Execute(state.Default?.Do ?? []);
        Execute(history?.Do ?? []);
        if (state.IsFinal)
            Finish(state);
    }

    private void Finish(StateSymbol final)
    {
        var parent = final.Parent!;
        if (parent.IsParallel && !IsComplete(parent))
            return;
        if (parent.Parent is null)
        {
            End();
            return;
        }

        RaiseCompletion(parent);
        var around = parent.Parent;
        if (!around.IsParallel || !around.Children.All(IsComplete))
            return;
        if (around.Parent is null)
            End();
        else
            RaiseCompletion(around);
    }

    private void End()
    {
        HasEnded = true;
        _timers.Clear();
    }

    private void RaiseCompletion(StateSymbol state)
    {
        // An event that no row is about would only be dropped.
        if (_spec.Implied.FirstOrDefault(e => e.Completed == state) is { } completion)
        {
            _internalQueue.Enqueue(completion);
            _observer?.Raised(completion, null, _internalQueue.Count);
        }
    }

    private bool IsComplete(StateSymbol state) =>
        state.IsParallel ? state.Children.All(IsComplete)
        : state.IsLeaf ? state.IsFinal && _configuration.Contains(state)
        : state.Children.Any(child => child.IsFinal && _configuration.Contains(child));

    private void AddDescendants(StateSymbol state, HashSet<StateSymbol> entered, HashSet<StateSymbol> byDefault, Dictionary<StateSymbol, DefaultEntry> histories)
    {
        if (!state.IsHistory)
        {
            entered.Add(state);
            AddNested(state, entered, byDefault, histories);
            return;
        }

        var isRemembered = _history.TryGetValue(state, out var remembered);
        if (!isRemembered && state.Default is { } otherwise)
            histories[state.Parent!] = otherwise;
        var targets = isRemembered ? remembered! : state.Default?.Targets ?? [];
        foreach (var target in targets)
            AddDescendants(target, entered, byDefault, histories);
        foreach (var target in targets)
            AddAncestors(target, state.Parent!, entered, byDefault, histories);
    }

    /// <summary>What a state is entered with: its regions that nothing leads into, or its initial states.</summary>
    private void AddNested(StateSymbol state, HashSet<StateSymbol> entered, HashSet<StateSymbol> byDefault, Dictionary<StateSymbol, DefaultEntry> histories)
    {
        if (state.IsParallel)
            AddRegions(state, entered, byDefault, histories);
        else if (state.IsCompound && state.Default is { } initial)
        {
            byDefault.Add(state);
            foreach (var target in initial.Targets)
                AddDescendants(target, entered, byDefault, histories);
            foreach (var target in initial.Targets)
                AddAncestors(target, state, entered, byDefault, histories);
        }
    }

    private void AddRegions(StateSymbol state, HashSet<StateSymbol> entered, HashSet<StateSymbol> byDefault, Dictionary<StateSymbol, DefaultEntry> histories)
    {
        foreach (var region in state.Children)
        {
            if (!entered.Any(other => other.IsWithin(region)))
                AddDescendants(region, entered, byDefault, histories);
        }
    }

    private void AddAncestors(StateSymbol state, StateSymbol domain, HashSet<StateSymbol> entered, HashSet<StateSymbol> byDefault, Dictionary<StateSymbol, DefaultEntry> histories)
    {
        for (var ancestor = state.Parent; ancestor is not null && ancestor != domain; ancestor = ancestor.Parent)
        {
            entered.Add(ancestor);
            if (ancestor.IsParallel)
                AddRegions(ancestor, entered, byDefault, histories);
        }

        // SCXML's domain is never parallel; a machine of regions is one.
        if (domain.IsParallel)
            AddRegions(domain, entered, byDefault, histories);
    }
}
