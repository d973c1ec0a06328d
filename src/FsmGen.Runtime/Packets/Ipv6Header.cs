using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

/// <summary>What the fixed IPv6 header says beside the payload length, which belongs to the bytes; RFC 8200 section 3.</summary>
/// <remarks>See <see cref="Ipv6Packet"/> for reading one, <see cref="Packet"/> for writing whole datagrams.</remarks>
public readonly record struct Ipv6Header
{
    /// <summary>Bytes of the header; extension headers come on top.</summary>
    public const int Length = 40;

    /// <summary>Six bits of differentiated services code point and two of congestion notification; RFC 2474, RFC 3168.</summary>
    public byte TrafficClass { get; init; }

    /// <summary>Tells flows apart for routers: 20 bits, 0 for none; RFC 6437.</summary>
    public uint FlowLabel { get; init; }

    /// <summary>What follows this header: an extension header, or what the datagram carries.</summary>
    public IpProtocol NextHeader { get; init; }

    /// <summary>Routers the datagram may still pass.</summary>
    public byte HopLimit { get; init; }

    /// <summary>The address the datagram comes from.</summary>
    public Ipv6Address Source { get; init; }

    /// <summary>The address the datagram goes to.</summary>
    public Ipv6Address Destination { get; init; }

    /// <summary>Writes the header; sets every byte of it.</summary>
    /// <param name="datagram">Where to; bytes behind the header are left as they are.</param>
    /// <param name="payloadLength">Bytes that will follow, extension headers included: 0 to 65535.</param>
    /// <returns>The bytes written, <see cref="Length"/>.</returns>
    /// <exception cref="ArgumentException">The span is shorter than <see cref="Length"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or too large for one datagram.</exception>
    /// <exception cref="InvalidOperationException">The flow label has more than 20 bits.</exception>
    public int Write(Span<byte> datagram, int payloadLength)
    {
        if (datagram.Length < Length)
            throw new ArgumentException($"The header takes {Length} bytes, the span has {datagram.Length}", nameof(datagram));
        if (FlowLabel > FlowLabelBits)
            throw new InvalidOperationException($"A flow label has 20 bits; 0x{FlowLabel:X} has more");
        ArgumentOutOfRangeException.ThrowIfNegative(payloadLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadLength, ushort.MaxValue);

        BinaryPrimitives.WriteUInt32BigEndian(datagram[Field.Version..], Version << 28 | (uint)TrafficClass << 20 | FlowLabel);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[Field.PayloadLength..], (ushort)payloadLength);
        datagram[Field.NextHeader] = (byte)NextHeader;
        datagram[Field.HopLimit] = HopLimit;
        Source.Write(datagram[Field.Source..]);
        Destination.Write(datagram[Field.Destination..]);
        return Length;
    }

    internal const uint Version = 6, FlowLabelBits = 0xFFFFF;

    //   byte  0           1           2           3
    //      ┌─────┬───────────┬─────────────────────────────┐
    //    0 │  6  │ class     │ flow label                  │   class: bits 4 to 11, flow label: the 20 bits behind
    //      ├─────┴───────────┴─────┬───────────┬───────────┤
    //    4 │ payload length        │ next      │ hop limit │
    //      ├───────────────────────┴───────────┴───────────┤
    //    8 │ source address, 16 bytes                      │
    //      ├───────────────────────────────────────────────┤
    //   24 │ destination address, 16 bytes                 │
    //      └───────────────────────────────────────────────┘
    internal static class Field
    {
        public const int Version = 0, PayloadLength = 4, NextHeader = 6, HopLimit = 7, Source = 8, Destination = 24;
    }
}
