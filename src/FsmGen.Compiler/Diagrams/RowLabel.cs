using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Diagrams;

/// <summary>What diagrams and tables say of a row, before they escape it.</summary>
internal static class RowLabel
{
    /// <summary>The event, the condition and the actions: <c>Coin [Enough] / Unlock</c>.</summary>
    public static string Of(Row row)
    {
        var parts = new List<string>();
        if (row.Trigger.Origin != EventOrigin.Always)
            parts.Add(row.Trigger.Name.Text);
        if (row.When is not null)
            parts.Add($"[{row.When}]");
        if (row.Do.Count > 0)
            parts.Add($"/ {Actions(row.Do)}");
        return string.Join(" ", parts);
    }

    public static string Actions(IEnumerable<ActionUse> uses) => string.Join(", ", uses.Select(Action));

    private static string Action(ActionUse use) => use switch
    {
        Call call => call.Display,
        Raise raise => $"raise {raise.Event.Name.Text}" + (raise.When is null ? "" : $" [{raise.When}]"),
        StartTimer start => $"start {start.Timer.Name.Text}",
        StopTimer stop => $"stop {stop.Timer.Name.Text}",
        _ => throw new ArgumentOutOfRangeException(nameof(use)),
    };
}
