using System.Buffers.Binary;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>One option: each kind is read at the lengths that its RFC gives it and at no other, and from its own bytes.</summary>
internal static class TcpOptionChecks
{
    public static void Holds(TcpOption option)
    {
        var bytes = option.Bytes;
        var (kind, length) = (bytes[0], bytes.Length);
        Invariant.Holds(option.Kind == (TcpOptionKind)kind);
        Invariant.Holds(option.Data == (length == 1 ? default : bytes[2..]));

        // Lists are full of no-operations, of which there is nothing more to say.
        if (length == 1)
            return;

        HoldsNumbers(option, bytes, kind, length);
        HoldsSack(option, bytes, kind, length);
        HoldsBytes(option, bytes, kind, length);
    }

    private static void HoldsNumbers(TcpOption option, ReadOnlySpan<byte> bytes, byte kind, int length)
    {
        Invariant.Holds(option.TryGetMaximumSegmentSize(out var size) == (kind == 2 && length == 4));
        Invariant.Holds(size == (kind == 2 && length == 4 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) : 0));

        Invariant.Holds(option.TryGetWindowScale(out var shift) == (kind == 3 && length == 3));
        Invariant.Holds(shift == (kind == 3 && length == 3 ? bytes[2] : 0));

        Invariant.Holds(option.IsSackPermitted == (kind == 4 && length == 2));

        Invariant.Holds(option.TryGetTimestamps(out var timestamps) == (kind == 8 && length == 10));
        Invariant.Holds(timestamps == (kind == 8 && length == 10
            ? new(BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[6..]))
            : default));

        // The highest bit says minutes; none of either is reserved.
        Invariant.Holds(option.TryGetUserTimeout(out var timeout) == (kind == 28 && length == 4 && (bytes[2] % 128 | bytes[3]) != 0));
        Invariant.Holds(timeout.Ticks == TimeSpan.TicksPerSecond * (kind == 28 && length == 4
            ? (bytes[2] % 128 * 256 + bytes[3]) * (bytes[2] < 128 ? 1 : 60)
            : 0));
    }

    private static void HoldsSack(TcpOption option, ReadOnlySpan<byte> bytes, byte kind, int length)
    {
        var isSack = kind == 5 && length is 10 or 18 or 26 or 34;
        Invariant.Holds(option.TryGetSackBlocks(out var blocks) == isSack);
        Invariant.Holds(blocks.Count == (isSack ? (length - 2) / 8 : 0));

        var at = 2;
        foreach (var block in blocks)
        {
            Invariant.Holds(block.Left.Value == BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]));
            Invariant.Holds(block.Right.Value == BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 4)..]));
            at += 8;
        }
    }

    private static void HoldsBytes(TcpOption option, ReadOnlySpan<byte> bytes, byte kind, int length)
    {
        var isDigest = kind == 19 && length == 18;
        Invariant.Holds(option.TryGetMd5Signature(out var digest) == isDigest);
        Invariant.Holds(digest == (isDigest ? bytes[2..] : default));

        var isCookie = kind == 34 && length is 2 or 6 or 8 or 10 or 12 or 14 or 16 or 18;
        Invariant.Holds(option.TryGetFastOpenCookie(out var cookie) == isCookie);
        Invariant.Holds(cookie == (isCookie ? bytes[2..] : default));

        var isCode = kind == 29 && length >= 4;
        Invariant.Holds(option.TryGetAuthentication(out var keyId, out var nextKeyId, out var code) == isCode);
        Invariant.Holds((keyId, nextKeyId) == (isCode ? (bytes[2], bytes[3]) : default));
        Invariant.Holds(code == (isCode ? bytes[4..] : default));
    }
}
