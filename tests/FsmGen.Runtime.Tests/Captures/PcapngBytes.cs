using System.Buffers.Binary;

namespace FsmGen.Runtime.Tests.Captures;

/// <summary>Lays out pcapng files that our writer would not write, in either byte order.</summary>
internal sealed class PcapngBytes(bool isBigEndian)
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public PcapngBytes Section(ushort majorVersion = 1, params byte[] options) =>
        Block(0x0A0D0D0A, [.. U32(0x1A2B3C4D), .. U16(majorVersion), .. U16(0), .. U32(uint.MaxValue), .. U32(uint.MaxValue), .. options]);

    public PcapngBytes Interface(LinkType linkType, uint maximumLength = 0, params byte[] options) =>
        Block(1, [.. U16((ushort)linkType), .. U16(0), .. U32(maximumLength), .. options]);

    public PcapngBytes Enhanced(uint source, ulong stamp, byte[] data, params byte[] options) =>
        Block(6, [.. U32(source), .. Packet(stamp, data), .. options]);

    public PcapngBytes Obsolete(ushort source, ulong stamp, byte[] data, params byte[] options) =>
        Block(2, [.. U16(source), .. U16(7), .. Packet(stamp, data), .. options]);

    public PcapngBytes Simple(uint originalLength, params byte[] data) => Block(3, [.. U32(originalLength), .. Padded(data)]);

    public PcapngBytes Block(uint type, params byte[] body) => Block(type, (uint)body.Length + 12, (uint)body.Length + 12, body);

    public PcapngBytes Block(uint type, uint length, uint repeated, params byte[] body)
    {
        _bytes.AddRange([.. U32(type), .. U32(length), .. body, .. U32(repeated)]);
        return this;
    }

    public byte[] Option(ushort code, params byte[] value) => [.. U16(code), .. U16((ushort)value.Length), .. Padded(value)];

    public byte[] U16(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, isBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return bytes;
    }

    public byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, isBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return bytes;
    }

    public byte[] I64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, isBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return bytes;
    }

    private byte[] Packet(ulong stamp, byte[] data) =>
    [
        .. U32((uint)(stamp >> 32)), .. U32((uint)stamp), .. U32((uint)data.Length), .. U32((uint)data.Length), .. Padded(data),
    ];

    private static byte[] Padded(byte[] data) => [.. data, .. new byte[(4 - data.Length % 4) % 4]];
}
