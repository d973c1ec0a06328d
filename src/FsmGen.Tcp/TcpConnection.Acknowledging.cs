using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// Effects of acknowledgments: what has arrived over there, what has not, and how fast to go on.
public sealed partial class TcpConnection
{
    private static readonly TimeSpan ClockTick = TimeSpan.FromMilliseconds(1);

    private Repair _repair;
    private SequenceNumber _recoveryPoint;
    private RoundTripEstimator _roundTrip;
    private TimeSpan _synSentAt;
    private TimeSpan? _sample;
    private int _delivered;
    private int _segmentsAcknowledged;
    private int _duplicateAcknowledgments;
    private int _duplicateBudget;

    private enum Repair : byte
    {
        None,

        /// <summary>Fast recovery: RFC 6675 with SACK, RFC 6582 without.</summary>
        Fast,

        /// <summary>After the retransmission timer has expired.</summary>
        Timeout,
    }

    /// <summary>Segments that were sent again.</summary>
    public long Retransmissions { get; private set; }

    /// <summary>SRTT, zero before the first sample; RFC 6298 section 2.</summary>
    public TimeSpan SmoothedRoundTrip => _roundTrip.Smoothed;

    /// <summary>cwnd in bytes; RFC 5681 section 2.</summary>
    public int CongestionWindow => _congestion.Window;

    private partial void TakeAck(in ArrivingSegment segment)
    {
        var before = _tcb.SendUnacknowledged;
        _tcb.SendUnacknowledged = segment.Acknowledgment;
        _sendBuffer.DropUntil(segment.Acknowledgment);
        var acknowledged = _queue.Acknowledge(segment.Acknowledgment);
        _segmentsAcknowledged = acknowledged.Count;
        // Part of one (offload) is progress, too, and no duplicate.
        if (!_tcb.IsSynUnacknowledged && _segmentsAcknowledged == 0)
            _segmentsAcknowledged = 1;
        _delivered += segment.Acknowledgment - before - acknowledged.Sacked - (_tcb.IsSynUnacknowledged ? 1 : 0);
        _duplicateBudget = _queue.Count;
        // A SYN that was lost more than once is a sign of congestion: RFC 6928 section 2.
        if (_tcb.IsSynUnacknowledged && _retransmissions > 1)
            _congestion.Restart(_tcb.SendSegmentSize);
        SampleRoundTrip(segment, acknowledged);
        _tcb.IsSynUnacknowledged = false;
        _due &= ~Due.Syn;
        Follow(ref _tcb.SendUrgentPointer, _tcb.SendUnacknowledged);
        Follow(ref _shortSegmentEnd, _tcb.SendUnacknowledged);
        Follow(ref _recoveryPoint, _tcb.SendUnacknowledged - 1);
        RestartTimers();
        TellOfRoom();
    }

    // A mark that has been passed keeps up, or it would seem to lie ahead once the numbers have gone half round.
    private static void Follow(ref SequenceNumber mark, SequenceNumber sequence)
    {
        if (mark < sequence)
            mark = sequence;
    }

    private partial void DetectLoss(in ArrivingSegment segment)
    {
        _delivered += TakeSack(segment);
        CountDuplicates(segment);
        MarkLost();
        var isInRecovery = _repair == Repair.Fast;
        LeaveRecovery();

        // What the peer holds behind a hole counts once the hole is filled: until then the window must not change (RFC 3042
        // section 2). Nor does it grow by the acknowledgment that ends a recovery (RFC 6582 section 3.2).
        if (!isInRecovery && _segmentsAcknowledged == 0)
            return;

        _congestion.Acknowledge(new(
            _now, _delivered, _queue.InFlight, _sample, _roundTrip.Smoothed, _isWindowLimited, isInRecovery));
        (_delivered, _segmentsAcknowledged, _sample) = (0, 0, null);
    }

    // By the segment's own time if it was sent once (Karn), else by the timestamp that is echoed: RFC 7323 section 4.1.
    private void SampleRoundTrip(in ArrivingSegment segment, in AcknowledgedSegments acknowledged)
    {
        // A sample of the SYN's may be left: SYN-SENT looks for no loss.
        _sample = null;
        var sentAt = _tcb.IsSynUnacknowledged && _retransmissions == 0 ? _synSentAt : acknowledged.SentAt;
        if (sentAt is { } time)
            _sample = _now - time;
        else if (EchoedAge(segment) is { } age && !(_now - age + ClockTick < acknowledged.SentAgainAt))
            _sample = age;

        if (_sample is { } sample)
        {
            _roundTrip.Sample(sample);
            _backOff = 0;
        }
        else if (_tcb.IsSynUnacknowledged)
        {
            _roundTrip.Distrust();
            _backOff = 0;
        }

        _retransmissions = 0;
    }

