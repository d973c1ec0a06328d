using FsmGen.Runtime.Fuzzing.Oracles;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>Options without a header, so also more of them than one holds: each where it stands, and the same when written.</summary>
internal static class TcpOptionListTarget
{
    /// <summary>One option of the greatest length fits; thousands of small ones would take their time and say no more.</summary>
    private const int LongestList = byte.MaxValue;

    public static bool Read(ReadOnlySpan<byte> input)
    {
        input = input[^Math.Min(input.Length, LongestList)..];
        var isRead = TcpOptionList.TryParse(input, out var list);
        Invariant.Holds(isRead == PlainTcp.EndOfOptions(input) >= 0);
        Invariant.Holds(list.Bytes == (isRead ? input : default));
        if (!isRead)
            return false;

        HoldsList(input, list);
        return true;
    }

    /// <summary>Demands of a list whatever holds for every one.</summary>
    /// <param name="bytes">Where the list was read from; well-formed.</param>
    /// <param name="list">What was read.</param>
    public static void HoldsList(ReadOnlySpan<byte> bytes, TcpOptionList list)
    {
        var end = PlainTcp.EndOfOptions(bytes);
        Span<byte> written = stackalloc byte[end];
        var writer = new TcpOptionWriter(written);
        var at = 0;
        ReadOnlySpan<byte> lastSize = default;
        foreach (var option in list)
        {
            var length = PlainTcp.OptionLength(bytes, at);
            Invariant.Holds(option.Bytes == bytes.Slice(at, length));
            TcpOptionChecks.Holds(option);
            Write(ref writer, option);
            if (bytes[at] == 2)
                lastSize = option.Bytes;
            at += length;
        }

        Invariant.Holds(at == end);
        Invariant.Holds(writer.Written == end && written.SequenceEqual(bytes[..end]));
        Invariant.Holds(list.TryFind(TcpOptionKind.MaximumSegmentSize, out var size) == !lastSize.IsEmpty);
        Invariant.Holds(size.Bytes == lastSize);
        HoldsMeaning(list);
    }

    private static void Write(ref TcpOptionWriter writer, TcpOption option)
    {
        if (option.Kind == TcpOptionKind.NoOperation)
            writer.NoOperations(1);
        else if (option.TryGetMaximumSegmentSize(out var size))
            writer.MaximumSegmentSize(size);
        else if (option.TryGetWindowScale(out var shift))
            writer.WindowScale(shift);
        else if (option.IsSackPermitted)
            writer.SackPermitted();
        else if (option.TryGetSackBlocks(out var blocks))
            writer.Sack(blocks);
        else if (option.TryGetTimestamps(out var timestamps))
            writer.Timestamps(timestamps);
        else if (option.TryGetFastOpenCookie(out var cookie))
            writer.FastOpen(cookie);
        else
            writer.Option(option.Kind, option.Data);
    }

    // Written in another order and with other padding, it still says the same.
    private static void HoldsMeaning(TcpOptionList list)
    {
        var options = TcpOptions.Read(list);
        Span<byte> written = stackalloc byte[options.Length];
        Invariant.Holds(options.Write(written) == written.Length && written.Length % sizeof(uint) == 0);
        Invariant.Holds(TcpOptionList.TryParse(written, out var again));
        Invariant.Holds(TcpOptions.Read(again) == options);
    }
}
