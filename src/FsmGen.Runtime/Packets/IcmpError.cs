using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

using Field = IcmpErrorHeader.Field;

/// <summary>An ICMP error of either version of IP, and the datagram that it quotes; RFC 792, RFC 4443 section 3.</summary>
/// <remarks>
/// Anybody can send one: RFC 5927 says what to check before believing it, beginning with the sequence number that
/// <see cref="TryGetTcp"/> finds. Lengths are checked once, by <see cref="TryParse(IpPacket, out IcmpError)"/>; after that
/// nothing here throws.
/// </remarks>
public readonly ref struct IcmpError
{
    private readonly IpPacket _packet;

    private IcmpError(IpPacket packet, IpPacket original)
    {
        _packet = packet;
        Original = original;
    }

    /// <summary>The whole ICMP message.</summary>
    public ReadOnlySpan<byte> Bytes => _packet.Payload;

    /// <summary>The datagram that the error is about, mostly cut off behind its first bytes; its destination is what failed.</summary>
    public IpPacket Original { get; }

    /// <summary>The fields in front of <see cref="Original"/>.</summary>
    public IcmpErrorHeader Header => new(Bytes[Field.Type], Bytes[Field.Code], BinaryPrimitives.ReadUInt32BigEndian(Bytes[Field.Parameter..]));

    /// <summary>Whether the message is intact.</summary>
    public bool IsChecksumValid => (_packet.IsIpv4 ? default : _packet.PseudoHeader).Add(Bytes).IsValid;

    /// <summary>What the error says.</summary>
    public IcmpErrorKind Kind => _packet.IsIpv4 ? Ipv4Kind(Header) : Ipv6Kind(Header);

    /// <summary>
    /// With <see cref="IcmpErrorKind.PacketTooBig"/>, the longest datagram that the link takes, in bytes; 0 where the router
    /// did not say (RFC 1191 section 5).
    /// </summary>
    public uint NextHopMtu => _packet.IsIpv4 ? (ushort)Header.Parameter : Header.Parameter;

    /// <summary>Reads the error in a datagram; false if there is none, or it does not quote a datagram's headers.</summary>
    /// <param name="packet">The datagram that carries the error.</param>
    /// <param name="icmp">The error; <c>default</c>, which is not to be asked anything, if there is none.</param>
    public static bool TryParse(IpPacket packet, out IcmpError icmp) => TryParse(packet, out icmp, out _);

    /// <summary>Reads the error in a datagram, and says what is wrong where that fails.</summary>
    /// <param name="packet">The datagram that carries the error.</param>
    /// <param name="icmp">The error; <c>default</c>, which is not to be asked anything, if there is none.</param>
    /// <param name="error">Why there is none; <see cref="PacketError.Protocol"/> if it is another message, such as an echo.</param>
    public static bool TryParse(IpPacket packet, out IcmpError icmp, out PacketError error) =>
        (error = Parse(packet, out icmp)) == PacketError.None;

    /// <summary>What the error quotes of a TCP header; false if it quotes something else, or less than eight bytes.</summary>
    /// <param name="tcp">Ports and sequence number of the segment that the error is about; we sent it, so the source is we.</param>
    public bool TryGetTcp(out EmbeddedTcp tcp)
    {
        var isRead = Original.Protocol == IpProtocol.Tcp && Original.FragmentOffset == 0 && Original.Payload.Length >= QuotedTcpLength;
        tcp = isRead
            ? new(
                BinaryPrimitives.ReadUInt16BigEndian(Original.Payload[TcpHeader.Field.SourcePort..]),
                BinaryPrimitives.ReadUInt16BigEndian(Original.Payload[TcpHeader.Field.DestinationPort..]),
                new(BinaryPrimitives.ReadUInt32BigEndian(Original.Payload[TcpHeader.Field.Sequence..])))
            : default;
        return isRead;
    }

    private const int QuotedTcpLength = 8, MinimumExtendedQuotation = 128;

    private static PacketError Parse(IpPacket packet, out IcmpError icmp)
    {
        icmp = default;
        if (packet.Protocol != (packet.IsIpv4 ? IpProtocol.Icmp : IpProtocol.Icmpv6))
            return PacketError.Protocol;
        if (packet.IsFragment)
            return PacketError.Fragment;

        var message = packet.Payload;
        if (message.Length < IcmpErrorHeader.Length)
            return PacketError.Truncated;
        if (!IsError(message[Field.Type], packet.IsIpv4))
            return PacketError.Protocol;

        var result = IpPacket.Parse(Quotation(message, packet.IsIpv4), isWhole: false, out var original);
        if (result == PacketError.None && original.IsIpv4 != packet.IsIpv4)
            result = PacketError.Version;
        if (result == PacketError.None)
            icmp = new(packet, original);

        return result;
    }

    // Errors of ICMPv6 are those with the high bit off, RFC 4443 section 2.1. A redirect (5) is no error of a datagram.
    private static bool IsError(byte type, bool isIpv4) => isIpv4 ? type is 3 or 4 or 11 or 12 : type < 128;

    // A router that appends extensions says how long the quotation is, and then quotes 128 bytes at least; RFC 4884 section 4.
    private static ReadOnlySpan<byte> Quotation(ReadOnlySpan<byte> message, bool isIpv4)
    {
        var length = isIpv4 ? message[Field.Ipv4Length] * sizeof(uint) : message[Field.Ipv6Length] * sizeof(ulong);
        var hasLength = isIpv4 ? message[Field.Type] is 3 or 11 or 12 : message[Field.Type] is 1 or 3;
        var rest = message[IcmpErrorHeader.Length..];
        return hasLength && length >= MinimumExtendedQuotation && length <= rest.Length ? rest[..length] : rest;
    }

    private static IcmpErrorKind Ipv4Kind(IcmpErrorHeader header) => (header.Type, header.Code) switch
    {
        (3, 2) => IcmpErrorKind.ProtocolUnreachable,
        (3, 3) => IcmpErrorKind.PortUnreachable,
        (3, 4) => IcmpErrorKind.PacketTooBig,
        (3, _) => IcmpErrorKind.DestinationUnreachable,
        (4, _) => IcmpErrorKind.SourceQuench,
        (11, _) => IcmpErrorKind.TimeExceeded,
        _ => IcmpErrorKind.ParameterProblem,
    };

    private static IcmpErrorKind Ipv6Kind(IcmpErrorHeader header) => (header.Type, header.Code) switch
    {
        (1, 4) => IcmpErrorKind.PortUnreachable,
        (1, _) => IcmpErrorKind.DestinationUnreachable,
        (2, _) => IcmpErrorKind.PacketTooBig,
        (3, _) => IcmpErrorKind.TimeExceeded,
        (4, 1) => IcmpErrorKind.ProtocolUnreachable,
        (4, _) => IcmpErrorKind.ParameterProblem,
        _ => IcmpErrorKind.Unknown,
    };
}
