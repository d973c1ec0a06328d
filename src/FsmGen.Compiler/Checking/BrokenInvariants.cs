using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Checking;

/// <summary>Finds <c>invariants</c> that do not hold wherever the machine can come to stand.</summary>
internal static class BrokenInvariants
{
    public static void Check(Spec spec, StateSpace space, Findings findings)
    {
        var open = spec.Invariants.ToList();
        foreach (var situation in space.Situations)
        {
            if (open.Count == 0)
                return;
            var active = new HashSet<string>(situation.State.Configuration.Select(static state => state.Name.Text), StringComparer.Ordinal);
            foreach (var broken in open.FindAll(invariant => !invariant.Condition.Holds(atom => atom is Condition.In asked && active.Contains(asked.State))))
            {
                open.Remove(broken);
                findings.Add(Rules.BrokenInvariant, broken.Title.Span, broken.Title.Text, string.Join(", ", situation.Leaves), $"{situation.Way}");
            }
        }
    }
}
