using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Stack;

/// <summary>What fragments of one datagram have in common; RFC 791 section 3.2, RFC 8200 section 4.5.</summary>
/// <param name="Source">The sender.</param>
/// <param name="Destination">The receiver.</param>
/// <param name="Identification">What the sender numbers datagrams with.</param>
/// <param name="Protocol">What the datagram carries; in IPv6 it does not count.</param>
internal readonly record struct FragmentKey(IpAddress Source, IpAddress Destination, uint Identification, IpProtocol Protocol);

/// <summary>A part of a datagram.</summary>
internal readonly ref struct Fragment
{
    private const int MaximumLength = ushort.MaxValue;

    private Fragment(IpPacket packet, ReadOnlySpan<byte> headers, IpProtocol protocol, ReadOnlySpan<byte> payload)
    {
        Headers = headers;
        Protocol = protocol;
        Payload = payload;
        Start = packet.FragmentOffset;
        IsLast = !packet.HasMoreFragments;
        Key = new(packet.Source, packet.Destination, packet.Identification, packet.IsIpv4 ? protocol : default);
    }

    public FragmentKey Key { get; }

    /// <summary>The IP header, without what concerns this fragment only in IPv6.</summary>
    public ReadOnlySpan<byte> Headers { get; }

    /// <summary>What the payload of the whole datagram begins with.</summary>
    public IpProtocol Protocol { get; }

    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Where it begins, in bytes of the whole payload.</summary>
    public int Start { get; }

    public int End => Start + Payload.Length;

    public bool IsLast { get; }

    /// <summary>Whether an honest sender may have made it.</summary>
    public bool IsPlausible =>
        Payload.Length > 0
        && (IsLast || Payload.Length % 8 == 0)
        && Headers.Length + End <= MaximumLength
        && (Protocol != IpProtocol.Tcp || (Start == 0 ? Payload.Length >= TcpHeader.MinimumLength : Start >= TcpHeader.MinimumLength));

    /// <summary>Reads a packet that is a fragment; false if its headers cannot be followed.</summary>
    public static bool TryRead(IpPacket packet, out Fragment fragment)
    {
        if (packet.IsIpv4)
        {
            fragment = new(packet, packet.Bytes[..packet.AsIpv4.HeaderLength], packet.Protocol, packet.Payload);
            return true;
        }

        var isFound = TryFindHeader(packet.AsIpv6, out var position);
        var header = packet.Bytes[position..];
        fragment = isFound
            ? new(packet, packet.Bytes[..Ipv6Header.Length], (IpProtocol)header[0], header[FragmentHeaderLength..])
            : default;
        return isFound;
    }

    // The headers in front of the fragment header were for the way here; all have their length at the same place.
    private static bool TryFindHeader(Ipv6Packet packet, out int position)
    {
        position = Ipv6Header.Length;
        var next = packet.Header.NextHeader;
        while (next is IpProtocol.HopByHopOptions or IpProtocol.Routing or IpProtocol.DestinationOptions)
        {
            var header = packet.Bytes[position..];
            (next, position) = ((IpProtocol)header[0], position + (header[1] + 1) * FragmentHeaderLength);
        }

        return next == IpProtocol.Fragment;
    }

    private const int FragmentHeaderLength = 8;
}
