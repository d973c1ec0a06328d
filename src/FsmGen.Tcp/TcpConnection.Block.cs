using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// Effects on the transmission control block as a whole: made, named, forgotten, deleted.
public sealed partial class TcpConnection
{
    private TcpEndpoint _openedRemote;

    private partial void CreateTcb(TcpEndpoint local, TcpEndpoint remote)
    {
        _tcb = new() { Local = local, Remote = remote };
        _openedRemote = remote;
    }

    private partial void DeleteTcb()
    {
        Flush();
        _tcb = default;
    }

    private partial void Originate(TcpOrigin origin) => _tcb.Origin = origin;

    private partial void Connect(TcpEndpoint remote) => _tcb.Remote = remote;

    private partial void BindRemote(in ArrivingSegment segment)
    {
        _tcb.Local = segment.Destination;
        _tcb.Remote = segment.Source;
    }

    private partial void ForgetPeer()
    {
        Flush();
        _tcb = new() { Local = _tcb.Local, Remote = _openedRemote, Origin = _tcb.Origin };
    }

    private partial void SelectIss()
    {
        var iss = _options.SelectInitialSequenceNumber(_now);
        (_tcb.InitialSendSequence, _tcb.SendUnacknowledged, _tcb.SendNext, _tcb.SendUrgentPointer) = (iss, iss, iss, iss);
        _tcb.SendSegmentSize = Math.Min(DefaultSegmentSize, (int)_options.MaximumSegmentSize);
        _sendBuffer.Number(iss + 1);
    }

    // A reset outlives its connection: it is what the connection has left to say.
    private void Flush()
    {
        for (var count = _output.Count; count > 0; count--)
        {
            if (_output.Dequeue() is var segment && segment.Has(TcpFlags.Rst))
                _output.Enqueue(segment);
        }

        _timers.StopAll();
        _sendBuffer.Clear();
        _receiveBuffer.Clear();
        _isAckDue = false;
        _isRoomWanted = false;
        ResetRetransmission();
        _keepAlives = 0;
    }
}
