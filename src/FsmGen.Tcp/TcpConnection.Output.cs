using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// What leaves: worked out when somebody asks for it, so that it says how things are then.
public sealed partial class TcpConnection
{
    private Due _due;
    private PendingReset? _reset;
    private TimeSpan _lastSentAt;
    private SequenceNumber _shortSegmentEnd;
    private bool _isWindowLimited;
    private bool _isRepairUrgent;
    private bool _isRescued;

    [Flags]
    private enum Due : byte
    {
        Nothing = 0,
        Syn = 1,
        Probe = 2,
        KeepAlive = 4,
        Acknowledgment = 8,
    }

    /// <summary>Bytes that the longest packet of this connection takes.</summary>
    public int MaximumDatagramLength => Math.Max(
        Math.Max(_options.MaximumTransmissionUnit, _options.MaximumPacketLength), Ipv6Header.Length + TcpHeader.MaximumLength + 1);

    /// <summary>Writes the next packet to be sent; false if there is none.</summary>
    /// <param name="packet">Where to: <see cref="MaximumDatagramLength"/> bytes, or more.</param>
    /// <param name="length">The bytes written.</param>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public bool TryTransmit(Span<byte> packet, out int length) => TryTransmit(packet, out length, out _);

    /// <summary>Writes the next packet to be sent, which may stand for several segments; false if there is none.</summary>
    /// <param name="packet">Where to: <see cref="MaximumDatagramLength"/> bytes, or more.</param>
    /// <param name="length">The bytes written.</param>
    /// <param name="segmentSize">
    /// Zero, or the bytes of text that each segment is to carry if the packet is longer than the path takes
    /// (<see cref="TcpConnectionOptions.MaximumPacketLength"/>).
    /// </param>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public bool TryTransmit(Span<byte> packet, out int length, out int segmentSize)
    {
        if (packet.Length < MaximumDatagramLength)
            throw new ArgumentException($"A packet may take {MaximumDatagramLength} bytes, the span has {packet.Length}", nameof(packet));

        (length, segmentSize) = (0, 0);
        if (_reset is { IsPending: true })
        {
            length = WriteReset(packet);
        }
        else if (_tcb.Exists && TryTakeNext(out var segment))
        {
            length = Write(segment, packet);
            segmentSize = segment.TextLength > _tcb.SendSegmentSize ? _tcb.SendSegmentSize : 0;
        }

        return length > 0;
    }

    private bool TryTakeNext(out OutgoingSegment segment)
    {
        if (Takes(Due.Syn))
        {
            segment = new(_tcb.HasPeerSyn ? TcpFlags.Syn | TcpFlags.Ack : TcpFlags.Syn, _tcb.InitialSendSequence, 0);
            return true;
        }

        // What came out of order is reported by itself: only a segment without text counts as a duplicate over there.
        if ((_due & Due.Acknowledgment) != 0 && _receiveBuffer.HasHole)
            return Acknowledges(out segment);

        if (_tcb.IsTransmitting && (_queue.HasLost ? TryRepair(out segment) : TrySegmentize(out segment) || TryRescue(out segment)))
            return true;

        if (Takes(Due.Probe))
        {
            segment = Probe();
            return true;
        }

        if (Takes(Due.KeepAlive))
        {
            segment = new(TcpFlags.Ack, _tcb.SendNext - 1, 0);
            return true;
        }

        segment = default;
        return (_due & Due.Acknowledgment) != 0 && Acknowledges(out segment);
    }

    private bool Acknowledges(out OutgoingSegment segment)
    {
        segment = new(TcpFlags.Ack, AcceptableSequence, 0);
        return true;
    }

    // A probe has left SND.NXT beyond a closed window, and a segment that begins there is not acceptable over there: its
    // acknowledgment, or its reset, would be lost. At the edge of the window it is.
    private SequenceNumber AcceptableSequence => _tcb.SendNext <= UsableEnd ? _tcb.SendNext : UsableEnd;

    private bool Takes(Due due)
    {
        var isDue = (_due & due) != 0;
        _due &= ~due;
        return isDue;
    }

    // A segment that is taken for lost goes before new text.
    private bool TryRepair(out OutgoingSegment segment)
    {
        segment = default;
        _isWindowLimited = !_isRepairUrgent && _queue.InFlight > 0 && _congestion.Window - _queue.InFlight < _tcb.SendSegmentSize;
        if (_isWindowLimited || !_queue.TryTakeLost(_tcb.SendSegmentSize, UsableEnd, _now, out var lost))
            return false;

        _isRepairUrgent = false;
        Retransmissions++;
        segment = Outgoing(lost.Start, lost.Length);
        NoteSent(lost.Length);
        return true;
    }

