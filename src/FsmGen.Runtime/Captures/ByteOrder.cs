using System.Buffers.Binary;

namespace FsmGen.Runtime.Captures;

/// <summary>The byte order of the machine that wrote a capture.</summary>
internal enum ByteOrder
{
    LittleEndian,
    BigEndian,
}

/// <summary>Reads numbers in the byte order of a capture.</summary>
internal static class ByteOrderExtensions
{
    public static ushort UInt16(this ByteOrder order, ReadOnlySpan<byte> bytes, int offset) =>
        order == ByteOrder.BigEndian
            ? BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..])
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    public static uint UInt32(this ByteOrder order, ReadOnlySpan<byte> bytes, int offset) =>
        order == ByteOrder.BigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..])
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    public static long Int64(this ByteOrder order, ReadOnlySpan<byte> bytes, int offset) =>
        order == ByteOrder.BigEndian
            ? BinaryPrimitives.ReadInt64BigEndian(bytes[offset..])
            : BinaryPrimitives.ReadInt64LittleEndian(bytes[offset..]);
}
