using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Stack;

// What leaves: connections take turns, a few segments each, and the device takes batches.
public sealed partial class TcpStack
{
    private const int SegmentsPerTurn = 4;

    private readonly PacketBatch _departures;
    private bool _isDeviceFull;
    private StackConnection? _firstToTransmit;
    private StackConnection? _lastToTransmit;

    private bool IsOutputLeft => _firstToTransmit is not null || _departures.Count > 0;

    private void QueueToTransmit(StackConnection connection)
    {
        if (connection.IsToTransmit)
            return;

        connection.IsToTransmit = true;
        if (_lastToTransmit is null)
            _firstToTransmit = connection;
        else
            _lastToTransmit.NextToTransmit = connection;

        _lastToTransmit = connection;
    }

    private StackConnection? TakeToTransmit()
    {
        if (_firstToTransmit is not { } connection)
            return null;

        _firstToTransmit = connection.NextToTransmit;
        if (_firstToTransmit is null)
            _lastToTransmit = null;

        (connection.NextToTransmit, connection.IsToTransmit) = (null, false);
        return connection;
    }

    private void Transmit()
    {
        if (_failure is not null)
            return;

        while (!_isDeviceFull && TakeToTransmit() is { } connection)
        {
            if (!TransmitSome(connection))
                QueueToTransmit(connection);
            else if (!connection.IsForgotten)
                Rest(connection);
        }

        Flush();
    }

    // Whether that was all.
    private bool TransmitSome(StackConnection connection)
    {
        BringUpToDate(connection);
        var retransmissions = connection.Connection.Retransmissions;
        var isAll = TryTransmitSome(connection);
        _statistics.Retransmissions += connection.Connection.Retransmissions - retransmissions;
        if (connection.Connection.Exists)
            connection.SmoothedRoundTrip = connection.Connection.SmoothedRoundTrip;

        return isAll;
    }

    private bool TryTransmitSome(StackConnection connection)
    {
        for (var segments = 0; segments < SegmentsPerTurn; segments++)
        {
            var room = Room(connection.Connection.MaximumDatagramLength);
            if (room.IsEmpty)
                return false;
            if (!connection.Connection.TryTransmit(room, out var length, out var segmentSize))
                return true;

            Depart(length, segmentSize);
        }

        return false;
    }

    private void Depart(int length, int segmentSize)
    {
        _departures.Commit(length, segmentSize);
        _statistics.SegmentsSent++;
    }

    // Room for a packet of that length, if need be after sending what fills the batch; empty if the device is full.
    private Span<byte> Room(int length)
    {
        var room = _departures.Reserve(length);
        if (room.IsEmpty)
        {
            Flush();
            room = _departures.Reserve(length);
        }

        return room;
    }

    private void Flush()
    {
        if (_isDeviceFull || _departures.Count == 0)
            return;

        var sent = _device.Send(_departures);
        _isDeviceFull = sent < _departures.Count;
        _departures.RemoveFirst(sent);
        _statistics.PacketsSent += sent;
    }
}
