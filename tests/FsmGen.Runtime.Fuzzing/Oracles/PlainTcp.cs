namespace FsmGen.Runtime.Fuzzing.Oracles;

/// <summary>What is wrong with a TCP segment: RFC 9293 section 3.1 byte by byte.</summary>
internal static class PlainTcp
{
    /// <summary>What is wrong with a segment, if anything.</summary>
    public static PacketError ErrorOf(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 20)
            return PacketError.Truncated;

        var end = segment[12] / 16 * 4;
        if (end < 20)
            return PacketError.HeaderLength;
        if (end > segment.Length)
            return PacketError.Truncated;

        return EndOfOptions(segment[20..end]) < 0 ? PacketError.OptionLength : PacketError.None;
    }

    /// <summary>Where the padding behind the options begins, in bytes; -1 if their lengths make no sense.</summary>
    public static int EndOfOptions(ReadOnlySpan<byte> options)
    {
        var at = 0;
        while (at < options.Length && options[at] != 0)
        {
            var length = OptionLength(options, at);
            if (length == 0)
                return -1;

            at += length;
        }

        return at;
    }

    /// <summary>Bytes of the option that begins somewhere; 0 if it says what cannot be.</summary>
    public static int OptionLength(ReadOnlySpan<byte> options, int at)
    {
        if (options[at] == 1)
            return 1;
        if (at + 1 == options.Length || options[at + 1] < 2 || at + options[at + 1] > options.Length)
            return 0;

        return options[at + 1];
    }
}
