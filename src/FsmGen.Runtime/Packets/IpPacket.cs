namespace FsmGen.Runtime.Packets;

/// <summary>The bytes of an IP datagram of either version, seen by what both have.</summary>
/// <remarks>Lengths are checked once, by <see cref="TryParse(ReadOnlySpan{byte}, out IpPacket)"/>; after that nothing here throws.</remarks>
public readonly ref struct IpPacket
{
    private readonly Ipv4Packet _ipv4;
    private readonly Ipv6Packet _ipv6;

    /// <summary>Sees an IPv4 datagram as one of either version.</summary>
    public IpPacket(Ipv4Packet packet)
    {
        _ipv4 = packet;
        IsIpv4 = true;
    }

    /// <summary>Sees an IPv6 datagram as one of either version.</summary>
    public IpPacket(Ipv6Packet packet) => _ipv6 = packet;

    /// <summary>Whether this is an IPv4 datagram; an IPv6 one otherwise.</summary>
    public bool IsIpv4 { get; }

    /// <summary>Whether this is an IPv6 datagram.</summary>
    public bool IsIpv6 => !IsIpv4;

    /// <summary>Whether bytes of the payload are missing; only <see cref="TryParseBeginning"/> reads such datagrams.</summary>
    public bool IsCutOff => IsIpv4 ? _ipv4.IsCutOff : _ipv6.IsCutOff;

    /// <summary>Six bits of differentiated services code point and two of congestion notification; RFC 2474, RFC 3168.</summary>
    public byte TrafficClass => IsIpv4 ? _ipv4.TrafficClass : _ipv6.TrafficClass;

    /// <summary>Routers the datagram may still pass: the time to live of IPv4, the hop limit of IPv6.</summary>
    public byte HopLimit => IsIpv4 ? _ipv4.TimeToLive : _ipv6.HopLimit;

    /// <summary>The IPv4 datagram; only where <see cref="IsIpv4"/>.</summary>
    public Ipv4Packet AsIpv4 => _ipv4;

    /// <summary>The IPv6 datagram; only where not <see cref="IsIpv4"/>.</summary>
    public Ipv6Packet AsIpv6 => _ipv6;

    /// <summary>The whole datagram, without what may lie behind it.</summary>
    public ReadOnlySpan<byte> Bytes => IsIpv4 ? _ipv4.Bytes : _ipv6.Bytes;

    /// <summary>The address the datagram comes from.</summary>
    public IpAddress Source => IsIpv4 ? _ipv4.Source : _ipv6.Source;

    /// <summary>The address the datagram goes to.</summary>
    public IpAddress Destination => IsIpv4 ? _ipv4.Destination : _ipv6.Destination;

    /// <summary>What the datagram carries: the protocol of <see cref="Payload"/>.</summary>
    public IpProtocol Protocol => IsIpv4 ? _ipv4.Protocol : _ipv6.Protocol;

    /// <summary>The bytes behind all headers of IP.</summary>
    public ReadOnlySpan<byte> Payload => IsIpv4 ? _ipv4.Payload : _ipv6.Payload;

    /// <summary>Whether this is a part of a datagram; then <see cref="Payload"/> is a part of the payload.</summary>
    public bool IsFragment => IsIpv4 ? _ipv4.IsFragment : _ipv6.IsFragment;

    /// <summary>Whether more fragments of the datagram follow.</summary>
    public bool HasMoreFragments => IsIpv4 ? _ipv4.HasMoreFragments : _ipv6.HasMoreFragments;

    /// <summary>Where in the whole datagram this fragment begins: bytes, a multiple of 8.</summary>
    public int FragmentOffset => IsIpv4 ? _ipv4.FragmentOffset : _ipv6.FragmentOffset;

    /// <summary>Tells fragments of one datagram from those of another: 16 bits of IPv4, 32 of IPv6's fragment header.</summary>
    public uint Identification => IsIpv4 ? _ipv4.Identification : _ipv6.Identification;

    /// <summary>Whether the IP header is intact; always so with IPv6, which has no checksum of its own.</summary>
    public bool IsHeaderChecksumValid => !IsIpv4 || _ipv4.IsHeaderChecksumValid;

    /// <summary>The sum that a checksum over <see cref="Payload"/> begins with; RFC 9293 section 3.1, RFC 8200 section 8.1.</summary>
    public InternetChecksum PseudoHeader => IsIpv4
        ? InternetChecksum.Ipv4PseudoHeader(_ipv4.Source, _ipv4.Destination, _ipv4.Protocol, _ipv4.Payload.Length)
        : InternetChecksum.Ipv6PseudoHeader(_ipv6.Source, _ipv6.FinalDestination, _ipv6.Protocol, _ipv6.Payload.Length);

    /// <summary>Reads a datagram of the version that its first bits say; false if it is neither, or its lengths do not fit.</summary>
    /// <param name="bytes">The datagram; bytes behind it are left alone.</param>
    /// <param name="packet">The datagram; <c>default</c>, which is not to be asked anything, if it cannot be read.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out IpPacket packet) => TryParse(bytes, out packet, out _);

    /// <summary>Reads a datagram, and says what is wrong where that fails.</summary>
    /// <param name="bytes">The datagram; bytes behind it are left alone.</param>
    /// <param name="packet">The datagram; <c>default</c>, which is not to be asked anything, if it cannot be read.</param>
    /// <param name="error">Why it cannot be read.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out IpPacket packet, out PacketError error) =>
        (error = Parse(bytes, isWhole: true, out packet)) == PacketError.None;

    /// <summary>Reads what there is of a datagram that may have been cut off behind its headers, as by a capture or in an ICMP error.</summary>
    /// <remarks>Checksums over the payload cannot be verified where some of it is missing.</remarks>
    /// <param name="bytes">The datagram or its beginning.</param>
    /// <param name="packet">The datagram, <see cref="IsCutOff"/> or not; <c>default</c>, which is not to be asked anything, if it cannot be read.</param>
    /// <param name="error">Why it cannot be read.</param>
    public static bool TryParseBeginning(ReadOnlySpan<byte> bytes, out IpPacket packet, out PacketError error) =>
        (error = Parse(bytes, isWhole: false, out packet)) == PacketError.None;

    internal static PacketError Parse(ReadOnlySpan<byte> bytes, bool isWhole, out IpPacket packet)
    {
        if (bytes is [var first, ..] && first >> 4 == Ipv6Header.Version)
        {
            var error = Ipv6Packet.Parse(bytes, isWhole, out var ipv6);
            packet = error == PacketError.None ? new(ipv6) : default;
            return error;
        }
        else
        {
            var error = Ipv4Packet.Parse(bytes, isWhole, out var ipv4);
            packet = error == PacketError.None ? new(ipv4) : default;
            return error;
        }
    }
}
