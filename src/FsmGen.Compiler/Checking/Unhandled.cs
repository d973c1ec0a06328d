using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Lowering;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds the pairs of state and event that no row takes, or takes in some cases only.</summary>
internal static class Unhandled
{
    public static void Check(Spec spec, Exploration exploration, Findings findings)
    {
        if (spec.Unhandled is not { } severity)
            return;

        foreach (var leaf in spec.Leaves)
        {
            if (findings.IsFull)
                return;
            if (leaf.EndsMachine || leaf.Ancestry.Any(static state => state.HasUnknownEvent))
                continue;
            foreach (var trigger in spec.Events)
            {
                if (!exploration.CanHappen(leaf, trigger) || exploration.AlternativesOf(leaf, trigger).Hole is not { } hole)
                    continue;
                findings.Add(Rules.UnhandledEvent, severity, leaf.Name.Span, leaf.Name.Text, trigger.Name.Text, hole.Length == 0 ? "" : $" when {hole}");
            }
        }
    }

    /// <summary>Of regions, what counts is that one of them takes the event: the pair is said of the state that holds them.</summary>
    public static void Check(Spec spec, StateSpace space, Findings findings)
    {
        if (spec.Unhandled is not { } severity)
            return;

        foreach (var hole in space.Holes)
        {
            var where = hole.Leaves.Count > 1 ? hole.Leaves.Where(leaf => Matters(leaf, hole)).Select(static leaf => $"in({leaf})") : [];
            var when = string.Join(" and ", where.Concat(hole.When.Length == 0 ? [] : [hole.When]));
            findings.Add(Rules.UnhandledEvent, severity, hole.State.Name.Span, hole.State.Name.Text, hole.Event.Name.Text, $"{(when.Length == 0 ? "" : $" when {when}")}, after '{hole.Way}'");
        }
    }

    /// <summary>Whether it may count that this leaf, and no other of its region, is active.</summary>
    private static bool Matters(StateSymbol leaf, Hole hole)
    {
        var rows = hole.State.Descendants.SelectMany(state => state.Rows.TryGetValue(hole.Event, out var some) ? some : []).ToList();
        var region = leaf.Ancestry.TakeWhile(state => state != hole.State).Last();
        return rows.Exists(row => row.Source.IsWithin(region))
            || rows.SelectMany(static row => row.When?.Atoms ?? []).OfType<Condition.In>().Any(asked => region.Descendants.Prepend(region).Any(state => state.Name.Text == asked.State));
    }
}
