using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// Effects of what has arrived: on the receive variables, the send window and the acknowledgment that is due.
public sealed partial class TcpConnection
{
    private SackBlock? _duplicate;
    private int _receiveSegmentSize;
    private int _quickAcknowledgments;
    private int _repeats;
    private SequenceNumber _repeatedNumber;

    private partial void TakeSyn(in ArrivingSegment segment)
    {
        _tcb.HasPeerSyn = true;
        _tcb.InitialReceiveSequence = segment.Sequence;
        _tcb.ReceiveUrgentPointer = segment.Sequence;
        _tcb.ReceiveNext = segment.Sequence + 1;
        _tcb.LastAcknowledgmentSent = _tcb.ReceiveNext;
        _tcb.ReceiveEdge = _tcb.ReceiveNext + Math.Min(_receiveBuffer.Capacity, ushort.MaxValue);
        Negotiate(segment.Header.Options);
        SetSendWindow(segment);
        Hold(segment);
    }

    private partial void UpdateWindow(in ArrivingSegment segment)
    {
        RestartKeepAlive();
        TakeTimestamp(segment);

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
        NoteDuplicate(segment);
        _receiveSegmentSize = Math.Max(_receiveSegmentSize, Math.Min(segment.Text.Length, LocalSegmentSize));
        Hold(segment);
        var count = _receiveBuffer.Complete();
        _tcb.ReceiveNext += count;

        if (count > 0 && _isReceivePending)
        {
            _isReceivePending = false;
            Notify(TcpAudience.User, TcpMessage.TextArrived);
        }
    }

    private partial void TakeFin()
    {
        _tcb.ReceiveNext += 1;
        _tcb.IsPeerFinTaken = true;
        StopKeepAliveWhenClosing();
    }

    // Two segments' worth of text, text out of order and text that was here before are acknowledged at once: RFC 5681
    // section 4.2. What counts is bytes, for a segment may stand for several (offload).
    private partial void Acknowledge()
    {
        var text = _tcb.ReceiveNext - _tcb.LastAcknowledgmentSent;
        if (_options.AcknowledgmentDelay == TimeSpan.Zero
            || text >= 2 * _receiveSegmentSize
            || _receiveBuffer.HasHole
            || _duplicate is not null
            || _quickAcknowledgments > 0)
        {
            _quickAcknowledgments = Math.Max(0, _quickAcknowledgments - 1);
            CountRepeats();
            AcknowledgeAtOnce();
        }
        else if (!_timers.IsRunning(TcpTimer.DelayedAck))
        {
            _timers.Start(TcpTimer.DelayedAck, _now + _options.AcknowledgmentDelay);
        }
    }

    // Several segments may arrive before anything leaves. A peer without SACK counts acknowledgments that repeat a number, so
    // it gets one for each segment behind a hole: RFC 5681 section 4.2.
    private void CountRepeats()
    {
        var isRepeat = (_due & Due.Acknowledgment) != 0
            && _receiveBuffer.HasHole
            && _tcb.ReceiveNext == _repeatedNumber
            && !_tcb.IsSackPermitted;
        (_repeatedNumber, _repeats) = (_tcb.ReceiveNext, isRepeat ? _repeats + 1 : 0);
    }

    private void AcknowledgeAtOnce()
    {
        _due |= Due.Acknowledgment;
        _timers.Stop(TcpTimer.DelayedAck);
    }

    // The peer is told at once if it may be about to stop, or has half a buffer to win; else with the next acknowledgment.
    private partial void OfferWindow()
    {
        var gain = NewReceiveEdge - _tcb.ReceiveEdge;
        if (gain <= 0)
            return;

        if (gain >= _receiveBuffer.Capacity / 2 || (gain >= LocalSegmentSize && _tcb.ReceiveWindow < 2 * LocalSegmentSize))
            AcknowledgeAtOnce();
    }

    // The edge that there is memory for. It moves by a full segment, or half the buffer, or not at all: RFC 9293 3.8.6.2.2.
    private SequenceNumber NewReceiveEdge
    {
        get
        {
            var room = Math.Clamp(_receiveBuffer.Room, 0, _receiveBuffer.Capacity) >> _tcb.ReceiveWindowScale;
            var edge = _tcb.ReceiveNext + (Math.Min(room, ushort.MaxValue) << _tcb.ReceiveWindowScale);
            return edge - _tcb.ReceiveEdge >= Math.Min(_receiveBuffer.Capacity / 2, LocalSegmentSize) ? edge : _tcb.ReceiveEdge;
        }
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

    // RFC 2883: text that has come before is reported once, so that the peer learns that it need not have sent it.
    private void NoteDuplicate(in ArrivingSegment segment)
    {
        if (!_tcb.IsSackPermitted || segment.Text.IsEmpty)
            return;

        var start = segment.TextSequence - _tcb.ReceiveNext;
        var end = start + segment.Text.Length;
        if (start < 0)
            _duplicate = new(segment.TextSequence, _tcb.ReceiveNext + Math.Min(end, 0));
        else if (_receiveBuffer.FindHeld(start, end) is var (heldStart, heldEnd))
            _duplicate = new(_tcb.ReceiveNext + heldStart, _tcb.ReceiveNext + heldEnd);
    }

    private void SetSendWindow(in ArrivingSegment segment)
    {
        _tcb.SendWindow = (uint)segment.Header.Window << (segment.Has(TcpFlags.Syn) ? 0 : _tcb.SendWindowScale);
        _tcb.MaximumSendWindow = Math.Max(_tcb.MaximumSendWindow, _tcb.SendWindow);
        _tcb.WindowUpdateSequence = segment.Sequence;
        _tcb.WindowUpdateAcknowledgment = segment.Has(TcpFlags.Ack) ? segment.Acknowledgment : _tcb.SendUnacknowledged;

        // A peer that answers is there, however long its window stays closed: MUST-37. Nobody waits for that once the user
        // has released the connection.
        if (_tcb is { SendWindow: 0, IsReleased: false })
        {
            _retransmissions = 0;
            RestartUserTimer();
        }
    }
}
