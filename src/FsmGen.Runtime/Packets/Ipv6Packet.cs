using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

using Field = Ipv6Header.Field;

/// <summary>The bytes of an IPv6 datagram, or of a fragment of one; RFC 8200 section 3.</summary>
/// <remarks>
/// Lengths, those of all extension headers among them, are checked once, by
/// <see cref="TryParse(ReadOnlySpan{byte}, out Ipv6Packet)"/>; after that nothing here throws. Jumbograms (RFC 2675) are not read.
/// </remarks>
public readonly ref struct Ipv6Packet
{
    private readonly int _extensionLength, _fragmentPosition, _finalPosition;

    private Ipv6Packet(ReadOnlySpan<byte> bytes, Ipv6Extensions extensions)
    {
        Bytes = bytes;
        Protocol = extensions.Protocol;
        _extensionLength = extensions.Length;
        _fragmentPosition = extensions.FragmentPosition;
        _finalPosition = extensions.FinalDestinationPosition;
    }

    /// <summary>The whole datagram, without what may lie behind it, such as the padding of a link layer.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What the datagram carries: the protocol of <see cref="Payload"/>, behind all extension headers.</summary>
    public IpProtocol Protocol { get; }

    /// <summary>Whether bytes of the payload are missing; only <see cref="TryParseBeginning"/> reads such datagrams.</summary>
    public bool IsCutOff => Bytes.Length < Ipv6Header.Length + PayloadLength;

    /// <summary>The payload length field: bytes of extension headers and payload. In a cut-off datagram more than there are.</summary>
    public int PayloadLength => BinaryPrimitives.ReadUInt16BigEndian(Bytes[Field.PayloadLength..]);

    /// <summary>The address the datagram comes from.</summary>
    public Ipv6Address Source => Ipv6Address.Read(Bytes[Field.Source..]);

    /// <summary>The address the datagram goes to.</summary>
    public Ipv6Address Destination => Ipv6Address.Read(Bytes[Field.Destination..]);

    /// <summary>Where the datagram ends up: the last address of a routing header that has not been followed to its end, which checksums cover; RFC 8200 section 8.1.</summary>
    public Ipv6Address FinalDestination => _finalPosition < 0 ? Destination : Ipv6Address.Read(Extensions[_finalPosition..]);

    /// <summary>Six bits of differentiated services code point and two of congestion notification; RFC 2474, RFC 3168.</summary>
    public byte TrafficClass => (byte)(FirstWord >> 20);

    /// <summary>Routers the datagram may still pass.</summary>
    public byte HopLimit => Bytes[Field.HopLimit];

    /// <summary>The extension headers as they stand on the wire; the first is of kind <see cref="Ipv6Header.NextHeader"/>.</summary>
    public ReadOnlySpan<byte> Extensions => Bytes.Slice(Ipv6Header.Length, _extensionLength);

    /// <summary>The bytes behind all extension headers.</summary>
    public ReadOnlySpan<byte> Payload => Bytes[(Ipv6Header.Length + _extensionLength)..];

    /// <summary>Whether this is a part of a datagram. One that is all in one fragment is whole, RFC 6946 section 4.</summary>
    public bool IsFragment => HasMoreFragments || FragmentOffset != 0;

    /// <summary>Whether more fragments of the datagram follow.</summary>
    public bool HasMoreFragments => _fragmentPosition >= 0 && Ipv6Extensions.HasMoreFragments(Extensions[_fragmentPosition..]);

    /// <summary>Where in the fragmentable part of the whole datagram this fragment begins: bytes, a multiple of 8.</summary>
    public int FragmentOffset => _fragmentPosition < 0 ? 0 : Ipv6Extensions.FragmentOffset(Extensions[_fragmentPosition..]);

    /// <summary>Tells fragments of one datagram from those of another; 0 without a fragment header.</summary>
    public uint Identification => _fragmentPosition < 0 ? 0 : Ipv6Extensions.Identification(Extensions[_fragmentPosition..]);

    /// <summary>What the header says.</summary>
    public Ipv6Header Header => new()
    {
        TrafficClass = TrafficClass,
        FlowLabel = FirstWord & Ipv6Header.FlowLabelBits,
        NextHeader = (IpProtocol)Bytes[Field.NextHeader],
        HopLimit = HopLimit,
        Source = Source,
        Destination = Destination,
    };

    private uint FirstWord => BinaryPrimitives.ReadUInt32BigEndian(Bytes[Field.Version..]);

    /// <summary>Reads a datagram; false if its version or its lengths do not fit.</summary>
    /// <param name="bytes">The datagram; bytes behind its payload are left alone.</param>
    /// <param name="packet">The datagram; <c>default</c>, which is not to be asked anything, if it cannot be read.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Ipv6Packet packet) => TryParse(bytes, out packet, out _);

    /// <summary>Reads a datagram, and says what is wrong where that fails.</summary>
    /// <param name="bytes">The datagram; bytes behind its payload are left alone.</param>
    /// <param name="packet">The datagram; <c>default</c>, which is not to be asked anything, if it cannot be read.</param>
    /// <param name="error">Why it cannot be read.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Ipv6Packet packet, out PacketError error) =>
        (error = Parse(bytes, isWhole: true, out packet)) == PacketError.None;

    /// <summary>Reads what there is of a datagram that may have been cut off behind its headers, as by a capture or in an ICMP error.</summary>
    /// <param name="bytes">The datagram or its beginning.</param>
    /// <param name="packet">The datagram, <see cref="IsCutOff"/> or not; <c>default</c>, which is not to be asked anything, if it cannot be read.</param>
    /// <param name="error">Why it cannot be read.</param>
    public static bool TryParseBeginning(ReadOnlySpan<byte> bytes, out Ipv6Packet packet, out PacketError error) =>
        (error = Parse(bytes, isWhole: false, out packet)) == PacketError.None;

    internal static PacketError Parse(ReadOnlySpan<byte> bytes, bool isWhole, out Ipv6Packet packet)
    {
        packet = default;
        if (bytes.Length < Ipv6Header.Length)
            return PacketError.Truncated;
        if (bytes[Field.Version] >> 4 != Ipv6Header.Version)
            return PacketError.Version;

        var length = Ipv6Header.Length + BinaryPrimitives.ReadUInt16BigEndian(bytes[Field.PayloadLength..]);
        if (length > bytes.Length && isWhole)
            return PacketError.Truncated;

        bytes = bytes[..Math.Min(length, bytes.Length)];
        if (!Ipv6Extensions.TryRead(bytes[Ipv6Header.Length..], (IpProtocol)bytes[Field.NextHeader], out var extensions))
            return PacketError.ExtensionHeader;

        packet = new(bytes, extensions);
        return PacketError.None;
    }
}
