namespace FsmGen.Tcp;

// The options that a user may change its mind about.
public sealed partial class TcpConnection
{
    /// <summary>Whether small segments go at once, without Nagle's algorithm; RFC 9293 section 3.7.4, MUST-17.</summary>
    public bool NoDelay
    {
        get => _options.NoDelay;
        set => Prefer(_options with { NoDelay = value });
    }

    /// <summary>The Diffserv field (DSCP and ECN bits) of what is sent from now on; MUST-48, SHLD-21.</summary>
    public byte TrafficClass
    {
        get => _options.TrafficClass;
        set => Prefer(_options with { TrafficClass = value });
    }

    /// <summary>Time to live, or hop limit, of what is sent from now on; MUST-49.</summary>
    public byte HopLimit
    {
        get => _options.HopLimit;
        set => Prefer(_options with { HopLimit = value });
    }

    /// <summary>The silence after which a keep-alive is sent, counted from now, or null for none; MUST-24, MUST-27.</summary>
    /// <exception cref="ArgumentException">The time is not positive, or longer than a year.</exception>
    public TimeSpan? KeepAliveInterval
    {
        get => _options.KeepAliveInterval;
        set
        {
            Prefer(_options with { KeepAliveInterval = value });
            _timers.Stop(TcpTimer.KeepAlive);
            if (_tcb.IsTransmitting)
                RestartKeepAlive();
        }
    }

    /// <summary>How long text may wait for its acknowledgment, or null if only R2 counts; for what is sent from now on.</summary>
    /// <exception cref="ArgumentException">The time is not positive, or longer than a year.</exception>
    public TimeSpan? UserTimeoutInterval
    {
        get => _options.UserTimeout;
        set => Prefer(_options with { UserTimeout = value });
    }

    private void Prefer(TcpConnectionOptions options)
    {
        options.Check();
        _options = options;
    }
}
