using System.Buffers.Binary;
using FsmGen.Runtime.Fuzzing.Oracles;

namespace FsmGen.Runtime.Fuzzing.Mutation;

/// <summary>Makes the checksums of a damaged input valid: as far as its lengths allow, and without trusting them.</summary>
internal static class ChecksumRepair
{
    /// <summary>Makes the first two bytes the checksum of all.</summary>
    public static void FirstWord(Span<byte> input)
    {
        if (input.Length < sizeof(ushort))
            return;

        input[..sizeof(ushort)].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(input, PlainChecksum.Of(input));
    }

    /// <summary>Repairs the header of an IPv4 datagram, and the TCP segment or the ICMP message in one of either version.</summary>
    public static void Datagram(Span<byte> input)
    {
        var ip = PlainIp.Read(input);
        if (ip.Error != PacketError.None)
            return;

        if (ip.IsIpv4)
            Ipv4Header(input);

        var field = Field(ip);
        if (field < 0 || ip.PayloadOffset + field + sizeof(ushort) > ip.End)
            return;

        BinaryPrimitives.WriteUInt16BigEndian(input[(ip.PayloadOffset + field)..], PlainChecksum.ForPayload(input, ip, field));
    }

    /// <summary>Repairs the header of an IPv4 datagram that is all there.</summary>
    public static void Ipv4Header(Span<byte> input) =>
        BinaryPrimitives.WriteUInt16BigEndian(input[10..], PlainChecksum.ForIpHeader(input));

    // Where the checksum of the payload lies in it; -1 for protocols that nobody here reads.
    private static int Field(in PlainIp ip) => (ip.IsIpv4, ip.Protocol) switch
    {
        (_, 6) => 16,
        (true, 1) or (false, 58) => 2,
        _ => -1,
    };
}
