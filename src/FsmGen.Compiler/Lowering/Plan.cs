using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Lowering;

/// <summary>What a row does in a leaf, worked out ahead: the states it leaves and enters, in order, and the leaf it ends up in.</summary>
internal sealed record Plan(IReadOnlyList<StateSymbol> Exited, IReadOnlyList<StateSymbol> Entered, StateSymbol Leaf, IReadOnlyList<ActionUse> Do)
{
    /// <summary>What runs in the old leaf.</summary>
    public IEnumerable<ActionUse> Before => Exited.SelectMany(static state => state.Exit).Concat(Do);

    /// <summary>What runs in the new one.</summary>
    public IEnumerable<ActionUse> After => Entered.SelectMany(static state => state.Entry);

    public static Plan Of(StateSymbol leaf, Row row)
    {
        if (row.Target is not { } target)
            return new Plan([], [], leaf, row.Do);

        var domain = row.StaysInSource && target != row.Source && target.IsWithin(row.Source) ? row.Source : row.Source.Parent!;
        while (domain == target || !target.IsWithin(domain))
            domain = domain.Parent!;
        List<StateSymbol> entered = [.. domain.WayTo(target)];
        Descend(entered, target);
        return new Plan([.. leaf.Ancestry.TakeWhile(state => state != domain)], entered, entered[entered.Count - 1], row.Do);
    }

    /// <summary>The way into the machine that <c>Start()</c> takes.</summary>
    public static Plan Start(Spec spec)
    {
        var entered = new List<StateSymbol>();
        Descend(entered, spec.Root);
        return new Plan([], entered, entered[entered.Count - 1], []);
    }

    private static void Descend(List<StateSymbol> entered, StateSymbol state)
    {
        while (state.Initial is { } initial)
        {
            entered.AddRange(state.WayTo(initial));
            state = initial;
        }
    }
}
