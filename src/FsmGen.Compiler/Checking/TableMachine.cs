using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Lowering;
using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds what <c>dispatch: table</c> cannot say.</summary>
internal static class TableMachine
{
    public static void Check(Spec spec, Findings findings)
    {
        CheckSettings(spec, findings);
        foreach (var e in spec.Events.Where(static e => !e.IsInternal && e.Parameters.Count > 0))
            Add(findings, e.Name.Span, $"the event '{e}' cannot carry parameters: whoever fires it has them, and acts on the result");
        foreach (var action in spec.Actions.Where(static action => action.Code is not null))
            Add(findings, action.Name.Span, $"nothing runs the code of '{action}': the actions are what Fire returns");
        foreach (var timer in spec.Timers)
            Add(findings, timer.Name.Span, "there are no timers");
        foreach (var state in spec.Root.Descendants.Prepend(spec.Root))
            CheckState(state, findings);
        if (!findings.HasErrors)
            CheckRepetitions(spec, findings);
    }

    private static void CheckSettings(Spec spec, Findings findings)
    {
        void Refuse(bool isSet, string key, string why)
        {
            if (isSet)
                Add(findings, spec.Places[key], why);
        }

        Refuse(spec.IsAsync, "async", "no step takes time");
        Refuse(spec.QueuesReentrant, "reentrancy", "no action runs that could fire another event");
        Refuse(spec.Concurrency != Concurrency.Unchecked, "concurrency", "a step is a load and a store, and nobody would notice a second thread");
        Refuse(spec.Telemetry != Telemetry.None, "telemetry", "a step tells nobody but its caller");
        Refuse(spec.TakesSnapshots, "snapshots", "its state is one number, which 'State' shows");
        Refuse(spec.Actions.Count > TableDispatch.MaximumActions, "actions", $"there are at most {TableDispatch.MaximumActions} actions, not {spec.Actions.Count}");
        Refuse(TableDispatch.Cells(spec) > TableDispatch.MaximumCells, "dispatch", $"there are at most {TableDispatch.MaximumCells} entries, one for each leaf, event and combination of guards; this machine would have more");
    }

    private static void CheckState(StateSymbol state, Findings findings)
    {
        if (state.IsParallel)
            Add(findings, state.Name.Span, $"'{state}' cannot have regions: one leaf is active");
        foreach (var history in state.Histories)
            Add(findings, history.Name.Span, $"there is no history: one number is all that a machine keeps");
        CheckUses(state.Entry.Concat(state.Exit).Concat(state.Default?.Do ?? []), findings);
        foreach (var row in state.Rows.Values.SelectMany(static rows => rows))
        {
            if (row.Trigger.Origin is EventOrigin.Always or EventOrigin.Completion)
                Add(findings, row.Span, "every row has an event that somebody fires");
            else if (row.Outcome == Outcome.Deferred)
                Add(findings, row.Span, "no event can be kept for later");
            if (row.When?.Atoms.Any(static atom => atom is Condition.In) == true)
                Add(findings, row.Span, "a condition is made of guards: the row already knows its leaf");
            CheckUses(row.Do, findings);
        }
    }

    private static void CheckUses(IEnumerable<ActionUse> uses, Findings findings)
    {
        foreach (var raise in uses.OfType<Raise>())
            Add(findings, raise.Span, "a step cannot raise another event");
    }

    /// <summary>The effects are a set: an action that stands twice in what a row does would be due once.</summary>
    private static void CheckRepetitions(Spec spec, Findings findings)
    {
        if (spec.IsStatechart)
            return;
        Check(Plan.Start(spec));
        foreach (var leaf in spec.Leaves)
        {
            foreach (var row in leaf.Ancestry.SelectMany(static state => state.Rows.Values).SelectMany(static rows => rows))
            {
                if (row is { Outcome: Outcome.Handled, IsResolved: true })
                    Check(Plan.Of(leaf, row));
            }
        }

        void Check(Plan plan)
        {
            var seen = new HashSet<ActionSymbol>();
            foreach (var call in plan.Before.Concat(plan.After).OfType<Call>().Where(call => !seen.Add(call.Action)))
                Add(findings, call.Span, $"one step cannot ask for '{call.Action}' twice, on leaving, on the way and on entering");
        }
    }

    private static void Add(Findings findings, TextSpan span, string why) => findings.Add(Rules.KindOfMachine, span, $"With 'dispatch: table' {why}");
}
