using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

using Field = TcpHeader.Field;

/// <summary>The bytes of a TCP segment: header, options and data; RFC 9293 section 3.1.</summary>
/// <remarks>
/// Data offset and option lengths are checked once, by <see cref="TryParse(ReadOnlySpan{byte}, out TcpSegment)"/>; after that
/// nothing here throws. The checksum also covers addresses, so it is for <see cref="IsChecksumValid"/> or
/// <see cref="Packet"/> to verify, as a receiver must (MUST-3).
/// </remarks>
public readonly ref struct TcpSegment
{
    private TcpSegment(ReadOnlySpan<byte> bytes, int headerLength, TcpOptionList options)
    {
        Bytes = bytes;
        HeaderLength = headerLength;
        Options = options;
    }

    /// <summary>The whole segment.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The options, known or not, in the order in which they stand there.</summary>
    public TcpOptionList Options { get; }

    /// <summary>Bytes of the header with its options, 20 to 60; where the data begins.</summary>
    public int HeaderLength { get; }

    /// <summary>The port the segment comes from.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(Bytes[Field.SourcePort..]);

    /// <summary>The port the segment goes to.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(Bytes[Field.DestinationPort..]);

    /// <summary>SEG.SEQ.</summary>
    public SequenceNumber Sequence => new(BinaryPrimitives.ReadUInt32BigEndian(Bytes[Field.Sequence..]));

    /// <summary>SEG.ACK; means something only with <see cref="TcpFlags.Ack"/>.</summary>
    public SequenceNumber Acknowledgment => new(BinaryPrimitives.ReadUInt32BigEndian(Bytes[Field.Acknowledgment..]));

    /// <summary>The four reserved bits, 0 to 15; a receiver ignores them.</summary>
    public byte Reserved => (byte)(Bytes[Field.DataOffset] & TcpHeader.ReservedBits);

    /// <summary>The control bits.</summary>
    public TcpFlags Flags => (TcpFlags)Bytes[Field.Flags];

    /// <summary>SEG.WND, before any window scaling.</summary>
    public ushort Window => BinaryPrimitives.ReadUInt16BigEndian(Bytes[Field.Window..]);

    /// <summary>The checksum field.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(Bytes[TcpHeader.ChecksumOffset..]);

    /// <summary>SEG.UP; means something only with <see cref="TcpFlags.Urg"/>.</summary>
    public ushort UrgentPointer => BinaryPrimitives.ReadUInt16BigEndian(Bytes[Field.UrgentPointer..]);

    /// <summary>The data.</summary>
    public ReadOnlySpan<byte> Payload => Bytes[HeaderLength..];

    /// <summary>SEG.LEN, the sequence numbers that the segment takes: bytes of data, and one more each for SYN and FIN.</summary>
    public uint SequenceLength => (uint)Payload.Length + (Has(TcpFlags.Syn) ? 1u : 0) + (Has(TcpFlags.Fin) ? 1u : 0);

    /// <summary>What the header says, options included.</summary>
    public TcpHeader Header => new()
    {
        SourcePort = SourcePort,
        DestinationPort = DestinationPort,
        Sequence = Sequence,
        Acknowledgment = Acknowledgment,
        Flags = Flags,
        Reserved = Reserved,
        Window = Window,
        UrgentPointer = UrgentPointer,
        Options = TcpOptions.Read(Options),
    };

    /// <summary>Whether all of these bits are on.</summary>
    public bool Has(TcpFlags flags) => (Flags & flags) == flags;

    /// <summary>Whether the segment is intact.</summary>
    /// <param name="pseudoHeader">The sum over addresses, protocol and length, as <see cref="IpPacket.PseudoHeader"/> has it.</param>
    public bool IsChecksumValid(InternetChecksum pseudoHeader) => pseudoHeader.Add(Bytes).IsValid;

    /// <summary>Reads a segment; false if it is too short, its data offset lies or its options are malformed.</summary>
    /// <param name="bytes">The bytes from the start of the header to the end of the data.</param>
    /// <param name="segment">The segment; <c>default</c>, which is not to be asked anything, if it cannot be read.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out TcpSegment segment) => TryParse(bytes, out segment, out _);

    /// <summary>Reads a segment, and says what is wrong where that fails.</summary>
    /// <param name="bytes">The bytes from the start of the header to the end of the data.</param>
    /// <param name="segment">
    /// The segment; <c>default</c>, which is not to be asked anything, if it cannot be read. But where only the options are
    /// malformed, it is all there with no options, for a TCP may want to reset the connection (RFC 9293 MUST-7).
    /// </param>
    /// <param name="error">Why it cannot be read; <see cref="PacketError.OptionLength"/> if only the options are malformed.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out TcpSegment segment, out PacketError error) =>
        (error = Parse(bytes, out segment)) == PacketError.None;

    private static PacketError Parse(ReadOnlySpan<byte> bytes, out TcpSegment segment)
    {
        segment = default;
        if (bytes.Length < TcpHeader.MinimumLength)
            return PacketError.Truncated;

        var length = (bytes[Field.DataOffset] >> 4) * sizeof(uint);
        if (length < TcpHeader.MinimumLength)
            return PacketError.HeaderLength;
        if (length > bytes.Length)
            return PacketError.Truncated;

        var isWellFormed = TcpOptionList.TryParse(bytes[TcpHeader.MinimumLength..length], out var options);
        segment = new(bytes, length, options);
        return isWellFormed ? PacketError.None : PacketError.OptionLength;
    }
}
