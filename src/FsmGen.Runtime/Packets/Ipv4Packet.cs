using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

using Field = Ipv4Header.Field;

/// <summary>The bytes of an IPv4 datagram, or of a fragment of one; RFC 791 section 3.1.</summary>
/// <remarks>
/// Lengths are checked once, by <see cref="TryParse(ReadOnlySpan{byte}, out Ipv4Packet)"/>; after that nothing here throws.
/// Whether the checksum is right is for <see cref="IsHeaderChecksumValid"/> to say: a receiver must ask, RFC 1122 section 3.2.1.2.
/// </remarks>
public readonly ref struct Ipv4Packet
{
    private Ipv4Packet(ReadOnlySpan<byte> bytes, int headerLength)
    {
        Bytes = bytes;
        HeaderLength = headerLength;
    }

    /// <summary>The whole datagram, without what may lie behind it, such as the padding of a link layer.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Bytes of the header with its options, 20 to 60.</summary>
    public int HeaderLength { get; }

    /// <summary>Whether bytes of the payload are missing; only <see cref="TryParseBeginning"/> reads such datagrams.</summary>
    public bool IsCutOff => Bytes.Length < TotalLength;

    /// <summary>The total length field: bytes of header and payload. In a cut-off datagram more than there are.</summary>
    public int TotalLength => BinaryPrimitives.ReadUInt16BigEndian(Bytes[Field.TotalLength..]);

    /// <summary>The checksum field.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(Bytes[Field.Checksum..]);

    /// <summary>Whether the header is intact.</summary>
    public bool IsHeaderChecksumValid => default(InternetChecksum).Add(Bytes[..HeaderLength]).IsValid;

    /// <summary>The options as they stand on the wire, 0 to 40 bytes.</summary>
    public ReadOnlySpan<byte> Options => Bytes[Ipv4Header.MinimumLength..HeaderLength];

    /// <summary>Six bits of differentiated services code point and two of congestion notification; RFC 2474, RFC 3168.</summary>
    public byte TrafficClass => Bytes[Field.TrafficClass];

    /// <summary>Routers the datagram may still pass.</summary>
    public byte TimeToLive => Bytes[Field.TimeToLive];

    /// <summary>What the datagram carries.</summary>
    public IpProtocol Protocol => (IpProtocol)Bytes[Field.Protocol];

    /// <summary>The address the datagram comes from.</summary>
    public Ipv4Address Source => Ipv4Address.Read(Bytes[Field.Source..]);

    /// <summary>The address the datagram goes to.</summary>
    public Ipv4Address Destination => Ipv4Address.Read(Bytes[Field.Destination..]);

    /// <summary>Whether this is a part of a datagram: more fragments follow, or this is not the first one.</summary>
    public bool IsFragment => HasMoreFragments || FragmentOffset != 0;

    /// <summary>Whether more fragments of the datagram follow.</summary>
    public bool HasMoreFragments => (FragmentBits >> 13 & (int)Ipv4Flags.MoreFragments) != 0;

    /// <summary>Where in the payload of the whole datagram this fragment begins: bytes, a multiple of 8.</summary>
    public int FragmentOffset => (ushort)(FragmentBits << 3);

    /// <summary>Tells fragments of one datagram from those of another.</summary>
    public ushort Identification => BinaryPrimitives.ReadUInt16BigEndian(Bytes[Field.Identification..]);

    /// <summary>The bytes behind the header.</summary>
    public ReadOnlySpan<byte> Payload => Bytes[HeaderLength..];

    /// <summary>What the header says.</summary>
    public Ipv4Header Header => new()
    {
        TrafficClass = TrafficClass,
        Identification = Identification,
        Flags = (Ipv4Flags)(FragmentBits >> 13),
        FragmentOffset = (ushort)FragmentOffset,
        TimeToLive = TimeToLive,
        Protocol = Protocol,
        Source = Source,
        Destination = Destination,
    };

    private int FragmentBits => BinaryPrimitives.ReadUInt16BigEndian(Bytes[Field.Fragment..]);

    /// <summary>Reads a datagram; false if its version or its lengths do not fit.</summary>
    /// <param name="bytes">The datagram; bytes behind its total length are left alone.</param>
    /// <param name="packet">The datagram; <c>default</c>, which is not to be asked anything, if it cannot be read.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Ipv4Packet packet) => TryParse(bytes, out packet, out _);

    /// <summary>Reads a datagram, and says what is wrong where that fails.</summary>
    /// <param name="bytes">The datagram; bytes behind its total length are left alone.</param>
    /// <param name="packet">The datagram; <c>default</c>, which is not to be asked anything, if it cannot be read.</param>
    /// <param name="error">Why it cannot be read.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Ipv4Packet packet, out PacketError error) =>
        (error = Parse(bytes, isWhole: true, out packet)) == PacketError.None;

    /// <summary>Reads what there is of a datagram that may have been cut off behind its header, as by a capture or in an ICMP error.</summary>
    /// <remarks>A total length of zero, which captures on a machine with segmentation offload have, means all the bytes.</remarks>
    /// <param name="bytes">The datagram or its beginning.</param>
    /// <param name="packet">The datagram, <see cref="IsCutOff"/> or not; <c>default</c>, which is not to be asked anything, if it cannot be read.</param>
    /// <param name="error">Why it cannot be read.</param>
    public static bool TryParseBeginning(ReadOnlySpan<byte> bytes, out Ipv4Packet packet, out PacketError error) =>
        (error = Parse(bytes, isWhole: false, out packet)) == PacketError.None;

    internal static PacketError Parse(ReadOnlySpan<byte> bytes, bool isWhole, out Ipv4Packet packet)
    {
        packet = default;
        if (bytes.Length < Ipv4Header.MinimumLength)
            return PacketError.Truncated;
        if (bytes[Field.Version] >> 4 != Ipv4Header.Version)
            return PacketError.Version;

        var headerLength = (bytes[Field.Version] & 0x0F) * sizeof(uint);
        if (headerLength < Ipv4Header.MinimumLength)
            return PacketError.HeaderLength;

        var totalLength = BinaryPrimitives.ReadUInt16BigEndian(bytes[Field.TotalLength..]);
        if (totalLength < headerLength && (isWhole || totalLength != 0))
            return PacketError.TotalLength;
        if (bytes.Length < (isWhole ? totalLength : headerLength))
            return PacketError.Truncated;

        packet = new(totalLength == 0 ? bytes : bytes[..Math.Min(totalLength, bytes.Length)], headerLength);
        return PacketError.None;
    }
}
