using System.Buffers.Binary;
using static FsmGen.Runtime.Captures.PcapLayout;

namespace FsmGen.Runtime.Captures;

/// <summary>Writes packets to a classic pcap file, which Wireshark and tcpdump read.</summary>
/// <remarks>
/// <para>
/// Nanosecond stamps, little-endian; source: draft-ietf-opsawg-pcap sections 4 and 5. Take <see cref="PcapngWriter"/> to
/// comment on packets, this one for tools that know nothing newer.
/// </para>
/// <para>A packet costs two writes to the stream and no allocation. Not safe for use by two threads at once.</para>
/// </remarks>
public sealed class PcapWriter : IDisposable
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly LinkType _linkType;
    private bool _isDisposed;

    /// <summary>Begins a capture: writes the file header.</summary>
    /// <param name="stream">Where to; written from its current position on, never read or sought.</param>
    /// <param name="linkType">What all packets begin with; unless said otherwise their IP header, version 4 or 6.</param>
    /// <param name="leaveOpen">Whether the stream stays the caller's: then <see cref="Dispose"/> flushes but does not dispose it.</param>
    public PcapWriter(Stream stream, LinkType linkType = LinkType.Raw, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, _leaveOpen, _linkType) = (stream, leaveOpen, linkType);

        Span<byte> header = stackalloc byte[FileHeader.Length];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header[FileHeader.Magic..], NanosecondMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[FileHeader.MajorVersion..], MajorVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(header[FileHeader.MinorVersion..], MinorVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(header[FileHeader.MaximumLength..], CapturedPacket.MaximumLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[FileHeader.LinkType..], (ushort)linkType);
        stream.Write(header);
    }

    /// <summary>Appends one packet, whole.</summary>
    /// <param name="timestamp">
    /// The time since 1970-01-01 00:00 UTC, from zero to just before 2^32 seconds (the year 2106), to the nanosecond. A
    /// simulation may give its own clock as a <see cref="TimeSpan"/>: the capture then shows 1970, and differences are
    /// right. Stamps need not rise.
    /// </param>
    /// <param name="packet">The packet, from the header on that the link type says; for RAW, the datagram.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timestamp is negative, or 2^32 seconds or more.</exception>
    /// <exception cref="ArgumentException">The packet is longer than <see cref="CapturedPacket.MaximumLength"/>.</exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public void WritePacket(CaptureTime timestamp, ReadOnlySpan<byte> packet) =>
        Write(timestamp, packet, (uint)packet.Length);

    /// <summary>Appends one packet as it was read, except for its comment: this format has none.</summary>
    /// <param name="packet">The packet; its timestamp is from zero to just before 2^32 seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timestamp is negative, or 2^32 seconds or more.</exception>
    /// <exception cref="ArgumentException">
    /// The packet is longer than <see cref="CapturedPacket.MaximumLength"/>, or of another link type than the capture.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public void WritePacket(in CapturedPacket packet)
    {
        if (packet.LinkType != _linkType)
        {
            throw new ArgumentException(
                $"A packet of link type {packet.LinkType} has no place in a capture of {_linkType}", nameof(packet));
        }

        Write(packet.Timestamp, packet.Data, packet.OriginalLength);
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

    private void Write(CaptureTime timestamp, ReadOnlySpan<byte> packet, uint originalLength)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (timestamp.Nanoseconds < 0 || timestamp.Nanoseconds >= (Int128)NanosecondsPerSecond << 32)
        {
            throw new ArgumentOutOfRangeException(
                nameof(timestamp), timestamp, "Stamps go from zero to just before 2^32 seconds");
        }

        if (packet.Length > CapturedPacket.MaximumLength)
            throw new ArgumentException($"A packet of {packet.Length} bytes is too long for a capture", nameof(packet));

        var (seconds, fraction) = Math.DivRem((long)timestamp.Nanoseconds, NanosecondsPerSecond);
        Span<byte> header = stackalloc byte[PacketHeader.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header[PacketHeader.Seconds..], (uint)seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(header[PacketHeader.Fraction..], (uint)fraction);
        BinaryPrimitives.WriteInt32LittleEndian(header[PacketHeader.CapturedLength..], packet.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[PacketHeader.OriginalLength..], originalLength);
        _stream.Write(header);
        _stream.Write(packet);
    }
}
