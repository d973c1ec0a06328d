using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

/// <summary>A whole IP datagram that carries one TCP segment: read with all its checks, or written with all its checksums.</summary>
/// <remarks>
/// <code>
/// var length = Packet.Write(buffer, source, destination, new TcpHeader { Flags = TcpFlags.Syn, … }, payload: []);
/// if (Packet.TryParse(buffer.AsSpan(0, length), out var packet))
///     Use(packet.Ip.Source, packet.Tcp.SourcePort, packet.Tcp.Payload);
/// </code>
/// </remarks>
public readonly ref struct Packet
{
    /// <summary>The time to live, or hop limit, of datagrams written without an IP header of one's own: the default IANA recommends.</summary>
    public const byte DefaultTimeToLive = 64;

    private Packet(IpPacket ip, TcpSegment tcp)
    {
        Ip = ip;
        Tcp = tcp;
    }

    /// <summary>The datagram.</summary>
    public IpPacket Ip { get; }

    /// <summary>The segment in it.</summary>
    public TcpSegment Tcp { get; }

    /// <summary>Reads a datagram; false if it is cut off, corrupted, a fragment, malformed or not TCP.</summary>
    /// <remarks>All checksums are verified: RFC 1122 section 3.2.1.2, RFC 9293 MUST-3.</remarks>
    /// <param name="datagram">The datagram; bytes behind it, such as link-layer padding, are left alone.</param>
    /// <param name="packet">What was read; <c>default</c>, which is not to be asked anything, if it cannot be read.</param>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out Packet packet) => TryParse(datagram, out packet, out _);

    /// <summary>Reads a datagram, and says what is wrong where that fails.</summary>
    /// <param name="datagram">The datagram; bytes behind it, such as link-layer padding, are left alone.</param>
    /// <param name="packet">What was read; <c>default</c>, which is not to be asked anything, if it cannot be read.</param>
    /// <param name="error">Why it cannot be read.</param>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out Packet packet, out PacketError error) =>
        (error = Parse(datagram, out packet)) == PacketError.None;

    //   ┌─────────────────────┬──────────────────────────┬─────────┐
    //   │ IPv4 or IPv6 header │ TCP header with options  │ payload │
    //   └─────────────────────┴──────────────────────────┴─────────┘
    //   0                     20 or 40                   + TcpHeader.HeaderLength

    /// <summary>
    /// Writes a datagram between two addresses of one family, with <see cref="DefaultTimeToLive"/>; routers may not fragment it.
    /// </summary>
    /// <param name="datagram">Where to; bytes behind the datagram are left as they are.</param>
    /// <param name="source">The address the datagram comes from.</param>
    /// <param name="destination">The address the datagram goes to.</param>
    /// <param name="tcp">The TCP header.</param>
    /// <param name="payload">The data; may already lie inside <paramref name="datagram"/>, at its place or elsewhere.</param>
    /// <returns>The bytes written: the length of the datagram.</returns>
    /// <exception cref="ArgumentException">The span is too short for the datagram, or the data is too long for one.</exception>
    /// <exception cref="InvalidCastException">The addresses are of different families.</exception>
    /// <exception cref="InvalidOperationException">The TCP header cannot be written; bytes may have been written by then.</exception>
    public static int Write(
        Span<byte> datagram, IpAddress source, IpAddress destination, in TcpHeader tcp, ReadOnlySpan<byte> payload) => source.IsIpv4
        ? Write(datagram, Ipv4(source, destination), tcp, payload)
        : Write(datagram, Ipv6(source, destination), tcp, payload);

    /// <summary>Writes a datagram with valid checksums; sets every byte of it.</summary>
    /// <param name="datagram">Where to; bytes behind the datagram are left as they are.</param>
    /// <param name="ip">The IP header of a whole datagram; its protocol is not looked at but set to what it must be.</param>
    /// <param name="tcp">The TCP header.</param>
    /// <param name="payload">The data; may already lie inside <paramref name="datagram"/>, at its place or elsewhere.</param>
    /// <returns>The bytes written: the length of the datagram.</returns>
    /// <exception cref="ArgumentException">The span is too short for the datagram, or the datagram would be longer than 65535 bytes.</exception>
    /// <exception cref="InvalidOperationException">A header cannot be written, or says that this is a fragment; bytes may have been written by then.</exception>
    public static int Write(Span<byte> datagram, in Ipv4Header ip, in TcpHeader tcp, ReadOnlySpan<byte> payload) =>
        Write(datagram, ip, tcp, tcp.EncodeOptions(stackalloc byte[TcpOptionList.MaximumLength]), payload);

    /// <summary>Writes a datagram with options as they stand on the wire, in place of those of the header.</summary>
    /// <param name="datagram">Where to; bytes behind the datagram are left as they are.</param>
    /// <param name="ip">The IP header of a whole datagram; its protocol is not looked at but set to what it must be.</param>
    /// <param name="tcp">The TCP header; its <see cref="TcpHeader.Options"/> are not looked at.</param>
    /// <param name="options">Up to 40 bytes from elsewhere, such as a <see cref="TcpOptionWriter"/> has written; padded with zeros.</param>
    /// <param name="payload">The data; may already lie inside <paramref name="datagram"/>, at its place or elsewhere.</param>
    /// <returns>The bytes written: the length of the datagram.</returns>
    /// <exception cref="ArgumentException">The span is too short for the datagram, or the datagram would be longer than 65535 bytes.</exception>
    /// <exception cref="InvalidOperationException">A header cannot be written, or says that this is a fragment; bytes may have been written by then.</exception>
    public static int Write(
        Span<byte> datagram, in Ipv4Header ip, in TcpHeader tcp, ReadOnlySpan<byte> options, ReadOnlySpan<byte> payload)
    {
        if (ip.FragmentOffset != 0 || (ip.Flags & Ipv4Flags.MoreFragments) != 0)
            throw new InvalidOperationException("A fragment has no whole segment");

        var length = TcpHeader.LengthWith(options) + payload.Length;
        var segment = Room(datagram, Ipv4Header.MinimumLength, length, ushort.MaxValue - Ipv4Header.MinimumLength);
        var pseudoHeader = InternetChecksum.Ipv4PseudoHeader(ip.Source, ip.Destination, IpProtocol.Tcp, length);

        WriteSegment(segment, tcp, options, payload, pseudoHeader);
        return (ip with { Protocol = IpProtocol.Tcp }).Write(datagram, length) + length;
    }

    /// <summary>Writes a datagram with a valid checksum and no extension headers; sets every byte of it.</summary>
    /// <param name="datagram">Where to; bytes behind the datagram are left as they are.</param>
    /// <param name="ip">The IP header; its next header is not looked at but set to what it must be.</param>
    /// <param name="tcp">The TCP header.</param>
    /// <param name="payload">The data; may already lie inside <paramref name="datagram"/>, at its place or elsewhere.</param>
    /// <returns>The bytes written: the length of the datagram.</returns>
    /// <exception cref="ArgumentException">The span is too short for the datagram, or header and data take more than 65535 bytes.</exception>
    /// <exception cref="InvalidOperationException">A header cannot be written; bytes may have been written by then.</exception>
    public static int Write(Span<byte> datagram, in Ipv6Header ip, in TcpHeader tcp, ReadOnlySpan<byte> payload) =>
        Write(datagram, ip, tcp, tcp.EncodeOptions(stackalloc byte[TcpOptionList.MaximumLength]), payload);

    /// <summary>Writes a datagram with options as they stand on the wire, in place of those of the header.</summary>
    /// <param name="datagram">Where to; bytes behind the datagram are left as they are.</param>
    /// <param name="ip">The IP header; its next header is not looked at but set to what it must be.</param>
    /// <param name="tcp">The TCP header; its <see cref="TcpHeader.Options"/> are not looked at.</param>
    /// <param name="options">Up to 40 bytes from elsewhere, such as a <see cref="TcpOptionWriter"/> has written; padded with zeros.</param>
    /// <param name="payload">The data; may already lie inside <paramref name="datagram"/>, at its place or elsewhere.</param>
    /// <returns>The bytes written: the length of the datagram.</returns>
    /// <exception cref="ArgumentException">The span is too short for the datagram, or header and data take more than 65535 bytes.</exception>
    /// <exception cref="InvalidOperationException">A header cannot be written; bytes may have been written by then.</exception>
    public static int Write(
        Span<byte> datagram, in Ipv6Header ip, in TcpHeader tcp, ReadOnlySpan<byte> options, ReadOnlySpan<byte> payload)
    {
        var length = TcpHeader.LengthWith(options) + payload.Length;
        var segment = Room(datagram, Ipv6Header.Length, length, ushort.MaxValue);
        var pseudoHeader = InternetChecksum.Ipv6PseudoHeader(ip.Source, ip.Destination, IpProtocol.Tcp, length);

        WriteSegment(segment, tcp, options, payload, pseudoHeader);
        return (ip with { NextHeader = IpProtocol.Tcp }).Write(datagram, length) + length;
    }

    private static PacketError Parse(ReadOnlySpan<byte> datagram, out Packet packet)
    {
        packet = default;
        if (!IpPacket.TryParse(datagram, out var ip, out var error))
            return error;
        if (!ip.IsHeaderChecksumValid)
            return PacketError.HeaderChecksum;
        if (ip.IsFragment)
            return PacketError.Fragment;
        if (ip.Protocol != IpProtocol.Tcp)
            return PacketError.Protocol;
        if (!TcpSegment.TryParse(ip.Payload, out var tcp, out error))
            return error;
        if (!tcp.IsChecksumValid(ip.PseudoHeader))
            return PacketError.Checksum;

        packet = new(ip, tcp);
        return PacketError.None;
    }

    private static Span<byte> Room(Span<byte> datagram, int headerLength, int length, int maximum)
    {
        if (length > maximum)
            throw new ArgumentException($"A segment of {length} bytes is too long for one datagram, which takes {maximum}");
        if (length > datagram.Length - headerLength)
            throw new ArgumentException($"The datagram takes {headerLength + length} bytes, the span has {datagram.Length}", nameof(datagram));

        return datagram.Slice(headerLength, length);
    }

    // The data first, since the headers may go where it lies now; copied and summed in one pass.
    private static void WriteSegment(
        Span<byte> segment, in TcpHeader tcp, ReadOnlySpan<byte> options, ReadOnlySpan<byte> payload, InternetChecksum pseudoHeader)
    {
        var data = default(InternetChecksum).CopyAndAdd(payload, segment[TcpHeader.LengthWith(options)..]);
        var header = segment[..tcp.Write(segment, options)];
        BinaryPrimitives.WriteUInt16BigEndian(segment[TcpHeader.ChecksumOffset..], pseudoHeader.Add(header).Add(data).Value);
    }

    private static Ipv4Header Ipv4(IpAddress source, IpAddress destination) => new()
    {
        Source = (Ipv4Address)source,
        Destination = (Ipv4Address)destination,
        Flags = Ipv4Flags.DontFragment,
        TimeToLive = DefaultTimeToLive,
    };

    private static Ipv6Header Ipv6(IpAddress source, IpAddress destination) => new()
    {
        Source = (Ipv6Address)source,
        Destination = (Ipv6Address)destination,
        HopLimit = DefaultTimeToLive,
    };
}
