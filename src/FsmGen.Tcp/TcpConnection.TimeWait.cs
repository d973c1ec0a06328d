namespace FsmGen.Tcp;

// TIME-WAIT outlives the connection's buffers by far: a stack may remember it as a few numbers.
public sealed partial class TcpConnection
{
    /// <summary>Gives what has to be remembered in TIME-WAIT, once nothing else is left to do; then the connection may be dropped.</summary>
    /// <param name="block">What <see cref="ResumeTimeWait"/> makes the connection of again.</param>
    /// <returns>False if the connection is elsewhere, or has text for its user or a segment to send.</returns>
    public bool TryFold(out TimeWaitBlock block)
    {
        block = default;
        if (_timers.Deadline(TcpTimer.TimeWait) is not { } deadline
            || _receiveBuffer.Length > 0
            || _due != Due.Nothing
            || _reset is { IsPending: true })
        {
            return false;
        }

        block = new(
            deadline,
            _tcb.SendNext,
            _tcb.ReceiveNext,
            _tcb.ReceiveWindow,
            _tcb.RecentTimestamp,
            _tcb.TimestampOffset,
            _tcb.ReceiveWindowScale,
            _tcb.HasTimestamps);
        return true;
    }

    private partial void RestoreTimeWait(in TimeWaitBlock block)
    {
        _tcb.HasPeerSyn = true;
        (_tcb.SendUnacknowledged, _tcb.SendNext, _tcb.SendUrgentPointer) = (block.SendNext, block.SendNext, block.SendNext);
        (_tcb.IsFinQueued, _tcb.IsPeerFinTaken, _tcb.OurFin) = (true, true, block.SendNext - 1);
        _sendBuffer.Number(block.SendNext);
        (_tcb.ReceiveNext, _tcb.LastAcknowledgmentSent) = (block.ReceiveNext, block.ReceiveNext);
        _tcb.MaximumSendWindow = int.MaxValue; // what it was is forgotten: no acknowledgment is too old
        _tcb.ReceiveUrgentPointer = block.ReceiveNext;
        _tcb.ReceiveEdge = block.ReceiveNext + (int)block.ReceiveWindow;
        _tcb.ReceiveWindowScale = block.WindowScale;
        _tcb.PathMtu = _options.MaximumTransmissionUnit;
        _tcb.PeerSegmentSize = MinimumSegmentSize;
        (_tcb.RecentTimestamp, _tcb.RecentTimestampAt) = (block.RecentTimestamp, _now);
        (_tcb.TimestampOffset, _tcb.HasTimestamps) = (block.TimestampOffset, block.HasTimestamps);

        // No text will be sent, but how much would fit into a segment is asked for all the same.
        SetSendSegmentSize();
    }

    private partial void ContinueTimeWait(in TimeWaitBlock block) => _timers.Start(TcpTimer.TimeWait, block.Deadline);
}
