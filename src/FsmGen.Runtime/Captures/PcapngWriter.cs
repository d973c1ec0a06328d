using System.Buffers.Binary;
using System.Text;
using static FsmGen.Runtime.Captures.PcapngLayout;

namespace FsmGen.Runtime.Captures;

/// <summary>Writes packets, with comments if you like, to a pcapng file, which Wireshark reads and shows comments of.</summary>
/// <remarks>
/// <para>
/// One section with one interface, nanosecond stamps, little-endian; source: draft-ietf-opsawg-pcapng section 4. Files that
/// were written one after the other may be put together with <c>cat</c>.
/// </para>
/// <para>A packet costs three writes to the stream and no allocation. Not safe for use by two threads at once.</para>
/// </remarks>
public sealed class PcapngWriter : IDisposable
{
    /// <summary>The longest comment, in bytes of UTF-8.</summary>
    public const int MaximumCommentLength = ushort.MaxValue;

    private const byte Nanoseconds = 9;
    private const int MaximumPadding = Alignment - 1;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly LinkType _linkType;
    private byte[] _tail = new byte[256];
    private bool _isDisposed;

    /// <summary>Begins a capture: writes the section header and the description of the interface.</summary>
    /// <param name="stream">Where to; written from its current position on, never read or sought.</param>
    /// <param name="linkType">What all packets begin with; unless said otherwise their IP header, version 4 or 6.</param>
    /// <param name="interfaceName">What Wireshark shows as the name of the interface, if anything.</param>
    /// <param name="leaveOpen">Whether the stream stays the caller's: then <see cref="Dispose"/> flushes but does not dispose it.</param>
    /// <exception cref="ArgumentException">The name takes more than 65,535 bytes of UTF-8.</exception>
    public PcapngWriter(
        Stream stream, LinkType linkType = LinkType.Raw, string? interfaceName = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, _leaveOpen, _linkType) = (stream, leaveOpen, linkType);
        var name = Encoding.UTF8.GetBytes(interfaceName ?? "");
        if (name.Length > ushort.MaxValue)
            throw new ArgumentException($"A name of {name.Length} bytes is too long for a capture", nameof(interfaceName));

