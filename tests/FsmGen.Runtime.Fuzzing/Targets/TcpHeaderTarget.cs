using System.Buffers.Binary;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>The header of a TCP segment: fields where RFC 9293 puts them, data inside, the same again when written.</summary>
internal static class TcpHeaderTarget
{
    private const int LengthWithSize = 24;

    public static bool Read(ReadOnlySpan<byte> input)
    {
        var isRead = TcpHeader.TryRead(input, out var header, out var offset);
        Invariant.Holds(isRead == IsWellFormed(input, out var maximumSegmentSize));
        if (!isRead)
        {
            Invariant.Holds(header == default && offset == 0);
            return false;
        }

        Invariant.Holds(header.MaximumSegmentSize == maximumSegmentSize);
        HoldsFields(input, header, offset);
        HoldsWritten(input, header, offset);
        return true;
    }

    private static bool IsWellFormed(ReadOnlySpan<byte> input, out int? maximumSegmentSize)
    {
        maximumSegmentSize = null;
        if (input.Length < TcpHeader.MinimumLength)
            return false;

        var end = input[12] / 16 * 4;
        if (end < TcpHeader.MinimumLength || end > input.Length)
            return false;

        // Kind 0 ends the list, kind 1 stands alone, all others have a length; kind 2 is the maximum segment size.
        for (var at = TcpHeader.MinimumLength; at < end && input[at] != 0;)
        {
            var length = input[at] == 1 ? 1 : at + 1 < end ? input[at + 1] : 0;
            if (length == 0 || at + length > end || (input[at] != 1 && length < 2) || (input[at] == 2 && length != 4))
                return false;

            if (input[at] == 2)
                maximumSegmentSize = input[at + 2] << 8 | input[at + 3];
            at += length;
        }

        return true;
    }

    private static void HoldsFields(ReadOnlySpan<byte> input, in TcpHeader header, int offset)
    {
        Invariant.Holds(header.SourcePort == BinaryPrimitives.ReadUInt16BigEndian(input));
        Invariant.Holds(header.DestinationPort == BinaryPrimitives.ReadUInt16BigEndian(input[2..]));
        Invariant.Holds(header.Sequence.Value == BinaryPrimitives.ReadUInt32BigEndian(input[4..]));
        Invariant.Holds(header.Acknowledgment.Value == BinaryPrimitives.ReadUInt32BigEndian(input[8..]));
        Invariant.Holds(offset == input[12] / 16 * 4);
        Invariant.Holds(header.Flags == (TcpFlags)input[13]);
        Invariant.Holds(header.Window == BinaryPrimitives.ReadUInt16BigEndian(input[14..]));
        Invariant.Holds(header.UrgentPointer == BinaryPrimitives.ReadUInt16BigEndian(input[18..]));
    }

    private static void HoldsWritten(ReadOnlySpan<byte> input, in TcpHeader header, int offset)
    {
        var length = header.HeaderLength;
        Invariant.Holds(length == (header.MaximumSegmentSize is null ? TcpHeader.MinimumLength : LengthWithSize));

        Span<byte> written = stackalloc byte[length];
        Invariant.Holds(header.Write(written) == length);
        Invariant.Holds(TcpHeader.TryRead(written, out var again, out var offsetAgain));
        Invariant.Holds(again == header && offsetAgain == length);

        if (!IsAsWritten(input, header, offset))
            return;

        // The checksum is the one field that a header does not have.
        input.Slice(TcpHeader.ChecksumOffset, sizeof(ushort)).CopyTo(written[TcpHeader.ChecksumOffset..]);
        Invariant.Holds(written.SequenceEqual(input[..offset]));
    }

    /// <summary>Whether nothing in the header but its checksum is lost when it is written again.</summary>
    public static bool IsAsWritten(ReadOnlySpan<byte> input, in TcpHeader header, int offset) =>
        offset == header.HeaderLength
        && input[12] % 16 == 0
        && (offset == TcpHeader.MinimumLength || input[TcpHeader.MinimumLength..] is [2, 4, ..]);
}
