namespace FsmGen.Runtime.Timers;

/// <summary>A timer of a <see cref="VirtualTimeProvider"/>.</summary>
internal sealed class VirtualTimer(VirtualTimeProvider time, TimerCallback callback, object? state)
    : ConcurrentTimerNode(time.Wheel), ITimer
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);
    private static readonly TimeSpan Never = TimeSpan.MaxValue;

    private readonly object _gate = new();
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    private TimeSpan _due = Never, _period;
    private bool _isDisposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_gate)
        {
            if (_isDisposed)
                return false;

            _period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
            SetDue(dueTime == Timeout.InfiniteTimeSpan ? Never : time.After(dueTime));
            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            SetDue(Never);
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    protected override void OnExpired()
    {
        lock (_gate)
        {
            // Another thread may have changed the timer after the wheel has let it go.
            if (_due > Wheel.Now)
                return;

            // From the deadline, not from now: a period that is no whole number of ticks does not drift.
            SetDue(_period == TimeSpan.Zero ? Never : TimerWheel.Sum(_due, _period));
        }

        if (_context is null)
            callback(state);
        else
            ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).Call(), this); // It is given this.
    }

    private void Call() => callback(state);

    private void SetDue(TimeSpan due)
    {
        _due = due;
        if (due == Never)
            Cancel();
        else
            Schedule(due);
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time == Timeout.InfiniteTimeSpan)
            return;

        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, Longest, name);
    }
}