    // In recovery, with room in the network and nothing better to send: what may be lost goes again, though that is not sure
    // yet, and once in a recovery the very last segment, behind which nothing can show that it is lost.
    private bool TryRescue(out OutgoingSegment segment)
    {
        segment = default;
        if (_repair != Repair.Fast || !_tcb.IsSackPermitted || _congestion.Window - _queue.InFlight < _tcb.SendSegmentSize)
            return false;

        if (_queue.LoseBehindHeld())
            return TryRepair(out segment);

        var isRescue = !_isRescued && _queue.LoseLast();
        _isRescued |= isRescue;
        return isRescue && TryRepair(out segment);
    }

    // Beyond the window only the oldest segment is sent again, as a probe; it may have shrunk: SHLD-16, MAY-7.
    private SequenceNumber UsableEnd => _tcb.SendUnacknowledged + Math.Min(_tcb.SendWindow, int.MaxValue);

    private bool TrySegmentize(out OutgoingSegment segment)
    {
        segment = default;
        if (_tcb.OurFin is not null)
            return false;

        var length = NextTextLength();
        var isFin = _tcb.IsFinQueued && length == Unsent;
        if (length == 0 && !isFin)
            return false;

        var start = _tcb.SendNext;
        _tcb.SendNext += length;
        if (length % _tcb.SendSegmentSize > 0)
            _shortSegmentEnd = _tcb.SendNext;

        if (isFin)
        {
            _tcb.OurFin = _tcb.SendNext;
            _tcb.SendNext += 1;
            StopProbing();
        }

        _queue.Append(start, _tcb.SendNext - start, _now);
        segment = Outgoing(start, _tcb.SendNext - start);
        StartUserTimer();
        NoteSent(_tcb.SendNext - start);
        return true;
    }

    // A short segment waits for company while others are on the way, unless it ends the text and Nagle is off, or fills half
    // the largest window: RFC 9293 sections 3.7.4 and 3.8.6.2.1.
    private int NextTextLength()
    {
        var full = _tcb.SendSegmentSize;
        var most = _options.MaximumPacketLength > _tcb.PathMtu ? MaximumOffload : full;
        var network = _congestion.Window - _queue.InFlight;
        var wanted = Math.Min(Unsent, UsableWindow);
        _isWindowLimited = network < Math.Min(wanted, full);

        var length = Math.Min(Math.Min(wanted, network), most);
        var mayEndShort = _options.NoDelay || _tcb.IsFinQueued || !IsShortSegmentOut;
        if (length > full)
            return length == Unsent && mayEndShort ? length : length - length % full;
        if (length >= full || length <= 0)
            return Math.Max(0, length);

        if (length == Unsent)
            return mayEndShort ? length : 0;
        return !_tcb.IsAwaitingAcknowledgment || (length < network && length >= _tcb.MaximumSendWindow / 2) ? length : 0;
    }

    private int MaximumOffload => Math.Max(
        1, (Math.Min(_options.MaximumPacketLength, ushort.MaxValue) - IpHeaderLength - TcpHeader.MaximumLength) / _tcb.SendSegmentSize) * _tcb.SendSegmentSize;

    private bool IsShortSegmentOut => _tcb.IsAwaitingAcknowledgment && _shortSegmentEnd > _tcb.SendUnacknowledged;

    private OutgoingSegment Probe()
    {
        if (!_tcb.IsAwaitingAcknowledgment)
        {
            _queue.Append(_tcb.SendNext, 1, _now);
            _tcb.SendNext += 1;
        }

        return new(TcpFlags.Ack | TcpFlags.Psh, _tcb.SendUnacknowledged, 1);
    }

    private OutgoingSegment Outgoing(SequenceNumber start, int length)
    {
        var (flags, end) = (TcpFlags.Ack, start + length);
        if (_tcb.OurFin is { } fin && fin < end)
        {
            flags |= TcpFlags.Fin;
            (end, length) = (fin, length - 1);
        }

        // Its receiver need not wait for more: the text ends here.
        if (length > 0 && end == _sendBuffer.End)
            flags |= TcpFlags.Psh;
        return new(flags, start, length);
    }

    private void NoteSent(int length)
    {
        _congestion.Send(length, _now);
        _lastSentAt = _now;
        if (!_timers.IsRunning(TcpTimer.Retransmission) && !_timers.IsRunning(TcpTimer.Persist))
            StartRetransmissionTimer();
    }
}
