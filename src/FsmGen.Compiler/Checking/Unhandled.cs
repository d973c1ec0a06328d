using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Lowering;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds the pairs of leaf and event that no row takes, or takes in some cases only.</summary>
internal static class Unhandled
{
    public static void Check(Spec spec, Exploration exploration, Findings findings)
    {
        if (spec.Unhandled is not { } severity)
            return;

        foreach (var leaf in spec.Leaves)
        {
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
}