        stream.Write(SectionBlock());
        stream.Write(InterfaceBlock(linkType, name));
    }

    /// <summary>Appends one packet, whole.</summary>
    /// <param name="timestamp">
    /// The time since 1970-01-01 00:00 UTC, from zero to just before 2^64 ns (the year 2554), to the nanosecond. A
    /// simulation may give its own clock as a <see cref="TimeSpan"/>: the capture then shows 1970, and differences are
    /// right. Stamps need not rise.
    /// </param>
    /// <param name="packet">The packet, from the header on that the link type says; for RAW, the datagram.</param>
    /// <param name="comment">What to say about the packet, if anything; up to 65,535 bytes of UTF-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timestamp is negative, or 2^64 ns or more.</exception>
    /// <exception cref="ArgumentException">
    /// The packet is longer than <see cref="CapturedPacket.MaximumLength"/>, or the comment than
    /// <see cref="MaximumCommentLength"/>.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public void WritePacket(CaptureTime timestamp, ReadOnlySpan<byte> packet, ReadOnlySpan<char> comment = default)
    {
        var length = Encoding.UTF8.GetByteCount(comment);
        if (length > MaximumCommentLength)
            throw new ArgumentException($"A comment of {length} bytes is too long for a capture", nameof(comment));

        var tail = BeginTail(packet.Length, length, out var text);
        Encoding.UTF8.GetBytes(comment, text);
        Write(timestamp, packet, (uint)packet.Length, tail);
    }

    /// <summary>Appends one packet as it was read.</summary>
    /// <param name="packet">The packet; its timestamp is from zero to just before 2^64 ns.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timestamp is negative, or 2^64 ns or more.</exception>
    /// <exception cref="ArgumentException">
    /// The packet is longer than <see cref="CapturedPacket.MaximumLength"/>, the comment than
    /// <see cref="MaximumCommentLength"/>, or the packet is of another link type than the capture.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public void WritePacket(in CapturedPacket packet)
    {
        if (packet.LinkType != _linkType)
        {
            throw new ArgumentException(
                $"A packet of link type {packet.LinkType} has no place in a capture of {_linkType}", nameof(packet));
        }

        if (packet.Comment.Length > MaximumCommentLength)
            throw new ArgumentException($"A comment of {packet.Comment.Length} bytes is too long for a capture", nameof(packet));

        var tail = BeginTail(packet.Data.Length, packet.Comment.Length, out var text);
        packet.Comment.CopyTo(text);
        Write(packet.Timestamp, packet.Data, packet.OriginalLength, tail);
    }

    /// <summary>Ends the capture: flushes the stream, and disposes it unless it is left open.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        if (_leaveOpen)
            _stream.Flush();
        else
            _stream.Dispose();
    }

    private void Write(CaptureTime timestamp, ReadOnlySpan<byte> packet, uint originalLength, ReadOnlySpan<byte> tail)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (timestamp.Nanoseconds < 0 || timestamp.Nanoseconds > ulong.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(timestamp), timestamp, "Stamps go from zero to just before 2^64 nanoseconds");
        }

        if (packet.Length > CapturedPacket.MaximumLength)
            throw new ArgumentException($"A packet of {packet.Length} bytes is too long for a capture", nameof(packet));

        var stamp = (ulong)timestamp.Nanoseconds;
        var length = EnhancedPacket.Data + packet.Length + tail.Length;
        Span<byte> header = stackalloc byte[EnhancedPacket.Data];
        BinaryPrimitives.WriteUInt32LittleEndian(header[Block.Type..], EnhancedPacket.Type);
        BinaryPrimitives.WriteInt32LittleEndian(header[Block.Length..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[EnhancedPacket.Interface..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(header[EnhancedPacket.TimestampHigh..], (uint)(stamp >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(header[EnhancedPacket.TimestampLow..], (uint)stamp);
        BinaryPrimitives.WriteInt32LittleEndian(header[EnhancedPacket.CapturedLength..], packet.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[EnhancedPacket.OriginalLength..], originalLength);
        _stream.Write(header);
        _stream.Write(packet);
        _stream.Write(tail);
    }

    /// <summary>Makes what follows the packet: padding, an option with room for the comment, the block's length.</summary>
    private ReadOnlySpan<byte> BeginTail(int packetLength, int commentLength, out Span<byte> text)
    {
        var padding = PaddingAfter(packetLength);
        var options = commentLength == 0 ? 0 : OptionLength(commentLength) + Option.HeaderLength;
        var length = padding + options + Block.TrailerLength;
        if (_tail.Length < length)
            _tail = new byte[OptionLength(MaximumCommentLength) + Option.HeaderLength + MaximumPadding + Block.TrailerLength];

        var tail = _tail.AsSpan(0, length);
        tail.Clear();
        text = commentLength == 0 ? [] : BeginOption(tail[padding..], Option.Comment, commentLength);
        BinaryPrimitives.WriteInt32LittleEndian(tail[^Block.TrailerLength..], EnhancedPacket.Data + packetLength + length);
        return tail;
    }

    private static byte[] SectionBlock()
    {
        var block = NewBlock(SectionHeader.Type, SectionHeader.MinimumLength);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(SectionHeader.ByteOrderMagic), SectionHeader.Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(SectionHeader.MajorVersion), SectionHeader.CurrentMajorVersion);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(SectionHeader.SectionLength), -1);
        return block;
    }

    private static byte[] InterfaceBlock(LinkType linkType, ReadOnlySpan<byte> name)
    {
        var nameLength = name.IsEmpty ? 0 : OptionLength(name.Length);
        var options = nameLength + OptionLength(sizeof(byte)) + Option.HeaderLength;
        var block = NewBlock(InterfaceDescription.Type, InterfaceDescription.MinimumLength + options);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(InterfaceDescription.LinkType), (ushort)linkType);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(InterfaceDescription.MaximumLength), CapturedPacket.MaximumLength);

        var rest = block.AsSpan(InterfaceDescription.Options);
        if (!name.IsEmpty)
            name.CopyTo(BeginOption(rest, Option.InterfaceName, name.Length));

        BeginOption(rest[nameLength..], Option.TimestampResolution, sizeof(byte))[0] = Nanoseconds;
        return block;
    }

    private static byte[] NewBlock(uint type, int length)
    {
        var block = new byte[length];
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(Block.Type), type);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(Block.Length), length);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(length - Block.TrailerLength), length);
        return block;
    }

    private static Span<byte> BeginOption(Span<byte> options, ushort code, int length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(options[Option.Code..], code);
        BinaryPrimitives.WriteUInt16LittleEndian(options[Option.Length..], (ushort)length);
        return options.Slice(Option.HeaderLength, length);
    }

    private static int OptionLength(int valueLength) =>
        Option.HeaderLength + valueLength + PaddingAfter(valueLength);
}
