using FsmGen.Runtime.Fuzzing.Oracles;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>A datagram of either version: what the two have in common says what the one of its version says.</summary>
internal static class IpPacketTarget
{
    public static bool Read(ReadOnlySpan<byte> input)
    {
        var plain = PlainIp.Read(input);
        var isRead = IpPacket.TryParse(input, out var packet, out var error);
        Invariant.Holds(error == plain.Error);
        Invariant.Holds(isRead == (error == PacketError.None));
        if (!isRead)
        {
            Invariant.Holds(packet.Bytes.IsEmpty);
            return false;
        }

        HoldsParts(input, packet, plain);
        if (plain.IsIpv4)
            HoldsIpv4(packet, packet.AsIpv4);
        else
            HoldsIpv6(packet, packet.AsIpv6);

        return true;
    }

    private static void HoldsParts(ReadOnlySpan<byte> input, IpPacket packet, in PlainIp plain)
    {
        Invariant.Holds(packet.IsIpv4 == plain.IsIpv4);
        Invariant.Holds(packet.Bytes == input[..plain.End]);
        Invariant.Holds(packet.Payload == input[plain.PayloadOffset..plain.End]);
        Invariant.Holds(packet.Protocol == (IpProtocol)plain.Protocol);
        Invariant.Holds(packet.IsFragment == plain.IsFragment);
        Invariant.Holds(packet.HasMoreFragments == plain.HasMoreFragments);
        Invariant.Holds(packet.FragmentOffset == plain.FragmentOffset);
        Invariant.Holds(packet.Identification == plain.Identification);

        // ICMP has no pseudo-header in IPv4, and who reads it does not ask for one.
        if (!plain.IsIpv4 || plain.Protocol != 1)
            Invariant.Holds(packet.PseudoHeader.Add(packet.Payload).Value == PlainChecksum.OfPayload(input, plain));
    }

    private static void HoldsIpv4(IpPacket packet, Ipv4Packet ipv4)
    {
        Invariant.Holds(ipv4.Bytes == packet.Bytes);
        Invariant.Holds(packet.Source == ipv4.Source && packet.Destination == ipv4.Destination);
        Invariant.Holds(packet.IsHeaderChecksumValid == (PlainChecksum.Of(packet.Bytes[..ipv4.HeaderLength]) == 0));
        Invariant.Holds(new IpPacket(ipv4).Payload == packet.Payload);
    }

    private static void HoldsIpv6(IpPacket packet, Ipv6Packet ipv6)
    {
        Invariant.Holds(ipv6.Bytes == packet.Bytes);
        Invariant.Holds(packet.Source == ipv6.Source && packet.Destination == ipv6.Destination);
        Invariant.Holds(packet.IsHeaderChecksumValid);
        Invariant.Holds(new IpPacket(ipv6).Payload == packet.Payload);
    }
}
