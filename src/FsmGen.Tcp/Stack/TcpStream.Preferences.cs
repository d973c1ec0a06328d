namespace FsmGen.Tcp.Stack;

// What sockets call options: those that may change while the connection lives.
public sealed partial class TcpStream
{
    /// <summary>Whether small segments go at once, without Nagle's algorithm.</summary>
    public bool NoDelay
    {
        get => Ask(static connection => connection.NoDelay);
        set => Tell(static (connection, value) => connection.NoDelay = value, value);
    }

    /// <summary>The Diffserv field (DSCP and ECN bits) of what is sent from now on.</summary>
    public byte TrafficClass
    {
        get => Ask(static connection => connection.TrafficClass);
        set => Tell(static (connection, value) => connection.TrafficClass = value, value);
    }

    /// <summary>Time to live, or hop limit, of what is sent from now on.</summary>
    public byte HopLimit
    {
        get => Ask(static connection => connection.HopLimit);
        set => Tell(static (connection, value) => connection.HopLimit = value, value);
    }

    /// <summary>The silence after which a keep-alive is sent, or null for none.</summary>
    /// <exception cref="ArgumentException">The time is not positive, or longer than a year.</exception>
    public TimeSpan? KeepAliveInterval
    {
        get => Ask(static connection => connection.KeepAliveInterval);
        set => Tell(static (connection, value) => connection.KeepAliveInterval = value, value);
    }

    /// <summary>How long text may wait for its acknowledgment before the connection is given up, or null for as long as it is sent again.</summary>
    /// <exception cref="ArgumentException">The time is not positive, or longer than a year.</exception>
    public TimeSpan? UserTimeout
    {
        get => Ask(static connection => connection.UserTimeoutInterval);
        set => Tell(static (connection, value) => connection.UserTimeoutInterval = value, value);
    }

    private T Ask<T>(Func<TcpConnection, T> question)
    {
        using (_stack.Enter())
            return question(_connection.Connection);
    }

    private void Tell<T>(Action<TcpConnection, T> change, T value)
    {
        using (_stack.Enter())
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_stack.BringUpToDate(_connection))
                return;

            change(_connection.Connection, value);
            _stack.Settle(_connection);
        }
    }
}
