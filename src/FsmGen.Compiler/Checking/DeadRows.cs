using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Lowering;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds rows that no event ever gets to, and the words <c>ignore</c>, <c>reject</c>, <c>never</c> that stand in their way.</summary>
internal static class DeadRows
{
    public static void Check(Spec spec, Exploration exploration, Findings findings)
    {
        var live = new HashSet<Row>();
        foreach (var leaf in spec.Leaves)
        {
            foreach (var trigger in spec.Events)
            {
                if (exploration.CanHappen(leaf, trigger))
                    live.UnionWith(exploration.AlternativesOf(leaf, trigger).Live);
            }
        }

        foreach (var state in spec.Root.Descendants)
        {
            foreach (var rows in state.Rows.Values)
                CheckList(state, rows, live, exploration, findings);
        }
    }

    private static void CheckList(StateSymbol state, IReadOnlyList<Row> rows, HashSet<Row> live, Exploration exploration, Findings findings)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (row is { When: null, Outcome: not Outcome.Handled } && i < rows.Count - 1)
            {
                findings.Add(Rules.Contradiction, row.Span, WordOf(row.Outcome), row.Trigger.Name.Text, state.Name.Text);
                return;
            }

            if (!live.Contains(row))
                findings.Add(Rules.DeadRow, row.Span, row.Trigger.Name.Text, Why(state, rows, i, exploration));
        }
    }

    private static string Why(StateSymbol state, IReadOnlyList<Row> rows, int index, Exploration exploration)
    {
        var trigger = rows[index].Trigger;
        if (!new Coverage([.. rows.Take(index + 1).Select(static row => row.When)]).IsLive(index))
            return index == 0 ? "its condition never holds" : "the rows above it take every case";
        return state.Descendants.Prepend(state).Any(leaf => leaf.IsLeaf && exploration.CanHappen(leaf, trigger))
            ? "the states nested in this one take every case"
            : "nothing raises the event while the state is active";
    }

    private static string WordOf(Outcome outcome) => outcome switch { Outcome.Ignored => "ignore", Outcome.Rejected => "reject", Outcome.Deferred => "defer", _ => "never" };
}
