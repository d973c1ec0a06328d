using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Lowering;
using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds guards, actions and raised events that read a parameter which the event at hand does not carry.</summary>
internal static class ParameterFlow
{
    public static void Check(Spec spec, Findings findings)
    {
        var flow = new Flow(spec, findings);
        foreach (var state in spec.Root.Descendants)
        {
            foreach (var row in state.Rows.Values.SelectMany(static rows => rows))
            {
                CheckRow(row, flow);
                CheckPlans(state, row, flow);
            }
        }

        foreach (var use in Plan.Start(spec).After)
            flow.CheckUse(use, null);
    }

    /// <summary>
    /// With regions, histories and completions, what a row leaves and enters hangs on the situation: so what runs there is
    /// looked up in what was found to happen.
    /// </summary>
    public static void Check(Spec spec, StateSpace space, Findings findings)
    {
        CheckRows(spec, findings);
        var flow = new Flow(spec, findings);
        foreach (var (trigger, uses) in space.Executed)
        {
            foreach (var use in uses)
                flow.CheckUse(use, trigger);
        }

        if (space.IsInconclusive && space.Budget.IsLastWord)
            CheckMoves(spec, flow);
    }

    /// <summary>What rows ask and do themselves.</summary>
    public static void CheckRows(Spec spec, Findings findings)
    {
        var flow = new Flow(spec, findings);
        foreach (var row in spec.Root.Descendants.SelectMany(static state => state.Rows.Values).SelectMany(static rows => rows))
            CheckRow(row, flow);
    }

    private static void CheckRow(Row row, Flow flow)
    {
        flow.CheckGuards(row.GuardNames.Select(static name => (name.Text, name.Span)), row.Trigger);
        foreach (var use in row.Do)
            flow.CheckUse(use, row.Trigger);
    }

    private static void CheckPlans(StateSymbol state, Row row, Flow flow)
    {
        if (row.Target is null)
            return;
        foreach (var leaf in state.Descendants.Prepend(state).Where(static candidate => candidate.IsLeaf))
        {
            var plan = Plan.Of(leaf, row);
            foreach (var use in plan.Before.Concat(plan.After))
                flow.CheckUse(use, row.Trigger);
        }
    }

    /// <summary>
    /// Where it is not known what leads where, a state can be left and entered by every row: what runs there reads nothing
    /// but what all events with a target carry.
    /// </summary>
    private static void CheckMoves(Spec spec, Flow flow)
    {
        var moving = spec.Root.Descendants.SelectMany(static state => state.Rows).Where(static rows => rows.Value.Any(static row => row.Targets.Count > 0)).Select(static rows => rows.Key).Distinct().ToList();
        var poorest = moving.OrderBy(static e => e.Parameters.Count).FirstOrDefault();
        foreach (var state in spec.Root.Descendants.Prepend(spec.Root))
        {
            var uses = state.Entry.Concat(state.Exit).Concat(state.Default?.Do ?? []).Concat(state.Histories.SelectMany(static history => history.Default?.Do ?? []));
            foreach (var use in uses)
            {
                // Start() enters states, too, and brings nothing.
                flow.CheckUse(use, null);
                if (poorest is not null)
                    flow.CheckUse(use, poorest);
            }
        }
    }

    private sealed class Flow(Spec spec, Findings findings)
    {
        private readonly Dictionary<string, GuardSymbol> _guards = spec.Guards.ToDictionary(static guard => guard.Name.Text, StringComparer.Ordinal);

        /// <summary>A name that no event carries has its finding where it is declared.</summary>
        private readonly HashSet<string> _carried = new(spec.Events.Where(static e => !e.IsInternal).SelectMany(static e => e.Parameters).Select(static parameter => parameter.Name), StringComparer.Ordinal);

        public void CheckGuards(IEnumerable<(string Name, TextSpan Span)> names, EventSymbol? trigger)
        {
            foreach (var (name, span) in names)
            {
                if (_guards.TryGetValue(name, out var guard))
                    CheckParameters(name, guard.Parameters.Select(static parameter => parameter.Name), span, trigger);
            }
        }

        public void CheckUse(ActionUse use, EventSymbol? trigger)
        {
            switch (use)
            {
                case Call call:
                    CheckParameters(call.Action.Name.Text, call.Action.Parameters.Where(static parameter => !parameter.IsConstant).Select(static parameter => parameter.Parameter.Name), use.Span, trigger);
                    break;
                case Raise raise:
                    CheckParameters(raise.Event.Name.Text, raise.Event.Parameters.Select(static parameter => parameter.Name), use.Span, trigger);
                    CheckGuards(raise.When?.Atoms.OfType<Condition.Guard>().Select(guard => (guard.Name, use.Span)) ?? [], trigger);
                    break;
            }
        }

        private void CheckParameters(string name, IEnumerable<string> parameters, TextSpan span, EventSymbol? trigger)
        {
            foreach (var parameter in parameters.Where(parameter => _carried.Contains(parameter) && trigger?.Carries(parameter) != true))
                findings.Add(Rules.MissingParameter, span, name, parameter, EventOf(trigger));
        }

        private static string EventOf(EventSymbol? trigger) => trigger is null ? "Start()" : trigger.Origin == EventOrigin.Always ? "'always'" : $"event '{trigger.Name.Text}'";
    }
}
