using System.Runtime.CompilerServices;

namespace FsmGen.Tcp;

/// <summary>When each timer of a connection is due.</summary>
internal struct TcpTimers
{
    private const int Count = (int)TcpTimer.Orphan + 1;
    private const long Stopped = long.MaxValue;

    private Deadlines _deadlines;

    public TcpTimers() => StopAll();

    /// <summary>The earliest deadline, or null if no timer runs.</summary>
    public readonly TimeSpan? Next => Earliest() is var (_, ticks) && ticks == Stopped ? null : new TimeSpan(Earliest().Ticks);

    public readonly bool IsRunning(TcpTimer timer) => _deadlines[(int)timer] != Stopped;

    public readonly TimeSpan? Deadline(TcpTimer timer) => IsRunning(timer) ? new TimeSpan(_deadlines[(int)timer]) : null;

    public void Start(TcpTimer timer, TimeSpan deadline) => _deadlines[(int)timer] = deadline.Ticks;

    public void Stop(TcpTimer timer) => _deadlines[(int)timer] = Stopped;

    public void StopAll() => ((Span<long>)_deadlines).Fill(Stopped);

    /// <summary>Stops the timer that is due first, if one is due by now.</summary>
    public bool TryExpire(TimeSpan now, out TcpTimer timer, out TimeSpan deadline)
    {
        (var index, var ticks) = Earliest();
        (timer, deadline) = ((TcpTimer)index, new(ticks));
        if (ticks > now.Ticks)
            return false;

        Stop(timer);
        return true;
    }

    private readonly (int Index, long Ticks) Earliest()
    {
        var earliest = (Index: 0, Ticks: Stopped);
        for (var i = 0; i < Count; i++)
        {
            if (_deadlines[i] < earliest.Ticks)
                earliest = (i, _deadlines[i]);
        }

        return earliest;
    }

    [InlineArray(Count)]
    private struct Deadlines
    {
        private long _first;
    }
}
