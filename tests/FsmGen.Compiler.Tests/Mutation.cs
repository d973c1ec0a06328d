using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Tests;

/// <summary>One small change to a bound spec, and how to take it back.</summary>
internal sealed record Mutation(string Name, Action Apply, Action Revert)
{
    /// <summary>Every row taken away, led elsewhere, asked the opposite, or robbed of an action; every entry and exit robbed of one.</summary>
    public static IEnumerable<Mutation> Of(Spec spec)
    {
        var leaves = spec.Leaves.ToList();
        foreach (var state in spec.Root.Descendants)
        {
            foreach (var (trigger, rows) in state.Rows.ToList())
            {
                for (var i = 0; i < rows.Count; i++)
                {
                    var row = rows[i];
                    var name = $"{state.Name.Text}.{trigger.Name.Text}[{i}]";
                    var rest = rows.Where(other => other != row).ToList();
                    yield return new Mutation($"{name} deleted", () => state.Replace(trigger, rest), () => state.Replace(trigger, rows));
                    foreach (var alteration in Alter(row, name, leaves))
                        yield return alteration;
                }
            }

            foreach (var without in WithoutOne(state.Entry, $"{state.Name.Text}.entry", list => state.Entry = list))
                yield return without;
            foreach (var without in WithoutOne(state.Exit, $"{state.Name.Text}.exit", list => state.Exit = list))
                yield return without;
        }
    }

    private static IEnumerable<Mutation> Alter(Row row, string name, List<StateSymbol> leaves)
    {
        var (when, outcome, target, @do) = (row.When, row.Outcome, row.Target, row.Do);
        if (when is not null)
        {
            yield return new Mutation($"{name} unguarded", () => row.When = null, () => row.When = when);
            yield return new Mutation($"{name} asked the opposite", () => row.When = new Condition.Not(when), () => row.When = when);
        }

        if (outcome != Outcome.Handled)
            yield return new Mutation($"{name} handled", () => row.Outcome = Outcome.Handled, () => row.Outcome = outcome);
        else
            yield return new Mutation($"{name} ignored", () => (row.Outcome, row.Target) = (Outcome.Ignored, null), () => (row.Outcome, row.Target) = (outcome, target));

        if (target is not null)
        {
            var elsewhere = leaves[(leaves.IndexOf(target) + 1) % leaves.Count];
            yield return new Mutation($"{name} led to {elsewhere}", () => row.Target = elsewhere, () => row.Target = target);
            yield return new Mutation($"{name} made internal", () => row.Target = null, () => row.Target = target);
        }

        foreach (var without in WithoutOne(@do, name, list => row.Do = list))
            yield return without;
    }

    private static IEnumerable<Mutation> WithoutOne(IReadOnlyList<ActionUse> uses, string name, Action<IReadOnlyList<ActionUse>> set)
    {
        for (var i = 0; i < uses.Count; i++)
        {
            var use = uses[i];
            var rest = uses.Where((_, index) => index != i).ToList();
            yield return new Mutation($"{name} without {(use is Call call ? call.Display : use is Raise raise ? $"raise {raise.Event}" : use.GetType().Name)}", () => set(rest), () => set(uses));
        }
    }
}
