using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// What leaves: segments become datagrams when somebody asks for them.
public sealed partial class TcpConnection
{
    private const int DatagramHeaderLength = Ipv6Header.Length + TcpHeader.MinimumLength;

    /// <summary>Bytes that the longest datagram of this connection takes.</summary>
    public int MaximumDatagramLength => DatagramHeaderLength + Math.Max((int)_options.MaximumSegmentSize, sizeof(uint));

    /// <summary>Writes the next datagram to be sent; false if there is none.</summary>
    /// <param name="datagram">Where to: <see cref="MaximumDatagramLength"/> bytes, or more.</param>
    /// <param name="length">The bytes written.</param>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public bool TryTransmit(Span<byte> datagram, out int length)
    {
        if (datagram.Length < MaximumDatagramLength)
            throw new ArgumentException($"A datagram may take {MaximumDatagramLength} bytes, the span has {datagram.Length}", nameof(datagram));

        length = 0;
        while (length == 0 && TryTakeOutput(out var segment))
        {
            if (IsWorthSending(segment))
                length = Write(segment, datagram);
        }

        return length > 0;
    }

    private bool TryTakeOutput(out OutgoingSegment segment)
    {
        if (_output.Count == 0 && _isAckDue)
            Emit(TcpFlags.Ack);

        var isTaken = _output.TryDequeue(out segment);
        _isAckDue &= !segment.Has(TcpFlags.Ack);
        return isTaken;
    }

    // Text that was acknowledged in the meantime is gone from the buffer, and a bare ACK says nothing that the segment
    // behind it does not say as well.
    private bool IsWorthSending(in OutgoingSegment segment) => segment.TextLength > 0
        ? segment.Sequence >= _sendBuffer.Start
        : segment.Flags != TcpFlags.Ack
            || !_output.TryPeek(out var next) || !next.Has(TcpFlags.Ack) || next.Sequence != segment.Sequence;

    private int Write(in OutgoingSegment segment, Span<byte> datagram)
    {
        var isReset = segment.Has(TcpFlags.Rst);
        var isSyn = segment.Has(TcpFlags.Syn);
        var header = new TcpHeader
        {
            SourcePort = segment.Local.Port,
            DestinationPort = segment.Remote.Port,
            Sequence = segment.Sequence,
            Flags = segment.Flags,
            Acknowledgment = isReset ? segment.Acknowledgment : segment.Has(TcpFlags.Ack) ? _tcb.ReceiveNext : default,
            Window = (ushort)(isReset ? 0 : _tcb.HasPeerSyn ? Math.Min(_tcb.ReceiveWindow, ushort.MaxValue) : (uint)_receiveBuffer.Capacity),
            Options = new() { MaximumSegmentSize = isSyn ? _options.MaximumSegmentSize : null },
        };

        if (!isReset && !isSyn && _tcb.SendUrgentPointer - segment.Sequence is > 0 and <= ushort.MaxValue and var urgent)
            header = header with { Flags = header.Flags | TcpFlags.Urg, UrgentPointer = (ushort)urgent };

        if (segment.TextLength == 0)
            return Packet.Write(datagram, segment.Local.Address, segment.Remote.Address, header, []);

        // The text goes straight from the buffer to its place behind the headers.
        var text = datagram.Slice((segment.Local.Address.IsIpv4 ? Ipv4Header.MinimumLength : Ipv6Header.Length) + header.HeaderLength, segment.TextLength);
        _sendBuffer.CopyTo(segment.Sequence, text);
        return Packet.Write(datagram, segment.Local.Address, segment.Remote.Address, header, text);
    }
}
