namespace FsmGen.Runtime.Timers;

/// <summary>Runs a <see cref="ConcurrentTimerWheel"/> on the clock of a <see cref="TimeProvider"/>, with one timer of it as the alarm.</summary>
/// <remarks>
/// <para>
/// The driver is the owner of its wheel: nobody else advances it. The alarm is set for the earliest deadline, and set anew
/// when a timer is scheduled before that; while nothing is scheduled, nothing runs. Timers expire on the thread of the
/// alarm, one at a time. If one throws, the exception is the provider's to deal with (that of the system ends the process,
/// as with any timer), and the driver goes on with the rest.
/// </para>
/// <para>
/// The alarm is set in whole milliseconds, rounded up: the timers of <see cref="TimeProvider.System"/> know no others and
/// round down, which would end the wait early, again and again. A finer resolution of the wheel orders timers all the same.
/// </para>
/// </remarks>
public sealed class TimerWheelDriver : IDisposable
{
    private const int Idle = 0, Running = 1, RunningOnceMore = 2;

    // What the timers of the system take; an alarm that comes too early only sets the next one.
    private const long LongestAlarm = uint.MaxValue - 1;

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _alarm;
    private int _state;
    private volatile bool _isDisposed;

    /// <summary>Makes a wheel, and the alarm that drives it.</summary>
    /// <param name="time">The clock, such as <see cref="TimeProvider.System"/>.</param>
    /// <param name="resolution">The length of a tick of the wheel, 100 ns or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The resolution is not positive.</exception>
    public TimerWheelDriver(TimeProvider time, TimeSpan resolution)
    {
        ArgumentNullException.ThrowIfNull(time);
        Wheel = new ConcurrentTimerWheel(resolution, wake: Wake);
        _time = time;
        _start = time.GetTimestamp();
        _alarm = CreateAlarm();

        // Asleep from the start: the first timer wakes the driver.
        Wheel.GetNextDeadline();
    }

    /// <summary>The wheel that timers are made for; only the driver may advance it.</summary>
    public ConcurrentTimerWheel Wheel { get; }

    /// <summary>The time since the driver was made, which is the clock of its wheel: add a delay to get a deadline.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Stops expiring timers: those that are not about to expire will not.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _alarm.Dispose();
    }

    private ITimer CreateAlarm()
    {
        // The alarm rings for everybody, so it must not carry the context of whoever made the driver.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            return _time.CreateTimer(
                static driver => ((TimerWheelDriver)driver!).Ring(), // It is given this.
                this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    // An alarm may come while another is dealt with: on another thread, or on this one out of ITimer.Change. Then the one
    // that runs goes round once more.
    private void Ring()
    {
        if (Interlocked.Exchange(ref _state, RunningOnceMore) != Idle)
            return;

        var isDone = false;
        try
        {
            while (!isDone)
            {
                Interlocked.Exchange(ref _state, Running);
                Run();
                isDone = Interlocked.CompareExchange(ref _state, Idle, Running) == Running;
            }
        }
        finally
        {
            if (!isDone)
            {
                Interlocked.Exchange(ref _state, Idle);
                _alarm.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Run()
    {
        if (_isDisposed)
            return;

        Wheel.Advance(Now);
        if (Wheel.GetNextDeadline() is not { } deadline)
            return;

        var wait = (deadline - Now).Ticks;
        var milliseconds = wait <= 0 ? 0 : ((wait - 1) / TimeSpan.TicksPerMillisecond) + 1;
        _alarm.Change(TimeSpan.FromMilliseconds(Math.Min(milliseconds, LongestAlarm)), Timeout.InfiniteTimeSpan);
    }

    // If the alarm is dealt with right now, it may have looked into the wheel already and not yet set the alarm, which would
    // undo ours; so it goes round once more. Otherwise whoever deals with it next looks into the wheel after us, and it
    // does not matter in which order it and we set the alarm.
    private void Wake()
    {
        if (Interlocked.CompareExchange(ref _state, RunningOnceMore, Running) == Idle)
            _alarm.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
