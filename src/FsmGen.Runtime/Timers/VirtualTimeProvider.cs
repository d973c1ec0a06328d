namespace FsmGen.Runtime.Timers;

/// <summary>A <see cref="TimeProvider"/> whose time is that of a wheel: it stands still until somebody moves it.</summary>
/// <remarks>
/// <para>
/// <c>Task.Delay</c>, <see cref="PeriodicTimer"/>, <see cref="CancellationTokenSource"/> and whatever else takes a
/// <see cref="TimeProvider"/> then runs on the same time as the timers of the wheel, in one order with them: hours in no
/// time, and twice the same. While a timer expires, time is that of its tick.
/// </para>
/// <para>
/// Timers may be created, changed and disposed by any thread. One thread at a time moves time, by <see cref="Advance"/> or
/// <see cref="ConcurrentTimerWheel.Advance"/>, and callbacks run on it; what they start on other threads is not waited for.
/// A timer that is due at once is called when time is next moved, even by nothing.
/// </para>
/// </remarks>
public sealed class VirtualTimeProvider : TimeProvider
{
    private readonly DateTimeOffset _epoch;

    /// <summary>Makes a provider with a wheel of its own, exact to 100 ns, that begins at 1970-01-01 00:00 UTC.</summary>
    public VirtualTimeProvider()
        : this(new ConcurrentTimerWheel(new TimeSpan(1)), DateTimeOffset.UnixEpoch)
    {
    }

    /// <summary>Makes a provider over a wheel.</summary>
    /// <param name="wheel">The wheel; its resolution is that of the time.</param>
    /// <param name="epoch">The date when the time of the wheel is zero.</param>
    public VirtualTimeProvider(ConcurrentTimerWheel wheel, DateTimeOffset epoch)
    {
        ArgumentNullException.ThrowIfNull(wheel);
        Wheel = wheel;
        _epoch = epoch.ToUniversalTime();
    }

    /// <summary>The wheel that keeps the time; the caller's own timers may be scheduled in it too.</summary>
    public ConcurrentTimerWheel Wheel { get; }

    /// <summary>The time zone of the virtual world: UTC, so that nothing depends on the machine.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Units of <see cref="GetTimestamp"/> per second: those of a <see cref="TimeSpan"/>, 10^7.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Moves time forward, and expires the timers that are due.</summary>
    /// <param name="by">How far; not negative.</param>
    /// <returns>How many timers expired.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">A timer is just expiring.</exception>
    public int Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        return Wheel.Advance(After(by));
    }

    /// <summary>The time of the wheel, in units of 100 ns.</summary>
    public override long GetTimestamp() => Wheel.Now.Ticks;

    /// <summary>The date of the virtual world.</summary>
    public override DateTimeOffset GetUtcNow() => _epoch + Wheel.Now;

    /// <summary>Makes a timer on the time of the wheel.</summary>
    /// <param name="callback">What to call, in the execution context of the caller of this method.</param>
    /// <param name="state">What to give it.</param>
    /// <param name="dueTime">The time from now to the first call, or <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="period">The time from one call to the next; zero or <see cref="Timeout.InfiniteTimeSpan"/> for one call.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, or longer than the timers of the system take: 4294967294 ms.</exception>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The instant so much after the present one, or the last there is.</summary>
    internal TimeSpan After(TimeSpan delay) => TimerWheel.Sum(Wheel.Now, delay);
}
