using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Checking;

/// <summary>
/// Finds states from which a machine that can end cannot: of nested ones the outermost is named. Only what leads there from
/// elsewhere is a trap; a machine that never ends is none.
/// </summary>
internal static class Traps
{
    public static void Check(Spec spec, StateSpace space, Findings findings)
    {
        var ends = space.Situations.Where(static situation => situation.HasEnded).ToList();
        if (ends.Count == 0)
            return;

        var came = Paths.Backwards(space.Situations);
        var free = Paths.Into(ends, came);
        var entrances = space.Situations.Where(situation => !free.Contains(situation) && came.TryGetValue(situation, out var from) && from.Exists(free.Contains)).ToList();
        if (entrances.Count == 0)
            return;

        var activeWhenFree = new HashSet<StateSymbol>(free.SelectMany(static situation => situation.State.Configuration));
        var said = new HashSet<StateSymbol>();
        foreach (var situation in entrances)
        {
            var state = situation.State.Configuration.FirstOrDefault(state => !activeWhenFree.Contains(state)) ?? Holding(spec, situation);
            if (said.Add(state))
                findings.Add(Rules.Trap, state.Name.Span, state.Name.Text, "to the end of the machine", $"{situation.Way}");
        }
    }

    /// <summary>Where it is no state that catches, but several together: what holds them.</summary>
    private static StateSymbol Holding(Spec spec, Situation situation) =>
        situation.State.Configuration.FirstOrDefault(static state => state.IsParallel) ?? (spec.Root.IsParallel ? spec.Root : situation.Leaves.First());
}
