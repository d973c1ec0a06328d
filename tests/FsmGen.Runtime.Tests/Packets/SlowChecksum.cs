namespace FsmGen.Runtime.Tests.Packets;

/// <summary>RFC 1071 one byte at a time, written to be obviously right: the oracle for everything that sums faster.</summary>
internal static class SlowChecksum
{
    public static ushort Of(ReadOnlySpan<byte> data)
    {
        var sum = 0;
        for (var i = 0; i < data.Length; i++)
        {
            sum += i % 2 == 0 ? data[i] * 256 : data[i];
            if (sum > 0xFFFF)
                sum = sum - 0x10000 + 1;
        }

        return (ushort)(0xFFFF - sum);
    }

    public static ushort OfIpHeader(ReadOnlySpan<byte> datagram)
    {
        var header = datagram[..((datagram[0] & 15) * 4)].ToArray();
        header[10] = header[11] = 0;
        return Of(header);
    }

    /// <summary>The checksum of the TCP segment in a datagram without extension headers; with its own field counted as zero.</summary>
    public static ushort OfTcpSegment(ReadOnlySpan<byte> datagram)
    {
        var isIpv4 = datagram[0] >> 4 == 4;
        var segment = datagram[(isIpv4 ? (datagram[0] & 15) * 4 : 40)..].ToArray();
        segment[16] = segment[17] = 0;
        var addresses = isIpv4 ? datagram[12..20] : datagram[8..40];
        byte[] length = [(byte)(segment.Length / 256), (byte)(segment.Length % 256)];
        return Of([.. addresses, 0, 6, .. length, .. segment]);
    }

    /// <summary>Makes both checksums of a datagram valid, so that what was done to it reaches the parser behind them.</summary>
    public static void Repair(Span<byte> datagram)
    {
        RepairIpHeader(datagram);
        Put(datagram[((datagram[0] & 15) * 4 + 16)..], OfTcpSegment(datagram));
    }

    public static void RepairIpHeader(Span<byte> datagram) => Put(datagram[10..], OfIpHeader(datagram));

    private static void Put(Span<byte> field, ushort value) => (field[0], field[1]) = ((byte)(value / 256), (byte)(value % 256));
}
