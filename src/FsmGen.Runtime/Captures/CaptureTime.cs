using System.Globalization;

namespace FsmGen.Runtime.Captures;

/// <summary>When a packet was captured, to the nanosecond.</summary>
/// <remarks>
/// A <see cref="TimeSpan"/> or a <see cref="DateTimeOffset"/> converts by itself and loses nothing; the way back has to be
/// asked for, because both have steps of 100 ns. Every stamp that a capture file can hold fits.
/// </remarks>
public readonly record struct CaptureTime : IComparable<CaptureTime>
{
    private const int NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Makes a time from nanoseconds.</summary>
    /// <param name="nanoseconds">The time since 1970-01-01 00:00 UTC, in nanoseconds; negative before it.</param>
    public CaptureTime(Int128 nanoseconds) => Nanoseconds = nanoseconds;

    /// <summary>The time since 1970-01-01 00:00 UTC, in nanoseconds; a <c>long</c> holds it from 1677 to 2262.</summary>
    public Int128 Nanoseconds { get; }

    /// <summary>Takes a time since 1970-01-01 00:00 UTC, or since a simulation began, which then shows as 1970.</summary>
    public static implicit operator CaptureTime(TimeSpan sinceEpoch) =>
        new((Int128)sinceEpoch.Ticks * TimeSpan.NanosecondsPerTick);

    /// <summary>Takes a time of day, whatever its offset from UTC.</summary>
    public static implicit operator CaptureTime(DateTimeOffset time) => time - DateTimeOffset.UnixEpoch;

    /// <summary>Whether one time is before another.</summary>
    public static bool operator <(CaptureTime left, CaptureTime right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether one time is after another.</summary>
    public static bool operator >(CaptureTime left, CaptureTime right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether one time is before another, or the same.</summary>
    public static bool operator <=(CaptureTime left, CaptureTime right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether one time is after another, or the same.</summary>
    public static bool operator >=(CaptureTime left, CaptureTime right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>Negative if this time is before the other, positive if it is after it, zero if the two are the same.</summary>
    /// <param name="other">The time to compare with.</param>
    public int CompareTo(CaptureTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The time since 1970-01-01 00:00 UTC; what is less than a step of 100 ns is dropped.</summary>
    /// <exception cref="OverflowException">It is more than a <see cref="TimeSpan"/> holds, some 29,000 years.</exception>
    public TimeSpan ToTimeSpan() => new(checked((long)(Nanoseconds / TimeSpan.NanosecondsPerTick)));

    /// <summary>The time in UTC; what is less than a step of 100 ns is dropped.</summary>
    /// <exception cref="OverflowException">It is more than a <see cref="TimeSpan"/> away from 1970.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It is not in the years 1 to 9999.</exception>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch + ToTimeSpan();

    /// <summary>Seconds since 1970-01-01 00:00 UTC with nine decimals, as in Wireshark's <c>frame.time_epoch</c>.</summary>
    public override string ToString()
    {
        var sign = Nanoseconds < 0 ? "-" : "";
        var (seconds, rest) = UInt128.DivRem((UInt128)(Nanoseconds < 0 ? -Nanoseconds : Nanoseconds), NanosecondsPerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds}.{(uint)rest:D9}");
    }
}
