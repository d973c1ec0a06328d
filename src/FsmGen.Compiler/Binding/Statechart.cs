using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Binding;

/// <summary>Tells which machines need a configuration: in all others one leaf says everything, and what each row does can be worked out ahead.</summary>
internal static class Statechart
{
    public static bool Needs(Spec spec) =>
        spec.IsAsync || spec.QueuesReentrant || spec.Concurrency == Concurrency.Serialized || spec.Root.IsParallel
        || spec.Timers.Count > 0 || spec.Raised.Any(static e => !e.IsInternal)
        || spec.Root.Default is { Do.Count: > 0 }
        || spec.Root.Descendants.Any(Needs);

    private static bool Needs(StateSymbol state) =>
        state.IsParallel || state.Histories.Count > 0 || state.Default is { Do.Count: > 0 }
        || state.Entry.Concat(state.Exit).Any(AsksWhere)
        || state.Rows.Any(static rows => rows.Key.Origin is EventOrigin.Always or EventOrigin.Completion || rows.Value.Any(Needs));

    private static bool Needs(Row row) =>
        row.Outcome == Outcome.Deferred || row.Targets.Count > 1 || AsksWhere(row.When) || row.Do.Any(AsksWhere);

    private static bool AsksWhere(ActionUse use) => use is Raise raise && AsksWhere(raise.When);

    private static bool AsksWhere(Condition? condition) => condition?.Atoms.Any(static atom => atom is Condition.In) == true;
}
