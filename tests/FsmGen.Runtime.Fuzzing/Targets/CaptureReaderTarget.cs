using FsmGen.Runtime.Captures;
using FsmGen.Runtime.Fuzzing.Oracles;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>A capture file of either format: its packets, whole and in order, up to its end or to what is wrong with it.</summary>
internal static class CaptureReaderTarget
{
    /// <returns>Whether the file could be read to its end.</returns>
    public static bool Read(ReadOnlySpan<byte> input)
    {
        var file = input.ToArray();
        var plain = PlainCapture.Of(file);
        var count = 0;
        CaptureReader? reader = null;
        try
        {
            reader = CaptureReader.Open(new MemoryStream(file));
            for (; reader.TryRead(out var packet); count++)
                HoldsPacket(file, packet, plain.Packets[count]);
        }
        catch (InvalidDataException)
        {
            Invariant.Holds(plain.End != PlainCapture.Ending.AtTheEnd);
            Invariant.Holds(reader is null || reader.IsTruncated == (plain.End == PlainCapture.Ending.Truncated));
            Invariant.Holds(count == plain.Packets.Count);
            return false;
        }

        Invariant.Holds(plain.End == PlainCapture.Ending.AtTheEnd && !reader.IsTruncated);
        Invariant.Holds(count == plain.Packets.Count);
        return true;
    }

    private static void HoldsPacket(ReadOnlySpan<byte> file, CapturedPacket packet, PlainCapture.Packet plain)
    {
        Invariant.Holds(packet.LinkType == (LinkType)plain.LinkType);
        Invariant.Holds(packet.Data.SequenceEqual(file.Slice(plain.Data, plain.Length)));
        Invariant.Holds(packet.OriginalLength == Math.Max(plain.OriginalLength, (uint)plain.Length));
        Invariant.Holds(packet.Comment.SequenceEqual(file.Slice(plain.Comment, plain.CommentLength)));

        // Any datagram lies in its packet, and has a version.
        var isFound = packet.TryGetDatagram(out var datagram);
        Invariant.Holds(isFound == !datagram.IsEmpty);
        if (!isFound)
            return;

        Invariant.Holds(packet.Data.Overlaps(datagram, out var offset) && offset + datagram.Length <= packet.Data.Length);
        Invariant.Holds(datagram[0] >> 4 is 4 or 6 && datagram.Length >= (datagram[0] >> 4 == 4 ? 20 : 40));
    }
}
