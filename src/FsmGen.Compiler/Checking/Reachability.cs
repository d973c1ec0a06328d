using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Lowering;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds states that no sequence of events leads to; of a state with nested ones, only the outermost is named.</summary>
internal static class Reachability
{
    public static void Check(Spec spec, Exploration exploration, Findings findings) =>
        CheckChildren(spec.Root, state => state.Descendants.Prepend(state).Any(candidate => candidate.IsLeaf && exploration.CanBeActive(candidate)), findings);

    public static void Check(Spec spec, StateSpace space, Findings findings) => CheckChildren(spec.Root, space.CanBeActive, findings);

    private static void CheckChildren(StateSymbol parent, Func<StateSymbol, bool> canBeActive, Findings findings)
    {
        foreach (var state in parent.Children)
        {
            if (canBeActive(state))
                CheckChildren(state, canBeActive, findings);
            else
                findings.Add(Rules.UnreachableState, state.Name.Span, state.Name.Text);
        }
    }
}
