namespace FsmGen.Tcp;

/// <summary>When each timer of a connection is due.</summary>
internal sealed class TcpTimers
{
    private const int Count = (int)TcpTimer.KeepAlive + 1;

    private readonly TimeSpan?[] _deadlines = new TimeSpan?[Count];

    /// <summary>The earliest deadline, or null if no timer runs.</summary>
    public TimeSpan? Next
    {
        get
        {
            TimeSpan? next = null;
            foreach (var deadline in _deadlines)
            {
                if (next is null || deadline < next)
                    next = deadline ?? next;
            }

            return next;
        }
    }

    public bool IsRunning(TcpTimer timer) => _deadlines[(int)timer] is not null;

    public void Start(TcpTimer timer, TimeSpan deadline) => _deadlines[(int)timer] = deadline;

    public void Stop(TcpTimer timer) => _deadlines[(int)timer] = null;

    public void StopAll() => Array.Clear(_deadlines);

    /// <summary>Stops the timer that is due first, if one is due by now.</summary>
    public bool TryExpire(TimeSpan now, out TcpTimer timer, out TimeSpan deadline)
    {
        (timer, deadline) = (default, default);
        if (Next is not { } next || next > now)
            return false;

        (timer, deadline) = ((TcpTimer)Array.IndexOf(_deadlines, next), next);
        Stop(timer);
        return true;
    }
}
