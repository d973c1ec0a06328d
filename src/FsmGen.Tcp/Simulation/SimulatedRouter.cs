using System.Buffers.Binary;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Simulation;

/// <summary>Forwards packets by their destination, in no time; what it costs is the matter of the links.</summary>
/// <remarks>
/// The ways to the addresses of all nodes are the shortest ones, by the number of links; of several, that over the link
/// that was connected first. A router without an address of a family sends no errors of that family: a black hole for the
/// discovery of path MTUs.
/// </remarks>
public sealed class SimulatedRouter : SimulatedNode
{
    private readonly RouteTable _routes;

    internal SimulatedRouter(SimulatedNetwork network, string name, IpAddress[] addresses)
        : base(network, name, addresses) => _routes = new(this);

    /// <summary>Packets that were passed on.</summary>
    public long Forwarded { get; private set; }

    /// <summary>Packets that were not: malformed, for the router itself, out of hops, without a route, or too long for the next link.</summary>
    public long Dropped { get; private set; }

    /// <summary>ICMP errors that were sent about some of the latter.</summary>
    public long ErrorsSent { get; private set; }

    /// <summary>Adds a route for destinations to which no way is found automatically; the longest prefix that matches counts.</summary>
    /// <param name="prefix">The network, or an address in it.</param>
    /// <param name="prefixLength">How many of its bits count: 0 to 32, or to 128.</param>
    /// <param name="next">The neighbour to send to.</param>
    /// <exception cref="ArgumentOutOfRangeException">The address has not so many bits.</exception>
    /// <exception cref="ArgumentException">No link leads to the neighbour.</exception>
    public void AddRoute(IpAddress prefix, int prefixLength, SimulatedNode next)
    {
        ArgumentNullException.ThrowIfNull(next);
        var channel = Channels.FirstOrDefault(channel => channel.To == next)
            ?? throw new ArgumentException($"No link leads from '{Name}' to '{next.Name}'", nameof(next));
        _routes.Add(new(prefix, prefixLength), channel);
    }

    internal override void Arrive(SimulatedPacket packet)
    {
        if (!IpPacket.TryParse(packet.Bytes, out var ip) || !ip.IsHeaderChecksumValid || Addresses.Contains(ip.Destination))
            Drop(packet);
        else if (ip.HopLimit <= 1)
            Refuse(packet, RouterError.TimeExceeded);
        else if (_routes.Find(ip.Destination) is not { } channel)
            Refuse(packet, RouterError.NoRoute);
        else if (packet.Length > channel.Options.Mtu)
            RefuseTooLong(packet, ip, channel.Options.Mtu);
        else
            Forward(packet, ip, channel);
    }

    private void Forward(SimulatedPacket packet, IpPacket ip, SimulatedChannel channel)
    {
        Forwarded++;
        if (ip.IsIpv4)
            DecrementTimeToLive(packet.Bytes);
        else
            packet.Bytes[Ipv6HopLimit]--;

        channel.Send(packet);
    }

    // Fragments are not made here: who wants them has to send them.
    private void RefuseTooLong(SimulatedPacket packet, IpPacket ip, int mtu)
    {
        if (ip.IsIpv6 || (ip.AsIpv4.Header.Flags & Ipv4Flags.DontFragment) != 0)
            Refuse(packet, RouterError.PacketTooBig(mtu));
        else
            Drop(packet);
    }

    private void Refuse(SimulatedPacket packet, RouterError error)
    {
        Span<byte> datagram = stackalloc byte[RouterError.MaximumLength];
        if (error.TryWrite(datagram, packet.Bytes, Addresses, out var destination, out var length)
            && _routes.Find(destination) is { } channel)
        {
            ErrorsSent++;
            channel.Send(Network.Pool.Rent(datagram[..length]));
        }

        Drop(packet);
    }

    private void Drop(SimulatedPacket packet)
    {
        Dropped++;
        Network.Pool.Return(packet);
    }

    // Time to live and protocol are one word of the checksum, which RFC 1624 tells how to mend.
    private static void DecrementTimeToLive(Span<byte> datagram)
    {
        var old = BinaryPrimitives.ReadUInt16BigEndian(datagram[Ipv4TimeToLive..]);
        datagram[Ipv4TimeToLive]--;
        var checksum = InternetChecksum.Update(
            BinaryPrimitives.ReadUInt16BigEndian(datagram[Ipv4Checksum..]), old, BinaryPrimitives.ReadUInt16BigEndian(datagram[Ipv4TimeToLive..]));
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Ipv4Checksum..], checksum);
    }

    private const int Ipv4TimeToLive = 8, Ipv4Checksum = 10, Ipv6HopLimit = 7;
}
