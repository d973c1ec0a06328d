using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// Effects of what has arrived: on the receive variables, the send window and the acknowledgment that is due.
public sealed partial class TcpConnection
{
    // What a peer without the MSS option can take over IPv4, RFC 9293 section 3.7.1.
    private const int DefaultSegmentSize = 536;

    private bool _isAckDue;

    private partial void TakeSyn(in ArrivingSegment segment)
    {
        _tcb.HasPeerSyn = true;
        _tcb.InitialReceiveSequence = segment.Sequence;
        _tcb.ReceiveUrgentPointer = segment.Sequence;
        _tcb.ReceiveNext = segment.Sequence + 1;
        _tcb.ReceiveEdge = _tcb.ReceiveNext + _receiveBuffer.Capacity;
        _tcb.SendSegmentSize = Math.Min(segment.Header.Options.MaximumSegmentSize ?? DefaultSegmentSize, _options.MaximumSegmentSize);
        SetSendWindow(segment);
        Hold(segment);
    }

    private partial void UpdateWindow(in ArrivingSegment segment)
    {
        RestartKeepAlive();

        var isCurrent = _tcb.SendUnacknowledged <= segment.Acknowledgment && segment.Acknowledgment <= _tcb.SendNext;
        var isNews = _tcb.WindowUpdateSequence < segment.Sequence
            || (_tcb.WindowUpdateSequence == segment.Sequence && _tcb.WindowUpdateAcknowledgment <= segment.Acknowledgment);

        if (isCurrent && isNews)
            SetSendWindow(segment);
    }

    private partial void TakeUrgent(in ArrivingSegment segment)
    {
        var pointer = segment.Sequence + segment.Header.UrgentPointer;
        if (pointer > _tcb.ReceiveUrgentPointer)
            _tcb.ReceiveUrgentPointer = pointer;
    }

    private partial void TakeText(in ArrivingSegment segment)
    {
        Hold(segment);
        var count = _receiveBuffer.Complete();
        _tcb.ReceiveNext += count;

        if (count > 0 && _isReceivePending)
        {
            _isReceivePending = false;
            Notify(TcpAudience.User, TcpMessage.TextArrived);
        }
    }

    private partial void TakeFin() => _tcb.ReceiveNext += 1;

    private partial void Acknowledge()
    {
        // The second segment, and one out of order, are acknowledged at once: RFC 5681 section 4.2.
        if (_options.AcknowledgmentDelay == TimeSpan.Zero || _timers.IsRunning(TcpTimer.DelayedAck) || _receiveBuffer.HasHole)
        {
            _timers.Stop(TcpTimer.DelayedAck);
            _isAckDue = true;
        }
        else
        {
            _timers.Start(TcpTimer.DelayedAck, _now + _options.AcknowledgmentDelay);
        }
    }

    private partial void OfferWindow()
    {
        var edge = _tcb.ReceiveNext + (_receiveBuffer.Capacity - _receiveBuffer.Length);
        if (edge - _tcb.ReceiveEdge < Math.Min(_receiveBuffer.Capacity / 2, _options.MaximumSegmentSize))
            return;

        _tcb.ReceiveEdge = edge;
        Emit(TcpFlags.Ack);
    }

    private void Hold(in ArrivingSegment segment)
    {
        var offset = segment.TextSequence - _tcb.ReceiveNext;
        var end = Math.Min(offset + segment.Text.Length, (int)_tcb.ReceiveWindow);
        var start = Math.Max(offset, 0);
        if (start < end)
            _receiveBuffer.Hold(start, segment.Text[(start - offset)..(end - offset)]);

        // The FIN takes no room, so it may stand at the very edge of the window.
        var fin = segment.TextSequence + segment.Text.Length;
        if (segment.Has(TcpFlags.Fin) && fin >= _tcb.ReceiveNext && fin <= _tcb.ReceiveEdge)
            _tcb.PeerFin = fin;
    }

    private void SetSendWindow(in ArrivingSegment segment)
    {
        _tcb.SendWindow = segment.Header.Window;
        _tcb.MaximumSendWindow = Math.Max(_tcb.MaximumSendWindow, _tcb.SendWindow);
        _tcb.WindowUpdateSequence = segment.Sequence;
        _tcb.WindowUpdateAcknowledgment = segment.Has(TcpFlags.Ack) ? segment.Acknowledgment : _tcb.SendUnacknowledged;

        // A peer that answers is there, however long its window stays closed: MUST-37.
        if (_tcb.SendWindow == 0)
        {
            _retransmissions = 0;
            RestartUserTimer();
        }
    }
}
