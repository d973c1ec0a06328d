using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Simulation;

/// <summary>An ICMP error as a router sends it: RFC 792, RFC 1191 section 4, RFC 4443 section 3.</summary>
internal readonly struct RouterError
{
    /// <summary>Bytes of the longest error: as much as any IPv6 link carries, RFC 4443 section 2.4 (c).</summary>
    public const int MaximumLength = 1280;

    public static readonly RouterError NoRoute = new(new(Type: 3, Code: 0, Parameter: 0), new(Type: 1, Code: 0, Parameter: 0));
    public static readonly RouterError TimeExceeded = new(new(Type: 11, Code: 0, Parameter: 0), new(Type: 3, Code: 0, Parameter: 0));

    // RFC 1812 section 4.3.2.3 for IPv4: what any host is able to reassemble.
    private const int Ipv4MaximumLength = 576;

    private const byte HopLimit = 64;

    private readonly IcmpErrorHeader _ipv4, _ipv6;

    private RouterError(IcmpErrorHeader ipv4, IcmpErrorHeader ipv6) => (_ipv4, _ipv6) = (ipv4, ipv6);

    public static RouterError PacketTooBig(int mtu) =>
        new(new(Type: 3, Code: 4, Parameter: (uint)mtu), new(Type: 2, Code: 0, Parameter: (uint)mtu));

    /// <summary>Writes the error about a datagram; false if there must be none, or the router has no address for it.</summary>
    public bool TryWrite(
        Span<byte> datagram, ReadOnlySpan<byte> original, IReadOnlyList<IpAddress> routerAddresses, out IpAddress destination, out int length)
    {
        (destination, length) = (default, 0);
        if (!IpPacket.TryParse(original, out var ip) || !DeservesError(ip) || !TryFindSource(routerAddresses, ip.IsIpv4, out var source))
            return false;

        destination = ip.Source;
        length = ip.IsIpv4
            ? WriteIpv4(datagram, ip, (Ipv4Address)source)
            : WriteIpv6(datagram, ip, (Ipv6Address)source);
        return true;
    }

    // RFC 1122 section 3.2.2, RFC 4443 section 2.4 (e), lest errors breed errors, or many of them.
    private static bool DeservesError(IpPacket ip) =>
        !IcmpError.TryParse(ip, out _)
        && ip.FragmentOffset == 0
        && !ip.Source.IsUnspecified
        && !ip.Source.IsMulticast
        && !ip.Destination.IsMulticast;

    private static bool TryFindSource(IReadOnlyList<IpAddress> addresses, bool isIpv4, out IpAddress source)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            source = addresses[i];
            if (source.IsIpv4 == isIpv4)
                return true;
        }

        source = default;
        return false;
    }

    private int WriteIpv4(Span<byte> datagram, IpPacket ip, Ipv4Address source)
    {
        var quotation = Beginning(ip.Bytes, Ipv4MaximumLength - Ipv4Header.MinimumLength - IcmpErrorHeader.Length);
        var length = _ipv4.Write(datagram[Ipv4Header.MinimumLength..], quotation, default);
        var header = new Ipv4Header
        {
            Source = source,
            Destination = (Ipv4Address)ip.Source,
            Protocol = IpProtocol.Icmp,
            TimeToLive = HopLimit,
        };
        return header.Write(datagram, length) + length;
    }

    private int WriteIpv6(Span<byte> datagram, IpPacket ip, Ipv6Address source)
    {
        var quotation = Beginning(ip.Bytes, MaximumLength - Ipv6Header.Length - IcmpErrorHeader.Length);
        var destination = (Ipv6Address)ip.Source;
        var pseudoHeader = InternetChecksum.Ipv6PseudoHeader(
            source, destination, IpProtocol.Icmpv6, IcmpErrorHeader.Length + quotation.Length);
        var length = _ipv6.Write(datagram[Ipv6Header.Length..], quotation, pseudoHeader);
        var header = new Ipv6Header
        {
            Source = source,
            Destination = destination,
            NextHeader = IpProtocol.Icmpv6,
            HopLimit = HopLimit,
        };
        return header.Write(datagram, length) + length;
    }

    private static ReadOnlySpan<byte> Beginning(ReadOnlySpan<byte> bytes, int length) => bytes[..Math.Min(length, bytes.Length)];
}
