using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Lowering;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds guards, actions and raised events that read a parameter which the event at hand does not carry.</summary>
internal static class ParameterFlow
{
    public static void Check(Spec spec, Findings findings)
    {
        var guards = spec.Guards.ToDictionary(static guard => guard.Name.Text, StringComparer.Ordinal);
        // A name that no event carries has its finding where it is declared.
        var carried = new HashSet<string>(spec.Events.Where(static e => !e.IsInternal).SelectMany(static e => e.Parameters).Select(static parameter => parameter.Name), StringComparer.Ordinal);
        foreach (var use in Plan.Start(spec).After)
            CheckUse(use, null, carried, findings);

        foreach (var state in spec.Root.Descendants)
        {
            foreach (var row in state.Rows.Values.SelectMany(static rows => rows))
            {
                CheckGuards(row, guards, carried, findings);
                foreach (var use in row.Do)
                    CheckUse(use, row.Trigger, carried, findings);
                if (row.Target is null)
                    continue;
                foreach (var leaf in state.Descendants.Prepend(state).Where(static candidate => candidate.IsLeaf))
                {
                    var plan = Plan.Of(leaf, row);
                    foreach (var use in plan.Before.Concat(plan.After))
                        CheckUse(use, row.Trigger, carried, findings);
                }
            }
        }
    }

    private static void CheckGuards(Row row, Dictionary<string, GuardSymbol> guards, HashSet<string> carried, Findings findings)
    {
        foreach (var name in row.GuardNames)
        {
            var parameters = guards.TryGetValue(name.Text, out var guard) ? guard.Parameters : [];
            foreach (var parameter in parameters.Where(parameter => carried.Contains(parameter.Name) && !row.Trigger.Carries(parameter.Name)))
                findings.Add(Rules.MissingParameter, name.Span, name.Text, parameter.Name, EventOf(row.Trigger));
        }
    }

    private static void CheckUse(ActionUse use, EventSymbol? trigger, HashSet<string> carried, Findings findings)
    {
        var (name, parameters) = use switch
        {
            Call call => (call.Action.Name.Text, call.Action.Parameters.Where(static parameter => !parameter.IsConstant).Select(static parameter => parameter.Parameter.Name)),
            Raise raise => (raise.Event.Name.Text, raise.Event.Parameters.Select(static parameter => parameter.Name)),
            _ => ("", []),
        };
        foreach (var parameter in parameters.Where(parameter => carried.Contains(parameter) && trigger?.Carries(parameter) != true))
            findings.Add(Rules.MissingParameter, use.Span, name, parameter, EventOf(trigger));
    }

    private static string EventOf(EventSymbol? trigger) => trigger is null ? "Start()" : $"event '{trigger.Name.Text}'";
}
