using System.Buffers.Binary;
using FsmGen.Runtime.Fuzzing.Oracles;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>A TCP segment: fields where RFC 9293 puts them, options and data inside, byte for byte the same when written.</summary>
internal static class TcpSegmentTarget
{
    public static bool Read(ReadOnlySpan<byte> input)
    {
        var isRead = TcpSegment.TryParse(input, out var segment, out var error);
        Invariant.Holds(error == PlainTcp.ErrorOf(input));
        Invariant.Holds(isRead == (error == PacketError.None));
        if (!isRead)
        {
            // What has malformed options is all there but for these.
            Invariant.Holds(segment.Bytes == (error == PacketError.OptionLength ? input : default));
            Invariant.Holds(segment.Options.Bytes.IsEmpty);
            if (error == PacketError.OptionLength)
                HoldsFields(input, segment);

            return false;
        }

        HoldsFields(input, segment);
        HoldsParts(input, segment);
        HoldsWritten(segment);
        return true;
    }

    private static void HoldsFields(ReadOnlySpan<byte> input, TcpSegment segment)
    {
        Invariant.Holds(segment.SourcePort == BinaryPrimitives.ReadUInt16BigEndian(input));
        Invariant.Holds(segment.DestinationPort == BinaryPrimitives.ReadUInt16BigEndian(input[2..]));
        Invariant.Holds(segment.Sequence.Value == BinaryPrimitives.ReadUInt32BigEndian(input[4..]));
        Invariant.Holds(segment.Acknowledgment.Value == BinaryPrimitives.ReadUInt32BigEndian(input[8..]));
        Invariant.Holds(segment.HeaderLength == input[12] / 16 * 4);
        Invariant.Holds(segment.Reserved == input[12] % 16);
        Invariant.Holds(segment.Flags == (TcpFlags)input[13]);
        Invariant.Holds(segment.Window == BinaryPrimitives.ReadUInt16BigEndian(input[14..]));
        Invariant.Holds(segment.Checksum == BinaryPrimitives.ReadUInt16BigEndian(input[16..]));
        Invariant.Holds(segment.UrgentPointer == BinaryPrimitives.ReadUInt16BigEndian(input[18..]));
    }

    private static void HoldsParts(ReadOnlySpan<byte> input, TcpSegment segment)
    {
        var offset = input[12] / 16 * 4;
        Invariant.Holds(segment.Bytes == input);
        Invariant.Holds(segment.Options.Bytes == input[20..offset]);
        Invariant.Holds(segment.Payload == input[offset..]);

        // SYN and FIN take a number each.
        Invariant.Holds(segment.SequenceLength == input.Length - offset + (input[13] >> 1 & 1) + (input[13] & 1));
        Invariant.Holds(segment.Has(TcpFlags.Syn | TcpFlags.Ack) == ((input[13] & 0x12) == 0x12));
        Invariant.Holds(segment.IsChecksumValid(default) == (PlainChecksum.Of(input) == 0));
        TcpOptionListTarget.HoldsList(input[20..offset], segment.Options);
    }

    private static void HoldsWritten(TcpSegment segment)
    {
        var header = segment.Header;
        Span<byte> written = stackalloc byte[segment.HeaderLength];
        Invariant.Holds(header.Write(written, segment.Options.Bytes) == written.Length);

        // The checksum is the one field that a header does not have.
        BinaryPrimitives.WriteUInt16BigEndian(written[TcpHeader.ChecksumOffset..], segment.Checksum);
        Invariant.Holds(written.SequenceEqual(segment.Bytes[..written.Length]));
        HoldsHeaderWritten(header);
    }

    // Aligned, the options of a full header may not fit into one.
    private static void HoldsHeaderWritten(in TcpHeader header)
    {
        if (header.HeaderLength > TcpHeader.MaximumLength)
            return;

        Span<byte> written = stackalloc byte[header.HeaderLength];
        Invariant.Holds(header.Write(written) == written.Length);
        Invariant.Holds(TcpSegment.TryParse(written, out var again));
        Invariant.Holds(again.Header == header);
    }
}
