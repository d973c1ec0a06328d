using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

/// <summary>Writes and reads whole IPv4 datagrams that carry one TCP segment, checksums included.</summary>
public static class TcpPacket
{
    /// <summary>The time to live of datagrams written without an IP header of one's own: the default IANA recommends.</summary>
    public const byte DefaultTimeToLive = 64;

    //   ┌─────────────┬──────────────────────────┬─────────┐
    //   │ IPv4 header │ TCP header with options  │ payload │
    //   └─────────────┴──────────────────────────┴─────────┘
    //   0             20                         20 + TcpHeader.HeaderLength

    /// <summary>Writes a datagram between two addresses, with identification 0 and <see cref="DefaultTimeToLive"/>.</summary>
    /// <param name="datagram">Where to; bytes behind the datagram are left as they are.</param>
    /// <param name="source">The address the datagram comes from.</param>
    /// <param name="destination">The address the datagram goes to.</param>
    /// <param name="tcp">The TCP header.</param>
    /// <param name="payload">The data; may already lie inside <paramref name="datagram"/>, at its place or elsewhere.</param>
    /// <returns>The bytes written: the total length of the datagram.</returns>
    /// <exception cref="ArgumentException">
    /// The span is too short for the datagram, or the datagram would be longer than 65535 bytes.
    /// </exception>
    public static int Write(
        Span<byte> datagram, Ipv4Address source, Ipv4Address destination, in TcpHeader tcp, ReadOnlySpan<byte> payload)
    {
        var ip = new Ipv4Header { Source = source, Destination = destination, TimeToLive = DefaultTimeToLive };
        return Write(datagram, ip, tcp, payload);
    }

    /// <summary>Writes a datagram with valid checksums (RFC 791 and RFC 9293, section 3.1 of each); sets every byte of it.</summary>
    /// <param name="datagram">Where to; bytes behind the datagram are left as they are.</param>
    /// <param name="ip">The IP header; its total length and protocol are not looked at but set to what they must be.</param>
    /// <param name="tcp">The TCP header.</param>
    /// <param name="payload">The data; may already lie inside <paramref name="datagram"/>, at its place or elsewhere.</param>
    /// <returns>The bytes written: the total length of the datagram.</returns>
    /// <exception cref="ArgumentException">
    /// The span is too short for the datagram, or the datagram would be longer than 65535 bytes.
    /// </exception>
    public static int Write(Span<byte> datagram, in Ipv4Header ip, in TcpHeader tcp, ReadOnlySpan<byte> payload)
    {
        var headers = Ipv4Header.MinimumLength + tcp.HeaderLength;
        if (payload.Length > ushort.MaxValue - headers)
            throw new ArgumentException($"{payload.Length} bytes are too many for one datagram", nameof(payload));

        var length = headers + payload.Length;
        if (datagram.Length < length)
            throw new ArgumentException($"The datagram takes {length} bytes, the span has {datagram.Length}", nameof(datagram));

        // First, since the headers may go where the payload lies now.
        payload.CopyTo(datagram[headers..]);

        var segment = datagram[Ipv4Header.MinimumLength..length];
        (ip with { TotalLength = (ushort)length, Protocol = IpProtocol.Tcp }).Write(datagram);
        tcp.Write(segment);

        var checksum = Checksum(ip, segment).Value;
        BinaryPrimitives.WriteUInt16BigEndian(segment[TcpHeader.ChecksumOffset..], checksum);
        return length;
    }

    /// <summary>Reads a datagram; false if it is cut off, corrupted, a fragment, malformed or not TCP over IPv4.</summary>
    /// <remarks>
    /// Both checksums are verified (RFC 1122 section 3.2.1.2, RFC 9293 MUST-3); see <see cref="Ipv4Header.TryRead"/>
    /// and <see cref="TcpHeader.TryRead"/> for what else is. Whatever cannot be read is empty on return.
    /// </remarks>
    /// <param name="datagram">The datagram; bytes behind its total length, such as link-layer padding, are left alone.</param>
    /// <param name="ip">The IP header.</param>
    /// <param name="tcp">The TCP header.</param>
    /// <param name="payload">The data: the part of <paramref name="datagram"/> behind both headers.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> datagram, out Ipv4Header ip, out TcpHeader tcp, out ReadOnlySpan<byte> payload)
    {
        tcp = default;
        payload = default;

        if (Ipv4Header.TryRead(datagram, out ip, out var offset) && ip.Protocol == IpProtocol.Tcp)
        {
            var segment = datagram[offset..ip.TotalLength];
            if (Checksum(ip, segment).IsValid && TcpHeader.TryRead(segment, out tcp, out var dataOffset))
            {
                payload = segment[dataOffset..];
                return true;
            }
        }

        ip = default;
        return false;
    }

    private static InternetChecksum Checksum(in Ipv4Header ip, ReadOnlySpan<byte> segment) =>
        InternetChecksum.Ipv4PseudoHeader(ip.Source, ip.Destination, IpProtocol.Tcp, segment.Length).Add(segment);
}
