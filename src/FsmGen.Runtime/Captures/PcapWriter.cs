using System.Buffers.Binary;

namespace FsmGen.Runtime.Captures;

/// <summary>Writes IP datagrams to a capture file that Wireshark and tcpdump read.</summary>
/// <remarks>
/// <para>
/// Classic pcap with nanosecond stamps, little-endian, link type RAW: each packet begins with its IP header, version 4 or 6.
/// Source: draft-ietf-opsawg-pcap sections 4 and 5.
/// </para>
/// <para>A packet costs two writes to the stream and no allocation. Not safe for use by two threads at once.</para>
/// </remarks>
public sealed class PcapWriter : IDisposable
{
    /// <summary>The longest packet a capture takes, in bytes; more than any IP datagram but a jumbogram.</summary>
    public const int MaximumPacketLength = 262_144;

    private const uint NanosecondMagic = 0xA1B2_3C4D;
    private const ushort MajorVersion = 2, MinorVersion = 4;
    private const uint LinkTypeRaw = 101;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private bool _isDisposed;

    /// <summary>Begins a capture: writes the file header.</summary>
    /// <param name="stream">Where to; written from its current position on, never read or sought.</param>
    /// <param name="leaveOpen">
    /// Whether the stream stays the caller's, which is the default: then <see cref="Dispose"/> flushes but does not dispose it.
    /// </param>
    public PcapWriter(Stream stream, bool leaveOpen = true)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;

        //   byte  0           1           2           3
        //      ┌───────────────────────────────────────────────┐
        //    0 │ magic: stamps are in nanoseconds              │
        //      ├───────────────────────┬───────────────────────┤
        //    4 │ major version         │ minor version         │
        //      ├───────────────────────┴───────────────────────┤
        //    8 │ two fields out of use, zero                   │
        //      ├───────────────────────────────────────────────┤
        //   16 │ longest packet                                │
        //      ├───────────────────────────────────────────────┤
        //   20 │ link type                                     │
        //      └───────────────────────────────────────────────┘
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, NanosecondMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], MajorVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], MinorVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], MaximumPacketLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], LinkTypeRaw);
        stream.Write(header);
    }

    /// <summary>Appends one packet, whole.</summary>
    /// <param name="timestamp">
    /// The time since 1970-01-01 00:00 UTC, from zero to just before 2^32 seconds (the year 2106), in the 100 ns steps of a
    /// <see cref="TimeSpan"/>. A simulation may give its own clock instead: the capture then shows 1970, and differences
    /// are right. Stamps need not rise.
    /// </param>
    /// <param name="packet">The datagram, from its IP header on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timestamp is negative, or 2^32 seconds or more.</exception>
    /// <exception cref="ArgumentException">The packet is longer than <see cref="MaximumPacketLength"/>.</exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public void WritePacket(TimeSpan timestamp, ReadOnlySpan<byte> packet)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(timestamp, TimeSpan.Zero);
        var (seconds, ticks) = Math.DivRem(timestamp.Ticks, TimeSpan.TicksPerSecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, uint.MaxValue, nameof(timestamp));
        if (packet.Length > MaximumPacketLength)
            throw new ArgumentException($"A packet of {packet.Length} bytes is too long for a capture", nameof(packet));

        //   byte  0           1           2           3
        //      ┌───────────────────────────────────────────────┐
        //    0 │ seconds                                       │
        //      ├───────────────────────────────────────────────┤
        //    4 │ nanoseconds                                   │
        //      ├───────────────────────────────────────────────┤
        //    8 │ bytes in the file                             │
        //      ├───────────────────────────────────────────────┤
        //   12 │ bytes on the wire                             │
        //      └───────────────────────────────────────────────┘
        Span<byte> header = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(ticks * TimeSpan.NanosecondsPerTick));
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], packet.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], packet.Length);
        _stream.Write(header);
        _stream.Write(packet);
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
}
