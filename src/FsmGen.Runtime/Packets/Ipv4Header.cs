using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

/// <summary>What the header of an unfragmented IPv4 datagram says, RFC 791 section 3.1.</summary>
public readonly record struct Ipv4Header
{
    /// <summary>Bytes of a header without options, which is what <see cref="Write"/> writes.</summary>
    public const int MinimumLength = 20;

    /// <summary>The address the datagram comes from.</summary>
    public Ipv4Address Source { get; init; }

    /// <summary>The address the datagram goes to.</summary>
    public Ipv4Address Destination { get; init; }

    /// <summary>Bytes of the whole datagram, header included.</summary>
    public ushort TotalLength { get; init; }

    /// <summary>Tells fragments of one datagram from those of another; of no meaning here, RFC 6864 section 4.1.</summary>
    public ushort Identification { get; init; }

    /// <summary>Routers the datagram may still pass; a host must not send zero, RFC 1122 section 3.2.1.7.</summary>
    public byte TimeToLive { get; init; }

    /// <summary>What the datagram carries.</summary>
    public IpProtocol Protocol { get; init; }

    /// <summary>Reads a header; false if it is cut off, corrupted, not IPv4 or that of a fragment.</summary>
    /// <remarks>
    /// The header checksum is verified (RFC 1122 section 3.2.1.2). Options and type of service are skipped. Fragments are
    /// refused because only the first one has a transport header; put datagrams together before reading them.
    /// </remarks>
    /// <param name="datagram">The datagram; bytes behind its total length, such as link-layer padding, are left alone.</param>
    /// <param name="header">What the header says; <c>default</c> if it cannot be read.</param>
    /// <param name="payloadOffset">
    /// Where the payload begins, in bytes; it ends at <see cref="TotalLength"/>. 0 if the header cannot be read.
    /// </param>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out Ipv4Header header, out int payloadOffset)
    {
        (header, payloadOffset) = (default, 0);
        if (datagram.Length < MinimumLength || datagram[Field.Version] >> 4 != Version)
            return false;

        var length = (datagram[Field.Version] & 0x0F) * sizeof(uint);
        var totalLength = BinaryPrimitives.ReadUInt16BigEndian(datagram[Field.TotalLength..]);
        if (length < MinimumLength || totalLength < length || totalLength > datagram.Length)
            return false;

        var fragment = BinaryPrimitives.ReadUInt16BigEndian(datagram[Field.Fragment..]);
        if ((fragment & (MoreFragments | FragmentOffset)) != 0)
            return false;

        if (!default(InternetChecksum).Add(datagram[..length]).IsValid)
            return false;

        payloadOffset = length;
        header = new Ipv4Header
        {
            Source = new(BinaryPrimitives.ReadUInt32BigEndian(datagram[Field.Source..])),
            Destination = new(BinaryPrimitives.ReadUInt32BigEndian(datagram[Field.Destination..])),
            TotalLength = totalLength,
            Identification = BinaryPrimitives.ReadUInt16BigEndian(datagram[Field.Identification..]),
            TimeToLive = datagram[Field.TimeToLive],
            Protocol = (IpProtocol)datagram[Field.Protocol],
        };
        return true;
    }

    /// <summary>Writes the header without options; sets every byte of the first <see cref="MinimumLength"/>.</summary>
    /// <remarks>The checksum is computed. Type of service is zero, and routers may not fragment the datagram (DF is set).</remarks>
    /// <returns>The bytes written, <see cref="MinimumLength"/>.</returns>
    /// <exception cref="ArgumentException">The span is shorter than <see cref="MinimumLength"/>.</exception>
    /// <exception cref="InvalidOperationException"><see cref="TotalLength"/> has no room for the header.</exception>
    public int Write(Span<byte> datagram)
    {
        if (datagram.Length < MinimumLength)
            throw new ArgumentException($"The header takes 20 bytes, the span has {datagram.Length}", nameof(datagram));
        if (TotalLength < MinimumLength)
            throw new InvalidOperationException($"A datagram of {TotalLength} bytes has no room for its header");

        datagram[Field.Version] = Version << 4 | MinimumLength / sizeof(uint);
        datagram[Field.TypeOfService] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Field.TotalLength..], TotalLength);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Field.Identification..], Identification);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Field.Fragment..], DontFragment);
        datagram[Field.TimeToLive] = TimeToLive;
        datagram[Field.Protocol] = (byte)Protocol;
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Field.Checksum..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(datagram[Field.Source..], Source.Value);
        BinaryPrimitives.WriteUInt32BigEndian(datagram[Field.Destination..], Destination.Value);

        var checksum = default(InternetChecksum).Add(datagram[..MinimumLength]).Value;
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Field.Checksum..], checksum);
        return MinimumLength;
    }

    private const byte Version = 4;
    private const ushort DontFragment = 0x4000, MoreFragments = 0x2000, FragmentOffset = 0x1FFF;

    //   byte  0           1           2           3
    //      ┌─────┬─────┬───────────┬───────────────────────┐
    //    0 │  4  │ ihl │ service   │ total length          │   ihl: header length in units of four bytes
    //      ├─────┴─────┴───────────┼───┬───────────────────┤
    //    4 │ identification        │flg│ fragment offset   │   flg: three bits, 0, DF and MF
    //      ├───────────┬───────────┼───┴───────────────────┤
    //    8 │ time      │ protocol  │ header checksum       │
    //      ├───────────┴───────────┴───────────────────────┤
    //   12 │ source address                                │
    //      ├───────────────────────────────────────────────┤
    //   16 │ destination address                           │
    //      ├───────────────────────────────────────────────┤
    //   20 │ options up to ihl * 4 bytes                   │
    //      └───────────────────────────────────────────────┘
    private static class Field
    {
        public const int Version = 0, TypeOfService = 1, TotalLength = 2, Identification = 4, Fragment = 6;
        public const int TimeToLive = 8, Protocol = 9, Checksum = 10, Source = 12, Destination = 16;
    }
}
