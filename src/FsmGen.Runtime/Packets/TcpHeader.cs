using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

/// <summary>What a TCP header says, RFC 9293 section 3.1; length and checksum belong to the bytes and are not part of it.</summary>
/// <remarks>See <see cref="TcpSegment"/> for reading one, <see cref="Packet"/> for whole datagrams with valid checksums.</remarks>
public readonly record struct TcpHeader
{
    /// <summary>Bytes of a header without options.</summary>
    public const int MinimumLength = 20;

    /// <summary>Bytes of a header with as many options as fit.</summary>
    public const int MaximumLength = 60;

    /// <summary>Where the two checksum bytes stand, in bytes from the start of the segment.</summary>
    public const int ChecksumOffset = 16;

    /// <summary>The port the segment comes from.</summary>
    public ushort SourcePort { get; init; }

    /// <summary>The port the segment goes to.</summary>
    public ushort DestinationPort { get; init; }

    /// <summary>The number of the first data byte; with SYN, the initial number, which SYN itself takes.</summary>
    public SequenceNumber Sequence { get; init; }

    /// <summary>The next number the sender expects; means something only with <see cref="TcpFlags.Ack"/>.</summary>
    public SequenceNumber Acknowledgment { get; init; }

    /// <summary>The control bits.</summary>
    public TcpFlags Flags { get; init; }

    /// <summary>The four bits in front of <see cref="Flags"/>: zero in what is sent, ignored in what comes; 0 to 15.</summary>
    public byte Reserved { get; init; }

    /// <summary>Bytes the sender will take from <see cref="Acknowledgment"/> on, before any window scaling.</summary>
    public ushort Window { get; init; }

    /// <summary>Bytes from <see cref="Sequence"/> to the end of urgent data; means something only with <see cref="TcpFlags.Urg"/>.</summary>
    public ushort UrgentPointer { get; init; }

    /// <summary>What the options say.</summary>
    public TcpOptions Options { get; init; }

    /// <summary>Bytes that <see cref="Write(Span{byte})"/> writes: a multiple of four, 60 at most in a header that can be written.</summary>
    public int HeaderLength => MinimumLength + Options.Length;

    /// <summary>Writes the header and what its options say; sets every byte of the first <see cref="HeaderLength"/>.</summary>
    /// <remarks>
    /// The checksum is zero: it covers the data as well, and goes to <see cref="ChecksumOffset"/> when that is there.
    /// </remarks>
    /// <returns>The bytes written, <see cref="HeaderLength"/>.</returns>
    /// <exception cref="ArgumentException">The span is shorter than <see cref="HeaderLength"/>.</exception>
    /// <exception cref="InvalidOperationException">The options take more than 40 bytes, or there are more than four reserved bits.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The user timeout cannot be written; see <see cref="TcpOptions.UserTimeout"/>.</exception>
    public int Write(Span<byte> segment) => Write(segment, EncodeOptions(stackalloc byte[TcpOptionList.MaximumLength]));

    /// <summary>Writes the header with options as they stand on the wire, in place of <see cref="Options"/>.</summary>
    /// <param name="segment">Where to; bytes behind the header are left as they are.</param>
    /// <param name="options">Up to 40 bytes from elsewhere; padded with zeros to a multiple of four (MUST-69). They are not looked at.</param>
    /// <returns>The bytes written: <see cref="MinimumLength"/>, the options and the padding.</returns>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    /// <exception cref="InvalidOperationException">The options take more than 40 bytes, or there are more than four reserved bits.</exception>
    public int Write(Span<byte> segment, ReadOnlySpan<byte> options)
    {
        var length = LengthWith(options);
        WriteFixed(segment, length);
        options.CopyTo(segment[MinimumLength..]);
        segment[(MinimumLength + options.Length)..length].Clear();
        return length;
    }

    /// <summary>Writes what the options say into a buffer for them, and gives what was written.</summary>
    /// <exception cref="InvalidOperationException">The options take more than 40 bytes.</exception>
    internal ReadOnlySpan<byte> EncodeOptions(Span<byte> buffer) => Options.Length <= TcpOptionList.MaximumLength
        ? buffer[..Options.Write(buffer)]
        : throw new InvalidOperationException($"Options take at most {TcpOptionList.MaximumLength} bytes, not {Options.Length}");

    internal static int LengthWith(ReadOnlySpan<byte> options) => MinimumLength + ((options.Length + 3) & ~3);

    private void WriteFixed(Span<byte> segment, int length)
    {
        if (length > MaximumLength)
            throw new InvalidOperationException($"Options take at most {TcpOptionList.MaximumLength} bytes, not {length - MinimumLength}");
        if (Reserved > ReservedBits)
            throw new InvalidOperationException($"There are four reserved bits; 0x{Reserved:X} has more");
        if (segment.Length < length)
            throw new ArgumentException($"The header takes {length} bytes, the span has {segment.Length}", nameof(segment));

        BinaryPrimitives.WriteUInt16BigEndian(segment[Field.SourcePort..], SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(segment[Field.DestinationPort..], DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(segment[Field.Sequence..], Sequence.Value);
        BinaryPrimitives.WriteUInt32BigEndian(segment[Field.Acknowledgment..], Acknowledgment.Value);
        segment[Field.DataOffset] = (byte)(length / sizeof(uint) << 4 | Reserved);
        segment[Field.Flags] = (byte)Flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment[Field.Window..], Window);
        BinaryPrimitives.WriteUInt16BigEndian(segment[ChecksumOffset..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(segment[Field.UrgentPointer..], UrgentPointer);
    }

    internal const byte ReservedBits = 0x0F;

    //   byte  0           1           2           3
    //      ┌───────────────────────┬───────────────────────┐
    //    0 │ source port           │ destination port      │
    //      ├───────────────────────┴───────────────────────┤
    //    4 │ sequence number                               │
    //      ├───────────────────────────────────────────────┤
    //    8 │ acknowledgment number                         │
    //      ├─────┬─────┬───────────┬───────────────────────┤
    //   12 │ off │ rsv │ flags     │ window                │   off: header length in units of four bytes
    //      ├─────┴─────┴───────────┼───────────────────────┤   rsv: four reserved bits
    //   16 │ checksum              │ urgent pointer        │
    //      ├───────────────────────┴───────────────────────┤
    //   20 │ options, padded with zeros to off * 4 bytes   │
    //      └───────────────────────────────────────────────┘
    internal static class Field
    {
        public const int SourcePort = 0, DestinationPort = 2, Sequence = 4, Acknowledgment = 8;
        public const int DataOffset = 12, Flags = 13, Window = 14, UrgentPointer = 18;
    }
}
