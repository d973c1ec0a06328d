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

    private int Write(in OutgoingSegment segment, Span<byte> packet)
    {
        var isSyn = segment.Has(TcpFlags.Syn);
        var hasAck = segment.Has(TcpFlags.Ack);
        var header = new TcpHeader
        {
            SourcePort = _tcb.Local.Port,
            DestinationPort = _tcb.Remote.Port,
            Sequence = segment.Sequence,
            Flags = segment.Flags,
            Acknowledgment = hasAck ? _tcb.ReceiveNext : default,
            Window = isSyn ? (ushort)Math.Min(_receiveBuffer.Capacity, ushort.MaxValue) : AdvertiseWindow(),
            Options = isSyn ? SynOptions : SegmentOptions(hasText: segment.TextLength > 0),
        };

        // A keep-alive begins before SND.UNA, where nothing is urgent any more.
        if (!isSyn && _tcb.SendUrgentPointer > _tcb.SendUnacknowledged && _tcb.SendUrgentPointer - segment.Sequence is > 0 and <= ushort.MaxValue and var urgent)
            header = header with { Flags = header.Flags | TcpFlags.Urg, UrgentPointer = (ushort)urgent };

        if (hasAck)
        {
            // A segment with text has no room for it, and by the next one it is no news.
            _duplicate = null;
            _due &= ~Due.Acknowledgment;
            if (_repeats > 0)
                (_repeats, _due) = (_repeats - 1, _due | Due.Acknowledgment);
            _timers.Stop(TcpTimer.DelayedAck);
            _tcb.LastAcknowledgmentSent = _tcb.ReceiveNext;
        }

        if (segment.TextLength == 0)
            return WritePacket(packet, _tcb.Local.Address, _tcb.Remote.Address, header, []);

        // The text goes straight from the buffer to its place behind the headers.
        var text = packet.Slice(IpHeaderLength + header.HeaderLength, segment.TextLength);
        _sendBuffer.CopyTo(segment.Sequence, text);
        return WritePacket(packet, _tcb.Local.Address, _tcb.Remote.Address, header, text);
    }

    // The field is rounded up where the edge stays, for an edge must not go back; down where it moves. But an edge that is
    // rounded up for every byte that comes would run away from the buffer: an eighth beyond its end it goes no further.
    private ushort AdvertiseWindow()
    {
        _tcb.ReceiveEdge = NewReceiveEdge;
        var unit = 1 << _tcb.ReceiveWindowScale;
        var field = (int)(_tcb.ReceiveWindow + unit - 1) >> _tcb.ReceiveWindowScale;
        if ((field << _tcb.ReceiveWindowScale) + (long)_receiveBuffer.Length <= _receiveBuffer.Capacity + (long)_receiveBuffer.Capacity / 8)
            _tcb.ReceiveEdge = _tcb.ReceiveNext + (field << _tcb.ReceiveWindowScale);
        else
            field = (int)_tcb.ReceiveWindow >> _tcb.ReceiveWindowScale;
        return (ushort)Math.Min(field, ushort.MaxValue);
    }

    private int WritePacket(Span<byte> packet, IpAddress source, IpAddress destination, in TcpHeader header, ReadOnlySpan<byte> text) =>
        source.IsIpv4
            ? Packet.Write(
                packet,
                new Ipv4Header
                {
                    Source = (Ipv4Address)source,
                    Destination = (Ipv4Address)destination,
                    TimeToLive = _options.HopLimit,
                    TrafficClass = _options.TrafficClass,
                    Flags = Ipv4Flags.DontFragment,
                },
                header,
                text)
            : Packet.Write(
                packet,
                new Ipv6Header
                {
                    Source = (Ipv6Address)source,
                    Destination = (Ipv6Address)destination,
                    HopLimit = _options.HopLimit,
                    TrafficClass = _options.TrafficClass,
                },
                header,
                text);

    private void Reset(in TcpEndpoint local, in TcpEndpoint remote, TcpFlags flags, SequenceNumber sequence, SequenceNumber acknowledgment)
    {
        _reset ??= new();
        (_reset.Local, _reset.Remote, _reset.IsPending) = (local, remote, true);
        (_reset.Flags, _reset.Sequence, _reset.Acknowledgment) = (flags, sequence, acknowledgment);
    }

    private int WriteReset(Span<byte> packet)
    {
        var reset = _reset!;
        reset.IsPending = false;
        var header = new TcpHeader
        {
            SourcePort = reset.Local.Port,
            DestinationPort = reset.Remote.Port,
            Sequence = reset.Sequence,
            Acknowledgment = reset.Acknowledgment,
            Flags = reset.Flags,
        };
        return WritePacket(packet, reset.Local.Address, reset.Remote.Address, header, []);
    }

    // A reset names its own sockets, for it may be the answer to a stranger, and it outlives the block.
    private sealed class PendingReset
    {
        public bool IsPending { get; set; }

        public TcpEndpoint Local { get; set; }

        public TcpEndpoint Remote { get; set; }

        public TcpFlags Flags { get; set; }

        public SequenceNumber Sequence { get; set; }

        public SequenceNumber Acknowledgment { get; set; }
    }
}
