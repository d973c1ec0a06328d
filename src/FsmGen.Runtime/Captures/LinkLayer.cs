using System.Buffers.Binary;

namespace FsmGen.Runtime.Captures;

/// <summary>What lies before an IP datagram, for each <see cref="LinkType"/> that has a name.</summary>
internal static class LinkLayer
{
    private const ushort Ipv4 = 0x0800, Ipv6 = 0x86DD;
    private const ushort CustomerTag = 0x8100, ServiceTag = 0x88A8, OldServiceTag = 0x9100;
    private const int TagLength = 4;

    private const int EthernetLength = 14, EthernetType = 12;
    private const int SllLength = 16, SllProtocol = 14;
    private const int Sll2Length = 20, Sll2Protocol = 0;
    private const int FamilyLength = 4;

    private const int Ipv4HeaderLength = 20, Ipv4TotalLength = 2;
    private const int Ipv6HeaderLength = 40, Ipv6PayloadLength = 4;

    private const int None = -1;

    public static bool TryGetDatagram(LinkType linkType, ReadOnlySpan<byte> packet, out ReadOnlySpan<byte> datagram)
    {
        var start = linkType switch
        {
            LinkType.Raw or LinkType.Ipv4 or LinkType.Ipv6 => 0,
            LinkType.Ethernet => AfterTags(packet, EthernetType, EthernetLength),
            LinkType.LinuxSll => AfterTags(packet, SllProtocol, SllLength),
            LinkType.LinuxSll2 => AfterTags(packet, Sll2Protocol, Sll2Length),
            LinkType.Null or LinkType.Loop => AfterFamily(packet),
            _ => None,
        };

        datagram = start == None ? [] : WithoutPadding(packet[start..]);
        return !datagram.IsEmpty;
    }

    //   byte  0           1           2           3
    //      ┌───────────────────────┬───────────────────────┐
    //    0 │ tag control           │ type of what follows  │
    //      └───────────────────────┴───────────────────────┘
    private static int AfterTags(ReadOnlySpan<byte> packet, int protocolOffset, int start)
    {
        if (packet.Length < start)
            return None;

        var protocol = BinaryPrimitives.ReadUInt16BigEndian(packet[protocolOffset..]);
        while (protocol is CustomerTag or ServiceTag or OldServiceTag)
        {
            if (packet.Length < start + TagLength)
                return None;

            protocol = BinaryPrimitives.ReadUInt16BigEndian(packet[(start + 2)..]);
            start += TagLength;
        }

        return protocol is Ipv4 or Ipv6 ? start : None;
    }

    private static int AfterFamily(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < FamilyLength)
            return None;

        // A file does not say which machine captured: families are small numbers, so the byte order shows. IPv4 is 2
        // everywhere; IPv6 is 10 on Linux, 23 on Windows, 24 on NetBSD and OpenBSD, 28 on FreeBSD, 30 on macOS.
        var family = BinaryPrimitives.ReadUInt32LittleEndian(packet);
        if (family > ushort.MaxValue)
            family = BinaryPrimitives.ReverseEndianness(family);

        return family is 2 or 10 or 23 or 24 or 28 or 30 ? FamilyLength : None;
    }

    private static ReadOnlySpan<byte> WithoutPadding(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length >= Ipv4HeaderLength && datagram[0] >> 4 == 4)
            return Cut(datagram, BinaryPrimitives.ReadUInt16BigEndian(datagram[Ipv4TotalLength..]));

        if (datagram.Length >= Ipv6HeaderLength && datagram[0] >> 4 == 6)
        {
            // No payload is what a jumbogram says, and a card that makes segments for the host; so does IPv4 with length 0.
            var payloadLength = BinaryPrimitives.ReadUInt16BigEndian(datagram[Ipv6PayloadLength..]);
            return payloadLength == 0 ? datagram : Cut(datagram, Ipv6HeaderLength + payloadLength);
        }

        return [];
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> datagram, int length) =>
        length >= Ipv4HeaderLength && length < datagram.Length ? datagram[..length] : datagram;
}
