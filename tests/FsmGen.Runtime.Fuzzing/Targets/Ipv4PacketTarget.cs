using System.Buffers.Binary;
using FsmGen.Runtime.Fuzzing.Oracles;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>An IPv4 datagram: fields where RFC 791 puts them, options and payload inside, byte for byte the same when written.</summary>
internal static class Ipv4PacketTarget
{
    public static bool Read(ReadOnlySpan<byte> input)
    {
        var plain = PlainIp.Ipv4(input);
        var isRead = Ipv4Packet.TryParse(input, out var packet, out var error);
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

    private static void HoldsFields(ReadOnlySpan<byte> input, Ipv4Packet packet)
    {
        Invariant.Holds(packet.HeaderLength == (input[0] - 0x40) * 4);
        Invariant.Holds(packet.TotalLength == BinaryPrimitives.ReadUInt16BigEndian(input[2..]));
        Invariant.Holds(packet.Checksum == BinaryPrimitives.ReadUInt16BigEndian(input[10..]));
        Invariant.Holds(packet.IsHeaderChecksumValid == (PlainChecksum.Of(input[..packet.HeaderLength]) == 0));
        Invariant.Holds(packet.Protocol == (IpProtocol)input[9]);
        Invariant.Holds(packet.Source.Value == BinaryPrimitives.ReadUInt32BigEndian(input[12..]));
        Invariant.Holds(packet.Destination.Value == BinaryPrimitives.ReadUInt32BigEndian(input[16..]));

        var header = packet.Header;
        Invariant.Holds(header.TrafficClass == input[1]);
        Invariant.Holds(header.Flags == (Ipv4Flags)(input[6] >> 5));
        Invariant.Holds(header.FragmentOffset == packet.FragmentOffset);
        Invariant.Holds(header.TimeToLive == input[8]);
    }

    private static void HoldsParts(ReadOnlySpan<byte> input, Ipv4Packet packet, in PlainIp plain)
    {
        Invariant.Holds(packet.Bytes == input[..plain.End]);
        Invariant.Holds(packet.Options == input[20..plain.PayloadOffset]);
        Invariant.Holds(packet.Payload == input[plain.PayloadOffset..plain.End]);
        Invariant.Holds(packet.IsFragment == plain.IsFragment);
        Invariant.Holds(packet.HasMoreFragments == plain.HasMoreFragments);
        Invariant.Holds(packet.FragmentOffset == plain.FragmentOffset);
        Invariant.Holds(packet.Identification == plain.Identification);
    }

    private static void HoldsWritten(Ipv4Packet packet)
    {
        Span<byte> written = stackalloc byte[packet.HeaderLength];
        Invariant.Holds(packet.Header.Write(written, packet.Payload.Length, packet.Options) == written.Length);
        Invariant.Holds(PlainChecksum.Of(written) == 0);

        // A valid one comes out as it was, but for 0xFFFF: that is as valid as the 0 that is written.
        if (!packet.IsHeaderChecksumValid || packet.Checksum == ushort.MaxValue)
            BinaryPrimitives.WriteUInt16BigEndian(written[10..], packet.Checksum);
        Invariant.Holds(written.SequenceEqual(packet.Bytes[..written.Length]));
    }
}
