using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Lowering;

/// <summary>How large the table of a machine would be.</summary>
internal static class TableDispatch
{
    public const int MaximumCells = 1 << 18;

    /// <summary>The effects are bits of one number.</summary>
    public const int MaximumActions = 64;

    public static bool Fits(Spec spec) => Cells(spec) <= MaximumCells && spec.Actions.Count <= MaximumActions;

    public static long Cells(Spec spec)
    {
        var guards = spec.Root.Descendants.SelectMany(static state => state.Rows.Values).SelectMany(static rows => rows)
            .SelectMany(static row => row.When?.Atoms ?? []).OfType<Condition.Guard>().Select(static guard => guard.Name).Distinct().Count();
        return (1L << Math.Min(guards, 32)) * Math.Max(1, spec.Events.Count(static e => !e.IsInternal)) * (spec.Leaves.Count() + 1);
    }
}
