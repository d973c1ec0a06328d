using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// Predicates: what the machine asks. None of them changes anything.
public sealed partial class TcpConnection
{
    private partial bool Acceptable(in ArrivingSegment segment) =>
        SegmentAcceptance.IsAcceptable(segment.Sequence, (uint)segment.Length, _tcb.ReceiveNext, _tcb.ReceiveWindow)
        || (_tcb.ReceiveWindow == 0 && segment.Sequence == _tcb.ReceiveNext);

    private partial bool ResetExact(in ArrivingSegment segment) =>
        segment.Has(TcpFlags.Rst) && segment.Sequence == _tcb.ReceiveNext;

    private partial bool SynInWindow(in ArrivingSegment segment) =>
        segment.Has(TcpFlags.Syn) && segment.Sequence.IsInWindow(_tcb.ReceiveNext, _tcb.ReceiveWindow);

    private partial bool NewAck(in ArrivingSegment segment) =>
        segment.Has(TcpFlags.Ack) && _tcb.SendUnacknowledged < segment.Acknowledgment && segment.Acknowledgment <= _tcb.SendNext;

    private partial bool CoversFin(in ArrivingSegment segment) =>
        NewAck(segment) && _tcb.OurFin is { } fin && fin < segment.Acknowledgment;

    private partial bool AckTooOld(in ArrivingSegment segment) =>
        segment.Acknowledgment - _tcb.SendUnacknowledged < -(long)_tcb.MaximumSendWindow;

    private partial bool AckTooNew(in ArrivingSegment segment) => segment.Acknowledgment > _tcb.SendNext;

    private partial bool NewUrgent(in ArrivingSegment segment) =>
        segment.Has(TcpFlags.Urg)
        && !IsUrgentTextAhead
        && segment.Sequence + segment.Header.UrgentPointer > _tcb.ReceiveNext + -_receiveBuffer.Length;

    private partial bool TextHeld() => _receiveBuffer.IsNextHeld || FinReached();

    private partial bool FinReached() => _tcb.PeerFin == _tcb.ReceiveNext;

    private partial bool RetransmittedFin(in ArrivingSegment segment) =>
        segment.Has(TcpFlags.Fin | TcpFlags.Ack)
        && (segment.Header.Flags & (TcpFlags.Rst | TcpFlags.Syn)) == 0
        && segment.Sequence + segment.Length == _tcb.ReceiveNext;

    private partial bool NewIncarnation(in ArrivingSegment segment) =>
        _options.ReopenFromTimeWait
        && segment.Has(TcpFlags.Syn)
        && (segment.Header.Flags & (TcpFlags.Rst | TcpFlags.Ack)) == 0
        && IsNewer(segment)
        && _options.SelectInitialSequenceNumber(_tcb.Local, _tcb.Remote, _now) > _tcb.SendNext;

    private partial bool Outdated(in ArrivingSegment segment) =>
        _tcb.HasTimestamps
        && segment.Header.Options.Timestamps is { } timestamps
        && unchecked((int)(timestamps.Value - _tcb.RecentTimestamp)) < 0
        && _now - _tcb.RecentTimestampAt < TimestampLifetime;

    private partial bool LacksTimestamp(in ArrivingSegment segment) =>
        _tcb.HasTimestamps && segment.Header.Options.Timestamps is null;

    private partial bool BringsText(in ArrivingSegment segment) =>
        segment.Text.Length > 0 && segment.TextSequence + segment.Text.Length > _tcb.ReceiveNext;

    private partial bool Released() => _tcb.IsReleased;

    private partial bool TimeWaitProtected() => _options.IgnoreResetInTimeWait;

    private partial bool OpenedPassively() => _tcb.Origin == TcpOrigin.Passive;

    private partial bool RemoteKnown() => _tcb.Remote.IsSpecified;

    private partial bool HasRoom() => _sendBuffer.Room > 0;

    private partial bool TextOnHand() => _receiveBuffer.Length > 0;

    private partial bool UnknownText(int known) => _receiveBuffer.Length > known;

    private partial bool NothingToSend() => _sendBuffer.Length == 0;

    private partial bool AllSegmentized() => Unsent <= Math.Max(0, Usable);

    private partial bool ClosePending() => _tcb.IsClosePending;

    private partial bool RetransmittedOften() => _retransmissions >= _options.DoubtfulRetransmissions;

    private partial bool RetransmittedTooOften() => _retransmissions >= (_tcb.IsSynUnacknowledged ? _options.MaximumSynRetransmissions : _options.MaximumRetransmissions);

    private partial bool KeepAliveUnanswered() => _keepAlives >= _options.MaximumKeepAlives;

    // By its timestamp where there are any (RFC 6191), else by its number.
    private bool IsNewer(in ArrivingSegment segment) => _tcb.HasTimestamps && segment.Header.Options.Timestamps is { } timestamps
        ? unchecked((int)(timestamps.Value - _tcb.RecentTimestamp)) is var age
            && (age > 0 || (age == 0 && segment.Sequence >= _tcb.ReceiveNext))
        : segment.Sequence >= _tcb.ReceiveNext;
}
