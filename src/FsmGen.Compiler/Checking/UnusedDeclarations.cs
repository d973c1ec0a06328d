using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds guards and actions that no row uses, internal events that nothing raises, timers that nothing starts, and histories that nothing goes back to.</summary>
internal static class UnusedDeclarations
{
    public static void Check(Spec spec, Declarations declared, Findings findings)
    {
        foreach (var guard in spec.Guards.Where(guard => !declared.Used.Contains(guard)))
            findings.Add(Rules.Unused, guard.Name.Span, "guard", guard.Name.Text);
        foreach (var action in spec.Actions.Where(action => !declared.Used.Contains(action)))
            findings.Add(Rules.Unused, action.Name.Span, "action", action.Name.Text);
        foreach (var e in spec.Events.Where(e => e.Origin == EventOrigin.Internal && !declared.Used.Contains(e)))
            findings.Add(Rules.Unused, e.Name.Span, "internal event", e.Name.Text);
        foreach (var timer in declared.Timers.Values.Where(timer => !declared.Used.Contains(timer)))
            findings.Add(Rules.Unused, timer.Name.Span, "timer", timer.Name.Text);

        var states = spec.Root.Descendants.Prepend(spec.Root).ToList();
        var histories = states.SelectMany(static state => state.Histories).ToList();
        var targets = new HashSet<StateSymbol>(histories.Count == 0 ? [] : states.SelectMany(static state => state.Rows.Values).SelectMany(static rows => rows).SelectMany(static row => row.Targets)
            .Concat(states.Concat(histories).SelectMany(static state => state.Default?.Targets ?? [])));
        foreach (var history in histories.Where(history => !targets.Contains(history)))
            findings.Add(Rules.Unused, history.Name.Span, "history", history.Name.Text);
    }
}
