namespace FsmGen.Runtime.Fuzzing.Oracles;

/// <summary>RFC 1071 word by word: shares nothing, so no mistake either, with the checksum of the runtime.</summary>
internal static class PlainChecksum
{
    /// <summary>What the checksum field must hold if it counted as zero; 0 for bytes that include a valid one.</summary>
    public static ushort Of(ReadOnlySpan<byte> data) => Complement(Sum(data));

    /// <summary>The same for what a datagram carries, with the pseudo-header that the protocol asks for.</summary>
    /// <remarks>RFC 9293 section 3.1, RFC 8200 section 8.1; ICMP has none in IPv4, RFC 792.</remarks>
    public static ushort OfPayload(ReadOnlySpan<byte> datagram, in PlainIp ip) =>
        Complement(Sum(datagram[ip.PayloadOffset..ip.End]) + PseudoHeader(datagram, ip));

    /// <summary>What the header checksum of an IPv4 datagram must hold, whatever it holds.</summary>
    public static ushort ForIpHeader(ReadOnlySpan<byte> datagram) =>
        Complement(Sum(datagram[..10]) + Sum(datagram[12..((datagram[0] & 15) * 4)]));

    /// <summary>What the checksum field of the TCP segment in a datagram must hold, whatever it holds.</summary>
    public static ushort ForTcpSegment(ReadOnlySpan<byte> datagram) => ForPayload(datagram, PlainIp.Read(datagram), 16);

    /// <summary>What the checksum field of what a datagram carries must hold, whatever it holds.</summary>
    /// <param name="datagram">The datagram; what lies behind it does not count.</param>
    /// <param name="ip">Where its parts lie.</param>
    /// <param name="field">Where the field lies, in bytes from the start of the payload: an even number.</param>
    public static ushort ForPayload(ReadOnlySpan<byte> datagram, in PlainIp ip, int field)
    {
        var payload = datagram[ip.PayloadOffset..ip.End];
        return Complement(Sum(payload[..field]) + Sum(payload[(field + 2)..]) + PseudoHeader(datagram, ip));
    }

    private static ulong PseudoHeader(ReadOnlySpan<byte> datagram, in PlainIp ip)
    {
        if (ip.IsIpv4 && ip.Protocol == 1)
            return 0;

        var (source, length) = ip.IsIpv4 ? (12, 4) : (8, 16);
        var addresses = Sum(datagram.Slice(source, length)) + Sum(datagram.Slice(ip.FinalDestination, length));
        return addresses + ip.Protocol + (uint)(ip.End - ip.PayloadOffset);
    }

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
