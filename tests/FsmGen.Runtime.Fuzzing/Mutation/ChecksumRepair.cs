using System.Buffers.Binary;

namespace FsmGen.Runtime.Fuzzing.Mutation;

/// <summary>Makes the checksums of a damaged input valid: as far as its lengths allow, and without trusting them.</summary>
internal static class ChecksumRepair
{
    /// <summary>Makes the first two bytes the checksum of all.</summary>
    public static void FirstWord(Span<byte> input) => Mend(input, 0);

    /// <summary>Repairs an IPv4 header, and the checksum of TCP behind it.</summary>
    public static void Datagram(Span<byte> input)
    {
        if (input.Length < Ip.MinimumLength)
            return;

        var offset = (input[Ip.Version] & 0x0F) * 4;
        if (offset > input.Length)
            return;

        Mend(input[..offset], Ip.Checksum);

        var totalLength = BinaryPrimitives.ReadUInt16BigEndian(input[Ip.TotalLength..]);
        if (input[Ip.Protocol] != (byte)IpProtocol.Tcp || totalLength > input.Length || totalLength < offset + Tcp.MinimumLength)
            return;

        var field = input[(offset + Tcp.Checksum)..];
        BinaryPrimitives.WriteUInt16BigEndian(field, 0);
        BinaryPrimitives.WriteUInt16BigEndian(field, PlainChecksum.OfTransport(input[..totalLength], offset));
    }

    private static void Mend(Span<byte> bytes, int at)
    {
        if (bytes.Length < at + sizeof(ushort))
            return;

        BinaryPrimitives.WriteUInt16BigEndian(bytes[at..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[at..], PlainChecksum.Of(bytes));
    }

    private static class Ip
    {
        public const int MinimumLength = 20, Version = 0, TotalLength = 2, Protocol = 9, Checksum = 10;
    }

    private static class Tcp
    {
        public const int MinimumLength = 20, Checksum = 16;
    }
}
