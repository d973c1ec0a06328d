using System.Buffers.Binary;
using FsmGen.Runtime.Fuzzing.Oracles;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>An IPv6 datagram: fields where RFC 8200 puts them, extension headers and payload inside, the same when written.</summary>
internal static class Ipv6PacketTarget
{
    public static bool Read(ReadOnlySpan<byte> input)
    {
        var plain = PlainIp.Ipv6(input);
        var isRead = Ipv6Packet.TryParse(input, out var packet, out var error);
        Invariant.Holds(error == plain.Error);
        Invariant.Holds(isRead == (error == PacketError.None));
        if (!isRead)
        {
            Invariant.Holds(packet.Bytes.IsEmpty);
            return false;
        }

        HoldsFields(input, packet);
        HoldsParts(input, packet, plain);
        HoldsWritten(packet);
        return true;
    }

    private static void HoldsFields(ReadOnlySpan<byte> input, Ipv6Packet packet)
    {
        Invariant.Holds(packet.PayloadLength == BinaryPrimitives.ReadUInt16BigEndian(input[4..]));
        Invariant.Holds(packet.Source.Value == BinaryPrimitives.ReadUInt128BigEndian(input[8..]));
        Invariant.Holds(packet.Destination.Value == BinaryPrimitives.ReadUInt128BigEndian(input[24..]));

        var header = packet.Header;
        Invariant.Holds(header.TrafficClass == (input[0] % 16 << 4 | input[1] >> 4));
        Invariant.Holds(header.FlowLabel == (uint)(input[1] % 16 << 16 | input[2] << 8 | input[3]));
        Invariant.Holds(header.NextHeader == (IpProtocol)input[6]);
        Invariant.Holds(header.HopLimit == input[7]);
    }

    private static void HoldsParts(ReadOnlySpan<byte> input, Ipv6Packet packet, in PlainIp plain)
    {
        Invariant.Holds(packet.Bytes == input[..plain.End]);
        Invariant.Holds(packet.Extensions == input[40..plain.PayloadOffset]);
        Invariant.Holds(packet.Payload == input[plain.PayloadOffset..plain.End]);
        Invariant.Holds(packet.Protocol == (IpProtocol)plain.Protocol);
        Invariant.Holds(packet.IsFragment == plain.IsFragment);
        Invariant.Holds(packet.HasMoreFragments == plain.HasMoreFragments);
        Invariant.Holds(packet.FragmentOffset == plain.FragmentOffset);
        Invariant.Holds(packet.Identification == plain.Identification);
    }

    private static void HoldsWritten(Ipv6Packet packet)
    {
        Span<byte> written = stackalloc byte[packet.Bytes.Length];
        var length = packet.Header.Write(written, packet.Extensions.Length + packet.Payload.Length);
        packet.Extensions.CopyTo(written[length..]);
        packet.Payload.CopyTo(written[(length + packet.Extensions.Length)..]);
        Invariant.Holds(written.SequenceEqual(packet.Bytes));
    }
}
