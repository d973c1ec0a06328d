using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Lowering;

/// <summary>Takes from a spec what its generated code can be asked about it.</summary>
internal static class Definitions
{
    public static Definition Of(Spec spec) => new(spec.Name.Text, spec.Docs,
        spec.Root.Descendants.Select(static state => new DefinedState(state.Name.Text, state.Parent!.Parent is null ? null : state.Parent.Name.Text, state.IsFinal, TextsOf(state.Entry), TextsOf(state.Exit), state.Docs)).ToEquatableArray(),
        spec.Events.Select(static e => new DefinedEvent(e.Name.Text, e.Parameters.Select(static parameter => parameter.Declaration).ToEquatableArray(), e.IsInternal, e.Docs)).ToEquatableArray(),
        spec.Root.Descendants.Prepend(spec.Root).SelectMany(static state => state.Rows.Values).SelectMany(static rows => rows).Where(static row => row.IsResolved).Select(RowOf).ToEquatableArray());

    private static DefinedRow RowOf(Row row) => new(row.Source.Name.Text, row.Trigger.Display, row.When?.ToString(), row.Outcome,
        row.Targets.Select(static target => target.Name.Text).ToEquatableArray(), TextsOf(row.Do), row.Docs);

    private static EquatableArray<string> TextsOf(IEnumerable<ActionUse> uses) => uses.Select(static use => use switch
    {
        Call call => call.Display,
        Raise { When: null } raise => $"raise {raise.Event}",
        Raise raise => $"raise {raise.Event} when {raise.When}",
        StartTimer start => $"start {start.Timer}",
        StopTimer stop => $"stop {stop.Timer}",
        _ => use.ToString(),
    }).ToEquatableArray();
}
