namespace FsmGen.Tcp;

// Effects on the transmission control block as a whole: made, named, forgotten, deleted.
public sealed partial class TcpConnection
{
    private partial void CreateTcb(TcpEndpoint local, TcpEndpoint remote) =>
        _tcb = new() { Exists = true, Local = local, Remote = remote, IsRemoteGiven = remote.IsSpecified };

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
        _tcb = new()
        {
            Exists = true,
            Local = _tcb.Local,
            Remote = _tcb.IsRemoteGiven ? _tcb.Remote : default,
            IsRemoteGiven = _tcb.IsRemoteGiven,
            Origin = _tcb.Origin,
        };
    }

    private partial void SelectIss()
    {
        var iss = _options.SelectInitialSequenceNumber(_tcb.Local, _tcb.Remote, _now);
        (_tcb.InitialSendSequence, _tcb.SendUnacknowledged, _tcb.SendNext, _tcb.SendUrgentPointer) = (iss, iss, iss, iss);
        _tcb.TimestampOffset = _options.SelectTimestampOffset(_tcb.Local, _tcb.Remote);
        _tcb.PathMtu = _options.MaximumTransmissionUnit;
        (_shortSegmentEnd, _recoveryPoint) = (iss, iss);
        _sendBuffer.Number(iss + 1);
    }

    // A reset outlives its connection: it is what the connection has left to say.
    private void Flush()
    {
        _timers.StopAll();
        _sendBuffer.Clear();
        _receiveBuffer.Clear();
        _queue.Clear();
        _due = Due.Nothing;
        _isRoomWanted = false;
        _duplicate = null;
        _quickAcknowledgments = _options.QuickAcknowledgments;
        (_receiveSegmentSize, _repeats) = (0, 0);
        (_retransmissions, _backOff, _duplicateAcknowledgments, _delivered) = (0, 0, 0, 0);
        _repair = Repair.None;
        _roundTrip = new(_options);
        _keepAlives = 0;
        _peerUserTimeout = null;
    }
}
