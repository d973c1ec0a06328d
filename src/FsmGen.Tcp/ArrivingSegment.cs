using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>A segment that has arrived: who sent it, what its header says, and its text.</summary>
public readonly ref struct ArrivingSegment
{
    /// <summary>Makes a segment from what was read from the wire.</summary>
    /// <param name="source">The address of the sender.</param>
    /// <param name="destination">The address that it was sent to.</param>
    /// <param name="header">The header; its ports complete the two sockets.</param>
    /// <param name="text">The data; valid as long as the segment.</param>
    public ArrivingSegment(IpAddress source, IpAddress destination, scoped in TcpHeader header, ReadOnlySpan<byte> text)
    {
        Source = new(source, header.SourcePort);
        Destination = new(destination, header.DestinationPort);
        Header = header;
        Text = text;
    }

    /// <summary>The socket of the sender.</summary>
    public TcpEndpoint Source { get; }

    /// <summary>The socket that the segment was sent to.</summary>
    public TcpEndpoint Destination { get; }

    /// <summary>The header.</summary>
    public TcpHeader Header { get; }

    /// <summary>The data.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>SEG.SEQ.</summary>
    public SequenceNumber Sequence => Header.Sequence;

    /// <summary>SEG.ACK; means something only with the ACK bit.</summary>
    public SequenceNumber Acknowledgment => Header.Acknowledgment;

    /// <summary>SEG.LEN: the data, and one more each for SYN and FIN.</summary>
    public int Length => Text.Length + (Has(TcpFlags.Syn) ? 1 : 0) + (Has(TcpFlags.Fin) ? 1 : 0);

    /// <summary>Whether all of these bits are on.</summary>
    public bool Has(TcpFlags flags) => (Header.Flags & flags) == flags;

    /// <summary>Reads a datagram; false if it is not a whole TCP segment with valid checksums.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out ArrivingSegment segment)
    {
        if (!Packet.TryParse(datagram, out var packet))
        {
            segment = default;
            return false;
        }

        segment = new(packet.Ip.Source, packet.Ip.Destination, packet.Tcp.Header, packet.Tcp.Payload);
        return true;
    }

    /// <summary>The number of the first byte of text, or of the FIN where there is none.</summary>
    internal SequenceNumber TextSequence => Has(TcpFlags.Syn) ? Sequence + 1 : Sequence;
}
