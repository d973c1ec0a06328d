using System.Buffers.Binary;

namespace FsmGen.Runtime.Packets;

/// <summary>One option of a TCP header, known or not; RFC 9293 section 3.1.</summary>
/// <remarks>
/// Each <c>TryGet…</c> is false for other kinds, and for an option of its kind whose length is not what the kind's RFC
/// says: such an option means nothing, and a receiver goes on as if it did not know the kind (RFC 9293 MUST-6).
/// </remarks>
public readonly ref struct TcpOption
{
    internal TcpOption(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The option as it stands on the wire: one byte, or kind, length and data.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What the option is about.</summary>
    public TcpOptionKind Kind => (TcpOptionKind)Bytes[0];

    /// <summary>What follows kind and length: up to 253 bytes, of which 38 fit into a header.</summary>
    public ReadOnlySpan<byte> Data => Bytes.Length > 1 ? Bytes[2..] : default;

    /// <summary>Whether the sender understands selective acknowledgments; RFC 2018 section 2.</summary>
    public bool IsSackPermitted => Is(TcpOptionKind.SackPermitted, length: 2);

    /// <summary>The most data the sender takes in one segment; RFC 9293 section 3.7.1.</summary>
    /// <param name="size">Bytes of data, without headers and options.</param>
    public bool TryGetMaximumSegmentSize(out ushort size)
    {
        var isRead = Is(TcpOptionKind.MaximumSegmentSize, length: 4);
        size = isRead ? BinaryPrimitives.ReadUInt16BigEndian(Data) : default;
        return isRead;
    }

    /// <summary>By how many bits the sender's window fields are shifted; RFC 7323 section 2.2.</summary>
    /// <param name="shift">The count as it stands there, 0 to 255; a receiver must use 14 where it is more (section 2.3).</param>
    public bool TryGetWindowScale(out byte shift)
    {
        var isRead = Is(TcpOptionKind.WindowScale, length: 3);
        shift = isRead ? Data[0] : default;
        return isRead;
    }

    /// <summary>The blocks that have come out of order; RFC 2018 section 3.</summary>
    /// <param name="blocks">One to four blocks, as they stand there: that they make sense is not checked.</param>
    public bool TryGetSackBlocks(out SackBlocks blocks)
    {
        blocks = default;
        if (Kind != TcpOptionKind.Sack || Data.Length is 0 or > SackBlocks.MaximumCount * SackBlockLength || Data.Length % SackBlockLength != 0)
            return false;

        Span<SackBlock> read = stackalloc SackBlock[Data.Length / SackBlockLength];
        for (var i = 0; i < read.Length; i++)
        {
            var block = Data[(i * SackBlockLength)..];
            read[i] = new(
                new(BinaryPrimitives.ReadUInt32BigEndian(block)), new(BinaryPrimitives.ReadUInt32BigEndian(block[sizeof(uint)..])));
        }

        blocks = SackBlocks.Create(read);
        return true;
    }

    /// <summary>The sender's clock and its echo of the receiver's; RFC 7323 section 3.2.</summary>
    /// <param name="timestamps">The two values.</param>
    public bool TryGetTimestamps(out TcpTimestamps timestamps)
    {
        var isRead = Is(TcpOptionKind.Timestamps, length: 10);
        timestamps = isRead
            ? new(BinaryPrimitives.ReadUInt32BigEndian(Data), BinaryPrimitives.ReadUInt32BigEndian(Data[sizeof(uint)..]))
            : default;
        return isRead;
    }

    /// <summary>How long the sender keeps a connection that makes no progress; RFC 5482 section 3.</summary>
    /// <param name="timeout">
    /// Whole seconds or, with the granularity bit, whole minutes: 1 to 32767 of them. Zero is reserved and means nothing (section 3.4).
    /// </param>
    public bool TryGetUserTimeout(out TimeSpan timeout)
    {
        var bits = Is(TcpOptionKind.UserTimeout, length: 4) ? BinaryPrimitives.ReadUInt16BigEndian(Data) : 0;
        var seconds = (bits & MaximumTimeout) * ((bits & MinutesBit) != 0 ? 60 : 1);
        timeout = new TimeSpan(seconds * TimeSpan.TicksPerSecond);
        return seconds != 0;
    }

    /// <summary>The cookie for data in a SYN; RFC 7413 section 4.1.1.</summary>
    /// <param name="cookie">4 to 16 bytes, an even number; none if the sender asks for a cookie.</param>
    public bool TryGetFastOpenCookie(out ReadOnlySpan<byte> cookie)
    {
        var isRead = Kind == TcpOptionKind.FastOpen && IsCookieLength(Data.Length);
        cookie = isRead ? Data : default;
        return isRead;
    }

    /// <summary>The keyed digest of the segment; RFC 2385 section 3. It is not verified here.</summary>
    /// <param name="digest">16 bytes.</param>
    public bool TryGetMd5Signature(out ReadOnlySpan<byte> digest)
    {
        var isRead = Is(TcpOptionKind.Md5Signature, length: 18);
        digest = isRead ? Data : default;
        return isRead;
    }

    /// <summary>The authentication option; RFC 5925 section 2.2. The code is not verified here.</summary>
    /// <param name="keyId">Which master key made the code.</param>
    /// <param name="receiveNextKeyId">Which master key the sender is ready to receive with.</param>
    /// <param name="code">The message authentication code; its length depends on the key, 12 bytes with those of RFC 5926.</param>
    public bool TryGetAuthentication(out byte keyId, out byte receiveNextKeyId, out ReadOnlySpan<byte> code)
    {
        var isRead = Kind == TcpOptionKind.Authentication && Data.Length >= 2;
        (keyId, receiveNextKeyId) = isRead ? (Data[0], Data[1]) : default;
        code = isRead ? Data[2..] : default;
        return isRead;
    }

    internal const int SackBlockLength = 8, MinutesBit = 0x8000, MaximumTimeout = 0x7FFF;

    internal static bool IsCookieLength(int length) => length is 0 or (>= 4 and <= 16) && length % 2 == 0;

    private bool Is(TcpOptionKind kind, int length) => Kind == kind && Bytes.Length == length;
}
