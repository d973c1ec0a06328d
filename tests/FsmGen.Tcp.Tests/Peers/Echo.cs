using System.Buffers.Binary;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Answers pings, RFC 792 and RFC 4443 section 4.</summary>
internal static class Echo
{
    private const int ChecksumField = 2;

    /// <summary>Makes an echo request the reply to it; false, and nothing happens, if the packet is none.</summary>
    public static bool TryReply(Span<byte> packet)
    {
        if (!IpPacket.TryParse(packet, out var request))
            return false;

        var (start, length, requestType, replyType) = request.IsIpv4
            ? (request.AsIpv4.HeaderLength - 8, Ipv4Address.Length, (byte)8, (byte)0)
            : (8, Ipv6Address.Length, (byte)128, (byte)129);
        var message = packet[^request.Payload.Length..];
        if (request.Protocol != (request.IsIpv4 ? IpProtocol.Icmp : IpProtocol.Icmpv6) || message[0] != requestType)
            return false;

        Span<byte> source = stackalloc byte[length];
        packet.Slice(start, length).CopyTo(source);
        packet.Slice(start + length, length).CopyTo(packet[start..]);
        source.CopyTo(packet[(start + length)..]);

        var checksum = BinaryPrimitives.ReadUInt16BigEndian(message[ChecksumField..]);
        var updated = InternetChecksum.Update(checksum, (uint)requestType << 8, (uint)replyType << 8);
        BinaryPrimitives.WriteUInt16BigEndian(message[ChecksumField..], updated);
        message[0] = replyType;
        return true;
    }
}
