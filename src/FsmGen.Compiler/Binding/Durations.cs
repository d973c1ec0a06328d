using System.Globalization;

namespace FsmGen.Compiler.Binding;

/// <summary>Reads and writes <c>500ms</c>, <c>1.5s</c>, <c>5m</c>, <c>1h</c>, <c>2d</c>.</summary>
internal static class Durations
{
    /// <summary>Longer ones are mistakes, and no clock's arithmetic should have to think of them.</summary>
    private static readonly TimeSpan Maximum = TimeSpan.FromDays(10_000);

    private static readonly (string Unit, long Ticks)[] Units =
        [("ms", TimeSpan.TicksPerMillisecond), ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond)];

    /// <summary>The duration; null if the text is none, not positive, or longer than 10,000 days.</summary>
    public static TimeSpan? Parse(string text)
    {
        var (unit, ticks) = Array.Find(Units, unit => text.EndsWith(unit.Unit, StringComparison.Ordinal));
        if (unit is null || !decimal.TryParse(text.Substring(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        return number > 0 && number <= Maximum.Ticks / ticks && (long)(number * ticks) is > 0 and var length ? new TimeSpan(length) : null;
    }

    /// <summary>The duration in the largest unit that writes it without a fraction.</summary>
    public static string Format(TimeSpan duration)
    {
        foreach (var (unit, ticks) in Units.OrderByDescending(static unit => unit.Ticks))
        {
            if (duration.Ticks % ticks == 0)
                return $"{(duration.Ticks / ticks).ToString(CultureInfo.InvariantCulture)}{unit}";
        }

        return $"{((decimal)duration.Ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture)}ms";
    }
}
