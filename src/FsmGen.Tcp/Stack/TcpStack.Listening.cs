using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Stack;

// Listeners, and segments that no connection expects.
public sealed partial class TcpStack
{
    private readonly TcpConnection _nobody;
    private RateLimit _resetLimit;

    /// <summary>Ends a listener, with all connections that it has not given away.</summary>
    internal void Remove(TcpListener listener)
    {
        if (_listeners.GetValueOrDefault(listener.Key) == listener)
            _listeners.Remove(listener.Key);

        listener.End();
    }

    private TcpListener Add(TcpEndpoint local, bool isCatchAll, int backlog, TcpConnectionOptions? options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(backlog);
        using (Enter())
        {
            ThrowIfEnded();
            if (local.Port == 0 && !isCatchAll)
                local = new(local.Address, SelectListeningPort(local.Address));

            var listener = new TcpListener(this, local, backlog, options ?? _options.Connection);
            if (!_listeners.TryAdd(local, listener))
                throw new TcpException(TcpMessage.ConnectionAlreadyExists, isCatchAll ? "Somebody listens to all ports already" : $"Somebody listens on {local} already");

            return listener;
        }
    }

    private ushort SelectListeningPort(IpAddress address) =>
        _ports.TrySelect(address, default, key => !_listeners.ContainsKey(key.Local) && !_listeners.ContainsKey(new(default, key.Local.Port)), out var port)
            ? port
            : throw new TcpException(
                TcpMessage.InsufficientResources,
                $"Somebody listens on every port from {_options.FirstEphemeralPort} to {_options.LastEphemeralPort}");

    // The most particular one: socket, port, all ports.
    private TcpListener? FindListener(TcpEndpoint local)
    {
        if (_listeners.Count == 0)
            return null;
        if (_listeners.TryGetValue(local, out var listener) || _listeners.TryGetValue(new(default, local.Port), out listener))
            return listener;

        return _listeners.GetValueOrDefault(default);
    }

    // The machine in LISTEN decides what to make of the segment. If it binds itself to the peer, it is the listener no more
    // but the peer's connection, and the listener gets a new one.
    private void Knock(TcpListener listener, in ConnectionKey key, in ArrivingSegment segment)
    {
        if (IsRequest(segment) && !Admits(listener))
            return;

        var waiting = listener.Waiting ??= Waiting(listener);
        waiting.Connection.Advance(_now);
        waiting.Connection.SegmentArrives(segment);

        if (waiting.Connection.Remote.IsSpecified)
        {
            listener.Waiting = null;
            Adopt(listener, waiting, key);
        }
        else
        {
            SendReset(waiting.Connection);
        }
    }

    private StackConnection Waiting(TcpListener listener)
    {
        var connection = new StackConnection(this, new(_fitting.Of(listener.Options), _options.Memory));
        connection.Connection.OpenPassive(listener.Key, default);
        return connection;
    }

    private void Adopt(TcpListener listener, StackConnection child, in ConnectionKey key)
    {
        child.Key = key;
        _connections.Add(child);
        _statistics.PassiveOpens++;
        listener.Greet(child);
        Settle(child);
    }

    private bool Admits(TcpListener listener)
    {
        if (listener.IsFull)
        {
            _statistics.BacklogDrops++;
            WarnOfBacklog(listener);
            return false;
        }

        if (listener.OldestTooMany is { } oldest)
        {
            _statistics.HalfOpenDrops++;
            WarnOfHalfOpen(listener);
            Drop(oldest);
        }

        if (_connections.Count < _options.MaximumConnections)
            return true;

        _statistics.ConnectionLimitDrops++;
        WarnOfConnections();
        return false;
    }
}
