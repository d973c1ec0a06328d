using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>Packets of any length, with nothing of interest inside.</summary>
internal static class Datagram
{
    public static byte[] Make(IpAddress source, IpAddress destination, int length, byte hopLimit = 64, bool mayFragment = false)
    {
        var datagram = new byte[length];
        if (source.IsIpv4)
        {
            new Ipv4Header
            {
                Source = (Ipv4Address)source,
                Destination = (Ipv4Address)destination,
                Protocol = IpProtocol.Udp,
                TimeToLive = hopLimit,
                Flags = mayFragment ? Ipv4Flags.None : Ipv4Flags.DontFragment,
            }.Write(datagram, length - Ipv4Header.MinimumLength);
        }
        else
        {
            new Ipv6Header
            {
                Source = (Ipv6Address)source,
                Destination = (Ipv6Address)destination,
                NextHeader = IpProtocol.Udp,
                HopLimit = hopLimit,
            }.Write(datagram, length - Ipv6Header.Length);
        }

        return datagram;
    }
}
