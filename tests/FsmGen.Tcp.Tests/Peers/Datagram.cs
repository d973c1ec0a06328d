using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Packets from us to the kernel, other than TCP.</summary>
internal static class Datagram
{
    /// <summary>An echo request without data, which the kernel answers.</summary>
    public static byte[] Ping() => ToKernel(IpProtocol.Icmp, [8, 0, 0xF7, 0xFF, 0, 0, 0, 0]);

    /// <summary>A UDP datagram with one byte of data; a checksum of zero is none, RFC 768.</summary>
    public static byte[] Udp(ushort port, byte data) =>
        ToKernel(IpProtocol.Udp, [0, 9, (byte)(port >> 8), (byte)port, 0, 9, 0, 0, data]);

    private static byte[] ToKernel(IpProtocol protocol, ReadOnlySpan<byte> payload)
    {
        var header = new Ipv4Header
        {
            Source = (Ipv4Address)KernelPeer.OurIpv4,
            Destination = (Ipv4Address)KernelPeer.KernelIpv4,
            Protocol = protocol,
            TimeToLive = 64,
        };

        var packet = new byte[Ipv4Header.MinimumLength + payload.Length];
        payload.CopyTo(packet.AsSpan(header.Write(packet, payload.Length)));
        return packet;
    }
}
