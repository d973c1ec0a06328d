namespace FsmGen.Tcp.Stack;

// TIME-WAIT: connections are folded into a few numbers. A segment for one of them is answered by a connection made of those
// numbers again, so that it is still the machine that says what to do.
public sealed partial class TcpStack
{
    private readonly TimeWaitTable _timeWaits;
    private readonly TcpConnection _resumed;

    // The connection has no output left: it may have begun to wait for nothing but the end of time.
    private void Rest(StackConnection connection)
    {
        if (!connection.Connection.TryFold(out var block))
        {
            Watch(connection);
            return;
        }

        if (!_timeWaits.TryAdd(connection.Key, block))
        {
            _statistics.TimeWaitDrops++;
            WarnOfTimeWaits();
        }

        Forget(connection);
    }

    private bool AnswersInTimeWait(in ConnectionKey key, in ArrivingSegment segment)
    {
        if (!_timeWaits.TryFind(key, out var block))
            return false;

        if (block.Deadline <= _now)
        {
            _timeWaits.Remove(key);
            return false;
        }

        // Without a listener nobody wants the connection that a SYN may make of it: RFC 9293 section 3.6.1, MAY-2.
        if (IsRequest(segment) && FindListener(key.Local) is { Options.ReopenFromTimeWait: true } listener)
            Reopen(listener, key, block, segment);
        else
            Answer(key, block, segment);

        return true;
    }

    private void Answer(in ConnectionKey key, in TimeWaitBlock block, in ArrivingSegment segment)
    {
        Resume(_resumed, key, block, segment);
        TransmitAll(_resumed);
        if (_resumed.TryFold(out var changed))
            _timeWaits.Replace(key, changed);
        else
            _timeWaits.Remove(key);

        // In TIME-WAIT this sends nothing.
        _resumed.Abort();
    }

    // A listener's connection; if the SYN is not a new one after all, it has served its turn.
    private void Reopen(TcpListener listener, in ConnectionKey key, in TimeWaitBlock block, in ArrivingSegment segment)
    {
        if (!Admits(listener))
            return;

        var child = new StackConnection(this, new(_fitting.Of(listener.Options) with { ReopenFromTimeWait = true }, _options.Memory));
        Resume(child.Connection, key, block, segment);
        TransmitAll(child.Connection);
        if (child.Connection.TryFold(out var changed))
        {
            _timeWaits.Replace(key, changed);
        }
        else
        {
            _timeWaits.Remove(key);
            Adopt(listener, child, key);
        }
    }

    private void Resume(TcpConnection connection, in ConnectionKey key, in TimeWaitBlock block, in ArrivingSegment segment)
    {
        connection.Advance(_now);
        connection.ResumeTimeWait(block, key.Local, key.Remote);
        connection.SegmentArrives(segment);
    }

    // Sends what a connection outside the queue has to say; what the device has no room for is lost as in a network.
    private void TransmitAll(TcpConnection connection)
    {
        while (true)
        {
            var room = Room(connection.MaximumDatagramLength);
            if (!connection.TryTransmit(room.IsEmpty ? _scrap : room, out var length))
                return;

            if (!room.IsEmpty)
                Depart(length, segmentSize: 0);
        }
    }
}
