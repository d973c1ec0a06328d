using System.Buffers.Binary;
using static FsmGen.Runtime.Captures.PcapLayout;

namespace FsmGen.Runtime.Captures;

/// <summary>Reads classic pcap.</summary>
internal sealed class PcapFormat : ICaptureFormat
{
    private const int MaximumLength = CapturedPacket.MaximumLength;

    private readonly CaptureInput _input;
    private readonly ByteOrder _order;
    private readonly uint _nanosecondsPerUnit;
    private readonly LinkType _linkType;

    public PcapFormat(CaptureInput input, ByteOrder order, uint nanosecondsPerUnit)
    {
        (_input, _order, _nanosecondsPerUnit) = (input, order, nanosecondsPerUnit);

        var header = input.Take(FileHeader.Length, "file header");
        var major = order.UInt16(header, FileHeader.MajorVersion);
        var minor = order.UInt16(header, FileHeader.MinorVersion);
        if ((major, minor) != (MajorVersion, MinorVersion))
            throw input.Malformed($"The file header at offset 0 says version {major}.{minor} of pcap; 2.4 is what is read");

        _linkType = (LinkType)(ushort)order.UInt32(header, FileHeader.LinkType);
    }

    public LinkType? LinkType => _linkType;

    /// <summary>Whether a file that begins with these four bytes, taken as little-endian, is classic pcap.</summary>
    public static bool TryRecognise(uint magic, out ByteOrder order, out uint nanosecondsPerUnit)
    {
        order = magic is MicrosecondMagic or NanosecondMagic ? ByteOrder.LittleEndian : ByteOrder.BigEndian;
        if (order == ByteOrder.BigEndian)
            magic = BinaryPrimitives.ReverseEndianness(magic);

        nanosecondsPerUnit = magic == NanosecondMagic ? 1u : 1_000u;
        return magic is MicrosecondMagic or NanosecondMagic;
    }

    public bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        if (!_input.Has(1))
            return false;

        var header = _input.Peek(PacketHeader.Length, "packet");
        var length = _order.UInt32(header, PacketHeader.CapturedLength);
        if (length > MaximumLength)
        {
            throw _input.Malformed(
                $"The packet at offset {_input.Offset} says {length} bytes; the most a capture holds is {MaximumLength}");
        }

        // Asking for more bytes may have moved those of the header.
        var record = _input.Take(PacketHeader.Length + (int)length, "packet");
        packet = new CapturedPacket
        {
            Timestamp = Timestamp(record),
            LinkType = _linkType,
            Data = record[PacketHeader.Length..],
            OriginalLength = _order.UInt32(record, PacketHeader.OriginalLength),
        };
        return true;
    }

    // A fraction of a second or more, which some writers make, counts for what it is.
    private CaptureTime Timestamp(ReadOnlySpan<byte> record) => new(
        _order.UInt32(record, PacketHeader.Seconds) * 1_000_000_000L
        + _order.UInt32(record, PacketHeader.Fraction) * (long)_nanosecondsPerUnit);
}
