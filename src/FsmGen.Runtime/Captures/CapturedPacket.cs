namespace FsmGen.Runtime.Captures;

/// <summary>A packet of a capture: its bytes, when they were seen, and how many there were on the wire.</summary>
/// <remarks>
/// What a <see cref="CaptureReader"/> gives lies in the reader's buffer and is valid until its next read. Both writers take
/// a packet as it was read, which makes a filter a loop of three lines.
/// </remarks>
public readonly ref struct CapturedPacket
{
    /// <summary>The most bytes of a packet that a capture holds; more than any IP datagram but a jumbogram.</summary>
    public const int MaximumLength = 262_144;

    /// <summary>When the packet was captured; zero if the file does not say (a Simple Packet Block).</summary>
    public CaptureTime Timestamp { get; init; }

    /// <summary>What <see cref="Data"/> begins with.</summary>
    public LinkType LinkType { get; init; }

    /// <summary>The bytes captured, from the link-layer header on; not all there were if the capture cuts packets.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>Bytes of the packet on the wire; never less than <see cref="Data"/> has, whatever was set.</summary>
    public uint OriginalLength { get => Math.Max(field, (uint)Data.Length); init; }

    /// <summary>The first comment on the packet, in UTF-8; empty if there is none, as always in classic pcap.</summary>
    public ReadOnlySpan<byte> Comment { get; init; }

    /// <summary>Finds the IP datagram, version 4 or 6; false if there is none or the link type has no name here.</summary>
    /// <param name="datagram">
    /// The datagram from its IP header on, at least the fixed part of it, and without the padding of a short Ethernet frame.
    /// It is cut short if the packet is. Points into <see cref="Data"/>.
    /// </param>
    /// <remarks>VLAN tags (IEEE 802.1Q and 802.1ad) are skipped, however many; nothing of the datagram is verified.</remarks>
    public bool TryGetDatagram(out ReadOnlySpan<byte> datagram) => LinkLayer.TryGetDatagram(LinkType, Data, out datagram);
}
