using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Interpreting;

/// <content>Which rows an event takes: the optimal transition set of SCXML.</content>
internal sealed partial class Interpreter
{
    /// <summary>
    /// The rows to take, in the order of the leaves that chose them. Over several regions a row that does something wins,
    /// then <c>defer</c>, <c>reject</c>, <c>ignore</c>.
    /// </summary>
    private IReadOnlyList<Row> Select(EventSymbol trigger, out StepResult result)
    {
        var chosen = new List<Row>();
        foreach (var leaf in Leaves)
        {
            if (leaf.Ancestry.Append(_spec.Root).Select(state => FirstEnabled(state, trigger)).FirstOrDefault(static row => row is not null) is { } row && !chosen.Contains(row))
                chosen.Add(row);
        }

        var words = chosen.Where(static row => row.Outcome != Outcome.Handled).Select(static row => row.Outcome).ToList();
        var handled = chosen.Where(static row => row.Outcome == Outcome.Handled).ToList();
        result = words.Contains(Outcome.Never) ? StepResult.Never
            : handled.Count > 0 ? StepResult.Handled
            : words.Contains(Outcome.Deferred) ? StepResult.Deferred
            : words.Contains(Outcome.Rejected) ? StepResult.Rejected
            : words.Contains(Outcome.Ignored) || _spec.IgnoresUnhandled ? StepResult.Ignored
            : StepResult.Unhandled;
        var taken = WithoutConflicts(handled);
        _observer?.Selected(trigger, chosen, taken, result);
        return taken;
    }

    private Row? FirstEnabled(StateSymbol state, EventSymbol trigger)
    {
        Work++;
        return state.Rows.TryGetValue(trigger, out var rows) ? rows.FirstOrDefault(IsEnabled) : null;
    }

    private bool IsEnabled(Row row)
    {
        Work++;
        return Holds(row.When);
    }

    /// <summary>Of two rows that leave a common state, the one of the inner source is taken; otherwise the one chosen first.</summary>
    private List<Row> WithoutConflicts(List<Row> chosen)
    {
        var taken = new List<Row>();
        foreach (var row in chosen)
        {
            var exits = ExitSet(row);
            var rivals = taken.Where(other => exits.Overlaps(ExitSet(other))).ToList();
            if (rivals.Exists(other => row.Source == other.Source || !row.Source.IsWithin(other.Source)))
                continue;
            taken.RemoveAll(rivals.Contains);
            taken.Add(row);
        }

        return taken;
    }

    private HashSet<StateSymbol> ExitSet(Row row)
    {
        Work += _configuration.Count;
        return Domain(row) is { } domain ? [.. _configuration.Where(state => state != domain && state.IsWithin(domain))] : [];
    }

    /// <summary>The state within which a row leaves and enters; null if it has no target.</summary>
    private StateSymbol? Domain(Row row)
    {
        var targets = row.Targets.SelectMany(EffectiveTargets).ToList();
        if (targets.Count == 0)
            return null;
        if (row.StaysInSource && (row.Source.IsCompound || row.Source.Parent is null) && targets.TrueForAll(target => target != row.Source && target.IsWithin(row.Source)))
            return row.Source;

        // The least common compound ancestor; the machine itself stands at the end.
        var domain = row.Source;
        do
        {
            domain = domain.Parent ?? domain;
        }
        while (domain.Parent is not null && !(domain.IsCompound && targets.TrueForAll(target => target != domain && target.IsWithin(domain))));

        return domain;
    }

    /// <summary>The states that a target stands for: of a history, those it remembers.</summary>
    private IEnumerable<StateSymbol> EffectiveTargets(StateSymbol target) =>
        !target.IsHistory ? [target]
        : _history.TryGetValue(target, out var remembered) ? remembered
        : target.Default?.Targets.SelectMany(EffectiveTargets) ?? [];
}
