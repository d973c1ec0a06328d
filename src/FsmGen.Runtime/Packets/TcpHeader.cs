using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

/// <summary>What a TCP header says, RFC 9293 section 3.1; the checksum belongs to the bytes and is not part of it.</summary>
/// <remarks>See <see cref="TcpPacket"/> for whole datagrams with valid checksums.</remarks>
public readonly record struct TcpHeader
{
    /// <summary>Bytes of a header without options.</summary>
    public const int MinimumLength = 20;

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

    /// <summary>Bytes the sender will take from <see cref="Acknowledgment"/> on, before any window scaling.</summary>
    public ushort Window { get; init; }

    /// <summary>Bytes from <see cref="Sequence"/> to the end of urgent data; means something only with <see cref="TcpFlags.Urg"/>.</summary>
    public ushort UrgentPointer { get; init; }

    /// <summary>The most data the sender takes in one segment, in bytes; null without the option. RFC 9293 section 3.2.</summary>
    /// <remarks>
    /// Only a segment with SYN may carry it (MUST-65). That is the sender's duty: here it is written and read in any segment.
    /// </remarks>
    public ushort? MaximumSegmentSize { get; init; }

    /// <summary>Bytes that <see cref="Write"/> writes: a multiple of four, padding included.</summary>
    public int HeaderLength => MinimumLength + TcpOptions.Length(this);

    /// <summary>Reads a header; false if the segment is too short, its data offset lies or its options are malformed.</summary>
    /// <remarks>
    /// <para>The four reserved bits are ignored (RFC 9293 section 3.1), and so are options other than MSS (MUST-6).</para>
    /// <para>
    /// An option with an illegal length makes the segment unreadable (MUST-7, MUST-68): a length below two, one that leads
    /// out of the header, or another length than four for MSS. The checksum is not verified.
    /// </para>
    /// </remarks>
    /// <param name="segment">The bytes from the start of the header to the end of the data.</param>
    /// <param name="header">What the header says; <c>default</c> if it cannot be read.</param>
    /// <param name="dataOffset">Where the data begins, in bytes from the start; 0 if the header cannot be read.</param>
    public static bool TryRead(ReadOnlySpan<byte> segment, out TcpHeader header, out int dataOffset)
    {
        (header, dataOffset) = (default, 0);
        if (segment.Length < MinimumLength)
            return false;

        var length = (segment[Field.DataOffset] >> 4) * sizeof(uint);
        if (length < MinimumLength || length > segment.Length)
            return false;

        if (!TcpOptions.TryRead(segment[MinimumLength..length], out var maximumSegmentSize))
            return false;

        dataOffset = length;
        header = new TcpHeader
        {
            SourcePort = BinaryPrimitives.ReadUInt16BigEndian(segment[Field.SourcePort..]),
            DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(segment[Field.DestinationPort..]),
            Sequence = new(BinaryPrimitives.ReadUInt32BigEndian(segment[Field.Sequence..])),
            Acknowledgment = new(BinaryPrimitives.ReadUInt32BigEndian(segment[Field.Acknowledgment..])),
            Flags = (TcpFlags)segment[Field.Flags],
            Window = BinaryPrimitives.ReadUInt16BigEndian(segment[Field.Window..]),
            UrgentPointer = BinaryPrimitives.ReadUInt16BigEndian(segment[Field.UrgentPointer..]),
            MaximumSegmentSize = maximumSegmentSize,
        };
        return true;
    }

    /// <summary>Writes the header and its options; sets every byte of the first <see cref="HeaderLength"/>.</summary>
    /// <remarks>
    /// The reserved bits are zero (RFC 9293 section 3.1). So is the checksum: it covers the data as well, and goes to
    /// <see cref="ChecksumOffset"/> when that is there.
    /// </remarks>
    /// <returns>The bytes written, <see cref="HeaderLength"/>.</returns>
    /// <exception cref="ArgumentException">The span is shorter than <see cref="HeaderLength"/>.</exception>
    public int Write(Span<byte> segment)
    {
        var length = HeaderLength;
        if (segment.Length < length)
            throw new ArgumentException($"The header takes {length} bytes, the span has {segment.Length}", nameof(segment));

        BinaryPrimitives.WriteUInt16BigEndian(segment[Field.SourcePort..], SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(segment[Field.DestinationPort..], DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(segment[Field.Sequence..], Sequence.Value);
        BinaryPrimitives.WriteUInt32BigEndian(segment[Field.Acknowledgment..], Acknowledgment.Value);
        segment[Field.DataOffset] = (byte)(length / sizeof(uint) << 4);
        segment[Field.Flags] = (byte)Flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment[Field.Window..], Window);
        BinaryPrimitives.WriteUInt16BigEndian(segment[ChecksumOffset..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(segment[Field.UrgentPointer..], UrgentPointer);
        TcpOptions.Write(segment[MinimumLength..length], this);
        return length;
    }

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
    private static class Field
    {
        public const int SourcePort = 0, DestinationPort = 2, Sequence = 4, Acknowledgment = 8;
        public const int DataOffset = 12, Flags = 13, Window = 14, UrgentPointer = 18;
    }
}
