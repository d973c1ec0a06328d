using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// Segments become packets, with what is to be said at that moment: acknowledgment, window, options.
public sealed partial class TcpConnection
{
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
