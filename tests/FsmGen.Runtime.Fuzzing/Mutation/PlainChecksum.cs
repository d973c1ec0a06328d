namespace FsmGen.Runtime.Fuzzing.Mutation;

/// <summary>RFC 1071 word by word: shares nothing, so no mistake either, with the checksum of the runtime.</summary>
internal static class PlainChecksum
{
    /// <summary>What the checksum field must hold if it counted as zero; 0 for bytes that include a valid one.</summary>
    public static ushort Of(ReadOnlySpan<byte> data) => Complement(Sum(data));

    /// <summary>The checksum of what an IPv4 datagram carries, pseudo-header included; RFC 9293 section 3.1.</summary>
    /// <param name="datagram">The datagram, without what follows its end.</param>
    /// <param name="offset">Where the payload begins, in bytes.</param>
    public static ushort OfTransport(ReadOnlySpan<byte> datagram, int offset) =>
        Complement(Sum(datagram[12..20]) + datagram[9] + (ulong)(datagram.Length - offset) + Sum(datagram[offset..]));

    private static ulong Sum(ReadOnlySpan<byte> data)
    {
        var sum = 0ul;
        var i = 0;
        for (; i + 1 < data.Length; i += 2)
            sum += (uint)(data[i] << 8 | data[i + 1]);

        return i < data.Length ? sum + ((ulong)data[i] << 8) : sum;
    }

    private static ushort Complement(ulong sum)
    {
        while (sum > ushort.MaxValue)
            sum = (sum & ushort.MaxValue) + (sum >> 16);

        return (ushort)~sum;
    }
}
