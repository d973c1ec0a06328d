using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Simulation;

/// <summary>Cuts a packet that stands for several segments into those, as a device does that offloads segmentation.</summary>
internal sealed class SegmentCutter
{
    // What belongs to the end of the text goes with the last segment only; Linux does the same.
    private const TcpFlags OfTheEnd = TcpFlags.Fin | TcpFlags.Psh;

    private readonly byte[] _packet = new byte[LinkOptions.MaximumMtu];

    /// <summary>Hands on the segments of a packet, in order.</summary>
    /// <param name="packet">A TCP packet without IP options or extension headers.</param>
    /// <param name="segmentSize">Bytes of text in each segment; the last may have fewer.</param>
    /// <param name="send">Takes each segment, which is good until it returns.</param>
    /// <exception cref="ArgumentException">The packet is no whole TCP segment.</exception>
    public void Cut(ReadOnlySpan<byte> packet, int segmentSize, PacketAction send)
    {
        if (!Packet.TryParse(packet, out var parsed))
            throw new ArgumentException("Only a whole TCP segment can be cut", nameof(packet));

        var text = parsed.Tcp.Payload;
        for (var start = 0; start < text.Length; start += segmentSize)
        {
            var length = Math.Min(segmentSize, text.Length - start);
            var header = HeaderAt(parsed.Tcp.Header, start, isLast: start + length == text.Length);
            send(_packet.AsSpan(0, Write(parsed, header, text.Slice(start, length))));
        }
    }

    private int Write(in Packet packet, in TcpHeader header, ReadOnlySpan<byte> text) => packet.Ip.IsIpv4
        ? Packet.Write(_packet, packet.Ip.AsIpv4.Header, header, packet.Tcp.Options.Bytes, text)
        : Packet.Write(_packet, packet.Ip.AsIpv6.Header, header, packet.Tcp.Options.Bytes, text);

    // The urgent pointer counts from the sequence number, which moves.
    private static TcpHeader HeaderAt(in TcpHeader header, int start, bool isLast)
    {
        var flags = isLast ? header.Flags : header.Flags & ~OfTheEnd;
        var isUrgent = header.UrgentPointer > start;
        return header with
        {
            Sequence = header.Sequence + start,
            Flags = isUrgent ? flags : flags & ~TcpFlags.Urg,
            UrgentPointer = (ushort)(isUrgent ? header.UrgentPointer - start : 0),
        };
    }
}
