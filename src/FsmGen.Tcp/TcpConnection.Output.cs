using FsmGen.Runtime;

namespace FsmGen.Tcp;

// What leaves: segments become datagrams when somebody asks for them.
public sealed partial class TcpConnection
{
    private const int DatagramHeaderLength = Ipv4Header.MinimumLength + TcpHeader.MinimumLength;

    /// <summary>Bytes that the longest datagram of this connection takes.</summary>
    public int MaximumDatagramLength => DatagramHeaderLength + Math.Max((int)_options.MaximumSegmentSize, sizeof(uint));

    /// <summary>Writes the next datagram to be sent; false if there is none.</summary>
    /// <param name="datagram">Where to; <see cref="MaximumDatagramLength"/> bytes are always enough.</param>
    /// <param name="length">The bytes written.</param>
    /// <exception cref="ArgumentException">The span is too short; the datagram is kept.</exception>
    public bool TryTransmit(Span<byte> datagram, out int length)
    {
        length = 0;
        while (TryPeekOutput(out var segment))
        {
            if (IsWorthSending(segment))
                length = Write(segment, datagram);

            _output.Dequeue();
            _isAckDue &= !segment.Has(TcpFlags.Ack);
            if (length > 0)
                return true;
        }

        return false;
    }

    private bool TryPeekOutput(out OutgoingSegment segment)
    {
        if (_output.Count == 0 && _isAckDue)
            Emit(TcpFlags.Ack);

        return _output.TryPeek(out segment);
    }

    // Text that was acknowledged in the meantime is gone from the buffer.
    private bool IsWorthSending(in OutgoingSegment segment) =>
        segment.TextLength == 0 || segment.Sequence >= _sendBuffer.Start;

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
            MaximumSegmentSize = isSyn ? _options.MaximumSegmentSize : null,
        };

        if (!isReset && !isSyn && _tcb.SendUrgentPointer - segment.Sequence is > 0 and <= ushort.MaxValue and var urgent)
            header = header with { Flags = header.Flags | TcpFlags.Urg, UrgentPointer = (ushort)urgent };

        if (segment.TextLength == 0)
            return TcpPacket.Write(datagram, segment.Local.Address, segment.Remote.Address, header, []);

        // The text goes straight from the buffer to its place behind the headers.
        var text = datagram.Slice(Ipv4Header.MinimumLength + header.HeaderLength, segment.TextLength);
        _sendBuffer.CopyTo(segment.Sequence, text);
        return TcpPacket.Write(datagram, segment.Local.Address, segment.Remote.Address, header, text);
    }
}
