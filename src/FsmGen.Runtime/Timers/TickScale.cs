using System.Numerics;

namespace FsmGen.Runtime.Timers;

/// <summary>Turns instants into whole ticks of a wheel, and back.</summary>
internal readonly struct TickScale
{
    private readonly ulong _resolution, _reciprocal;
    private readonly int _shift;

    public TickScale(TimeSpan resolution)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(resolution, TimeSpan.Zero);
        _resolution = (ulong)resolution.Ticks;

        // n / d is the upper half of 2n * m, shifted right by s, with s = ceil(log2 d) and m = (2^(63+s) + e) / d, where e < d
        // makes m whole. That is n / d + 2n * e / (d * 2^(64+s)); with n < 2^63 and e < d <= 2^s the second part is less than
        // 1 / d and cannot reach the next whole number, so the quotient is exact (Granlund and Montgomery 1994).
        _shift = BitOperations.Log2(_resolution) + (BitOperations.IsPow2(_resolution) ? 0 : 1);
        _reciprocal = (ulong)(((UInt128.One << (63 + _shift)) + (_resolution - 1)) / _resolution);
        Last = Divide(long.MaxValue);
    }

    /// <summary>The last tick whose instant a <see cref="TimeSpan"/> can hold.</summary>
    public ulong Last { get; }

    public TimeSpan Resolution => new((long)_resolution);

    /// <summary>The tick at or before an instant; 0 if the instant is negative.</summary>
    public ulong Floor(TimeSpan instant) => instant.Ticks <= 0 ? 0 : Divide((ulong)instant.Ticks);

    /// <summary>The tick at or after an instant, but not after <see cref="Last"/>; 0 if the instant is negative.</summary>
    public ulong Ceiling(TimeSpan instant)
    {
        var tick = Floor(instant);
        return instant.Ticks > (long)(tick * _resolution) && tick != Last ? tick + 1 : tick;
    }

    /// <summary>The instant of a tick, or <see cref="TimeSpan.MaxValue"/> if it is after <see cref="Last"/>.</summary>
    public TimeSpan ToInstant(ulong tick) => tick > Last ? TimeSpan.MaxValue : new TimeSpan((long)(tick * _resolution));

    private ulong Divide(ulong dividend) => Math.BigMul(2 * dividend, _reciprocal, out _) >> _shift;
}
