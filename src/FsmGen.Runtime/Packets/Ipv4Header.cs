using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

/// <summary>What an IPv4 header says beside lengths, options and checksum, which belong to the bytes; RFC 791 section 3.1.</summary>
/// <remarks>See <see cref="Ipv4Packet"/> for reading one, <see cref="Packet"/> for writing whole datagrams.</remarks>
public readonly record struct Ipv4Header
{
    /// <summary>Bytes of a header without options.</summary>
    public const int MinimumLength = 20;

    /// <summary>Bytes of a header with as many options as fit.</summary>
    public const int MaximumLength = 60;

    /// <summary>Six bits of differentiated services code point and two of congestion notification; RFC 2474, RFC 3168.</summary>
    /// <remarks>Named as in IPv6; once the type of service.</remarks>
    public byte TrafficClass { get; init; }

    /// <summary>Tells fragments of one datagram from those of another; of no meaning in a whole one, RFC 6864 section 4.1.</summary>
    public ushort Identification { get; init; }

    /// <summary>Whether routers may fragment the datagram, and whether more fragments follow this one.</summary>
    public Ipv4Flags Flags { get; init; }

    /// <summary>Where in the payload of the whole datagram this fragment begins: bytes, a multiple of 8, up to 65528.</summary>
    public ushort FragmentOffset { get; init; }

    /// <summary>Routers the datagram may still pass; a host must not send zero, RFC 1122 section 3.2.1.7.</summary>
    public byte TimeToLive { get; init; }

    /// <summary>What the datagram carries.</summary>
    public IpProtocol Protocol { get; init; }

    /// <summary>The address the datagram comes from.</summary>
    public Ipv4Address Source { get; init; }

    /// <summary>The address the datagram goes to.</summary>
    public Ipv4Address Destination { get; init; }

    /// <summary>Writes the header with a valid checksum; sets every byte of it.</summary>
    /// <param name="datagram">Where to; bytes behind the header are left as they are.</param>
    /// <param name="payloadLength">Bytes that will follow the header; header and payload together are at most 65535.</param>
    /// <param name="options">The options as they stand on the wire: a multiple of 4 bytes, up to 40; RFC 791 section 3.1.</param>
    /// <returns>The bytes written: <see cref="MinimumLength"/> and the options.</returns>
    /// <exception cref="ArgumentException">The span is too short, or the options have no such length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or too large for one datagram.</exception>
    /// <exception cref="InvalidOperationException">The fragment offset is no multiple of 8, or there are more than three flags.</exception>
    public int Write(Span<byte> datagram, int payloadLength, ReadOnlySpan<byte> options = default)
    {
        var length = MinimumLength + options.Length;
        if (length > MaximumLength || options.Length % sizeof(uint) != 0)
            throw new ArgumentException($"IPv4 options take a multiple of 4 bytes, at most 40, not {options.Length}", nameof(options));
        if (datagram.Length < length)
            throw new ArgumentException($"The header takes {length} bytes, the span has {datagram.Length}", nameof(datagram));
        if (FragmentOffset % OffsetUnit != 0)
            throw new InvalidOperationException($"A fragment cannot begin at byte {FragmentOffset}, which is not a multiple of 8");
        if (Flags > AllFlags)
            throw new InvalidOperationException($"There are three flags; 0x{(byte)Flags:X} has more");
        ArgumentOutOfRangeException.ThrowIfNegative(payloadLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadLength, ushort.MaxValue - length);

        datagram[Field.Version] = (byte)(Version << 4 | length / sizeof(uint));
        datagram[Field.TrafficClass] = TrafficClass;
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Field.TotalLength..], (ushort)(length + payloadLength));
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Field.Identification..], Identification);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Field.Fragment..], (ushort)((int)Flags << 13 | FragmentOffset / OffsetUnit));
        datagram[Field.TimeToLive] = TimeToLive;
        datagram[Field.Protocol] = (byte)Protocol;
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Field.Checksum..], 0);
        Source.Write(datagram[Field.Source..]);
        Destination.Write(datagram[Field.Destination..]);
        options.CopyTo(datagram[MinimumLength..]);

        var checksum = default(InternetChecksum).Add(datagram[..length]).Value;
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Field.Checksum..], checksum);
        return length;
    }

    private const Ipv4Flags AllFlags = Ipv4Flags.MoreFragments | Ipv4Flags.DontFragment | Ipv4Flags.Reserved;

    internal const byte Version = 4;
    internal const int OffsetUnit = 8;

    //   byte  0           1           2           3
    //      ┌─────┬─────┬───────────┬───────────────────────┐
    //    0 │  4  │ ihl │ class     │ total length          │   ihl: header length in units of four bytes
    //      ├─────┴─────┴───────────┼───┬───────────────────┤
    //    4 │ identification        │flg│ fragment offset   │   flg: three bits, 0, DF and MF
    //      ├───────────┬───────────┼───┴───────────────────┤   offset: in units of eight bytes
    //    8 │ time      │ protocol  │ header checksum       │
    //      ├───────────┴───────────┴───────────────────────┤
    //   12 │ source address                                │
    //      ├───────────────────────────────────────────────┤
    //   16 │ destination address                           │
    //      ├───────────────────────────────────────────────┤
    //   20 │ options up to ihl * 4 bytes                   │
    //      └───────────────────────────────────────────────┘
    internal static class Field
    {
        public const int Version = 0, TrafficClass = 1, TotalLength = 2, Identification = 4, Fragment = 6;
        public const int TimeToLive = 8, Protocol = 9, Checksum = 10, Source = 12, Destination = 16;
    }
}
