namespace FsmGen.Tcp.Stack;

// The life of a connection in the stack: what it says is heard, its output is queued, its timer runs, until it is gone.
public sealed partial class TcpStack
{
    // Nobody tells who gives memory back, which may be another stack: Linux too looks again after a fifth of a second.
    private static readonly TimeSpan MemoryPatience = TimeSpan.FromMilliseconds(200);

    private readonly byte[] _scrap;

    /// <summary>Called when a connection's timer is due, or was due before the deadline moved on.</summary>
    internal void Visit(StackConnection connection)
    {
        if (BringUpToDate(connection))
            Watch(connection);
    }

    /// <summary>Tells a connection the time; false if it is gone now.</summary>
    internal bool BringUpToDate(StackConnection connection)
    {
        if (!connection.IsForgotten && connection.Connection.Now < _now)
        {
            // A SYN that is due again is counted when its timer expires, not when it is sent.
            var retransmissions = connection.Connection.Retransmissions;
            connection.Connection.Advance(_now);
            _statistics.Retransmissions += connection.Connection.Retransmissions - retransmissions;
            Settle(connection);
        }

        return !connection.IsForgotten;
    }

    /// <summary>Does what follows from anything that has happened to a connection.</summary>
    internal void Settle(StackConnection connection)
    {
        if (connection.IsForgotten)
            return;

        while (connection.Connection.TryTakeNotification(out var notification))
            Hear(connection, notification.Message);

        connection.Stream?.Update();
        QueueToTransmit(connection);

        // A half-open connection for which no timer runs was reset, and is a listener again: the stack has one already.
        var isOver = !connection.Connection.Exists || (connection.HalfOpen is not null && connection.Connection.NextDeadline is null);
        if (isOver)
            Forget(connection);
        else
            Watch(connection);
    }

    private void Hear(StackConnection connection, TcpMessage message)
    {
        switch (message)
        {
            case TcpMessage.ConnectionEstablished:
                _statistics.Established++;
                LogEstablished(connection);
                connection.Listener?.Establish(connection);
                Connected(connection);
                break;
            case TcpMessage.ConnectionClosing:
                connection.IsPeerClosed = true;
                break;
            case TcpMessage.RoomAvailable:
                connection.IsRoomAvailable = true;
                break;
            case TcpMessage.ConnectionReset or TcpMessage.ConnectionRefused or TcpMessage.UserTimeoutExpired
                or TcpMessage.RetransmissionLimitReached or TcpMessage.PeerUnreachable or TcpMessage.DestinationUnreachable:
                _statistics.Broken += connection.Failure is null ? 1 : 0;
                connection.Failure ??= message;
                break;
        }
    }

    // The timer moves only forward with what the connection asks for; a node that fires early looks again.
    internal void Watch(StackConnection connection)
    {
        var next = connection.Connection.NextDeadline;
        if (connection.Stream is { IsShortOfMemory: true } && !(next < _now + MemoryPatience))
            next = _now + MemoryPatience;

        if (next is { } deadline && (!connection.IsScheduled || deadline < connection.Deadline))
            _wheel.Schedule(connection, deadline);
    }

    private void Forget(StackConnection connection)
    {
        if (connection.IsForgotten)
            return;

        connection.IsForgotten = true;
        _connections.Remove(connection);
        _wheel.Cancel(connection);
        connection.Listener?.Lose(connection);
        Unconnected(connection);
        connection.Stream?.Update();
        _instruments?.End(connection);
        LogEnd(connection);
    }

    /// <summary>Counts the connections in each state that some are in.</summary>
    internal IReadOnlyDictionary<TcpConnectionState, int> CountByState()
    {
        using (Enter())
        {
            var counts = _connections.ToArray().GroupBy(static connection => connection.Connection.State).ToDictionary(static group => group.Key, static group => group.Count());
            counts[TcpConnectionState.TimeWait] = counts.GetValueOrDefault(TcpConnectionState.TimeWait) + _timeWaits.Count;
            return counts;
        }
    }

    /// <summary>Gives a connection up.</summary>
    internal void Abort(StackConnection connection)
    {
        if (connection.IsForgotten)
            return;

        connection.Connection.Advance(_now);
        connection.Connection.Abort();
        Settle(connection);
    }

    // Drops a connection without a word to its peer.
    private void Drop(StackConnection connection)
    {
        Forget(connection);
        connection.Connection.Abort();
        while (connection.Connection.TryTransmit(_scrap, out _))
        {
        }
    }
}