    // An echo from before the retransmission answers the first copy, or says that its acknowledgment was lost: it may be much
    // older than a round trip.
    private TimeSpan? EchoedAge(in ArrivingSegment segment) =>
        _tcb.HasTimestamps && segment.Header.Options.Timestamps is { EchoReply: not 0 and var echo }
            ? TimeSpan.FromMilliseconds(Math.Max(0, unchecked((int)(TimestampClock - echo))))
            : null;

    private int TakeSack(in ArrivingSegment segment)
    {
        var count = 0;
        if (!_tcb.IsSackPermitted)
            return count;

        // A block that ends behind SND.NXT, or begins before SND.UNA (a duplicate, RFC 2883), says nothing about what is out.
        foreach (var block in segment.Header.Options.Sack)
        {
            if (_tcb.SendUnacknowledged < block.Left && block.Left < block.Right && block.Right <= _tcb.SendNext)
                count += _queue.Sack(block, _tcb.SendSegmentSize);
        }

        return count;
    }

    // Without SACK each duplicate says that one segment more has left the network, though not which: RFC 5681 section 3.2.
    private void CountDuplicates(in ArrivingSegment segment)
    {
        if (_tcb.IsSackPermitted)
            return;

        if (_segmentsAcknowledged > 0)
            _duplicateAcknowledgments = Math.Max(0, _duplicateAcknowledgments - (_repair == Repair.Fast ? _segmentsAcknowledged : int.MaxValue));
        else if (IsDuplicate(segment) && MayCount())
            _duplicateAcknowledgments++;
        else
            return;

        _queue.Presume(_duplicateAcknowledgments, _tcb.SendSegmentSize);
    }

    // Honest ones tell of segments that were out when repair began, or since the last hole was filled. Others would let us
    // send whatever they like: RFC 5681 section 5.
    private bool MayCount() => _repair == Repair.None
        ? _duplicateAcknowledgments < Math.Min(RetransmissionQueue.DuplicateThreshold, _queue.Count)
        : (_duplicateBudget > 0 && _duplicateBudget-- > 0);

    // The answer to a probe of a closed window looks like one, but tells of no loss.
    private bool IsDuplicate(in ArrivingSegment segment) =>
        _queue.Count > 0
        && _tcb.SendWindow > 0
        && segment.Text.IsEmpty
        && !segment.Has(TcpFlags.Fin)
        && segment.Acknowledgment == _tcb.SendUnacknowledged
        && (uint)segment.Header.Window << _tcb.SendWindowScale == _tcb.SendWindow;

    private void MarkLost()
    {
        if (FindLost() is not { } end)
            return;

        // What was on its way when the last recovery began is no new sign of congestion: RFC 6582 section 3.2.
        if (_repair != Repair.None && (_repair == Repair.Fast || end <= _recoveryPoint))
            return;

        _repair = Repair.Fast;
        _recoveryPoint = _tcb.SendNext;
        _duplicateBudget = _queue.Count;
        (_isRepairUrgent, _isRescued) = (true, false);
        _congestion.Reduce(FlightSize, _now);
    }

    // All that is out, though not what duplicates have let go beyond the window: RFC 5681 section 3.2, RFC 6675 section 5.
    private int FlightSize => Math.Min(_tcb.SendNext - _tcb.SendUnacknowledged, _congestion.Window);

    private SequenceNumber? FindLost()
    {
        if (_tcb.IsSackPermitted)
            return _queue.MarkLost(_tcb.SendSegmentSize);

        // Without SACK, in recovery, an acknowledgment of part of the text tells of the next hole. Duplicates that repeat where
        // the last one ended may be the answers to what was sent again in vain: RFC 6582 section 3.2, step 2.
        var isHole = _repair == Repair.Fast
            ? _segmentsAcknowledged > 0 && _tcb.SendUnacknowledged < _recoveryPoint
            : _duplicateAcknowledgments >= RetransmissionQueue.DuplicateThreshold && _tcb.SendUnacknowledged > _recoveryPoint;
        return isHole ? _queue.LoseFront(_tcb.SendSegmentSize) : null;
    }

    private void LeaveRecovery()
    {
        if (_repair == Repair.None || _tcb.SendUnacknowledged < _recoveryPoint)
            return;

        if (_repair == Repair.Fast)
            _congestion.Recover();
        _repair = Repair.None;
        _duplicateAcknowledgments = 0;
        _queue.Presume(0, _tcb.SendSegmentSize);
    }
}
