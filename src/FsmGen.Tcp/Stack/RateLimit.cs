namespace FsmGen.Tcp.Stack;

/// <summary>So many a second at most, or any number if that is null.</summary>
internal struct RateLimit(int? perSecond)
{
    private long _second;
    private int _taken;

    /// <summary>Whether one more is allowed at a time; counts it if so.</summary>
    public bool TryTake(TimeSpan now)
    {
        if (perSecond is not { } most)
            return true;

        var second = now.Ticks / TimeSpan.TicksPerSecond;
        if (second != _second)
            (_second, _taken) = (second, 0);

        return _taken < most && _taken++ < most;
    }
}
