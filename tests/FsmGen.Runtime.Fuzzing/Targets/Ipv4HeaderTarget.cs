using System.Buffers.Binary;
using FsmGen.Runtime.Fuzzing.Mutation;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>The header of an IPv4 datagram: fields where RFC 791 puts them, a payload inside, the same again when written.</summary>
internal static class Ipv4HeaderTarget
{
    private const ushort DontFragment = 0x4000, FragmentOffsetAndMore = 0x3FFF;

    public static bool Read(ReadOnlySpan<byte> input)
    {
        var isRead = Ipv4Header.TryRead(input, out var header, out var offset);
        Invariant.Holds(isRead == IsWellFormed(input));
        if (!isRead)
        {
            Invariant.Holds(header == default && offset == 0);
            return false;
        }

        HoldsFields(input, header, offset);
        HoldsWritten(input, header, offset);
        return true;
    }

    private static bool IsWellFormed(ReadOnlySpan<byte> input)
    {
        if (input.Length < Ipv4Header.MinimumLength || input[0] is < 0x45 or > 0x4F)
            return false;

        var length = (input[0] - 0x40) * 4;
        var totalLength = BinaryPrimitives.ReadUInt16BigEndian(input[2..]);
        return length <= totalLength
            && totalLength <= input.Length
            && (BinaryPrimitives.ReadUInt16BigEndian(input[6..]) & FragmentOffsetAndMore) == 0
            && PlainChecksum.Of(input[..length]) == 0;
    }

    private static void HoldsFields(ReadOnlySpan<byte> input, in Ipv4Header header, int offset)
    {
        Invariant.Holds(offset == (input[0] - 0x40) * 4);
        Invariant.Holds(header.TotalLength == BinaryPrimitives.ReadUInt16BigEndian(input[2..]));
        Invariant.Holds(header.Identification == BinaryPrimitives.ReadUInt16BigEndian(input[4..]));
        Invariant.Holds(header.TimeToLive == input[8]);
        Invariant.Holds(header.Protocol == (IpProtocol)input[9]);
        Invariant.Holds(header.Source.Value == BinaryPrimitives.ReadUInt32BigEndian(input[12..]));
        Invariant.Holds(header.Destination.Value == BinaryPrimitives.ReadUInt32BigEndian(input[16..]));
    }

    private static void HoldsWritten(ReadOnlySpan<byte> input, in Ipv4Header header, int offset)
    {
        Span<byte> written = stackalloc byte[header.TotalLength];
        Invariant.Holds(header.Write(written) == Ipv4Header.MinimumLength);
        Invariant.Holds(Ipv4Header.TryRead(written, out var again, out var offsetAgain));
        Invariant.Holds(again == header && offsetAgain == Ipv4Header.MinimumLength);

        if (IsAsWritten(input, offset))
            Invariant.Holds(written[..offset].SequenceEqual(input[..offset]));
    }

    /// <summary>Whether nothing in the header is lost when it is written again.</summary>
    /// <remarks>A checksum of 0xFFFF is as valid as 0, which is the one that gets written.</remarks>
    public static bool IsAsWritten(ReadOnlySpan<byte> input, int offset) =>
        offset == Ipv4Header.MinimumLength
        && input[1] == 0
        && BinaryPrimitives.ReadUInt16BigEndian(input[6..]) == DontFragment
        && BinaryPrimitives.ReadUInt16BigEndian(input[10..]) != ushort.MaxValue;
}
