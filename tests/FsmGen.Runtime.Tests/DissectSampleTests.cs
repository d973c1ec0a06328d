using Dissect;

namespace FsmGen.Runtime.Tests;

public class DissectSampleTests
{
    [Fact]
    public void A_line_says_what_a_packet_is()
    {
        var syn = new TcpHeader
        {
            SourcePort = 1024,
            DestinationPort = 80,
            Sequence = new(7),
            Flags = TcpFlags.Syn,
            Window = 64_240,
            Options = new() { MaximumSegmentSize = 1440, IsSackPermitted = true, Timestamps = new(1, 0), WindowScale = 7 },
        };
        var corrupt = (byte[])Samples.Syn.Clone();
        corrupt[39] ^= 1; // in the urgent pointer, which is not shown

        Assert.Equal(
            [
                "0.000000000 2001:db8::1.1024 > 2001:db8:1::7.80: Syn seq 7 win 64240 <mss 1440, SackPermitted, ts 1 0, wscale 7>, 4 bytes",
                "0.000000001 145.254.160.237.3372 > 65.208.228.223.80: Syn seq 951057939 win 8760 <mss 1460, SackPermitted>, 0 bytes, bad checksum",
                "0.000000002 198.51.100.7 > 192.0.2.1: PacketTooBig, mtu 1280, about 192.0.2.1.1024 > 198.51.100.7.80 seq 7",
                "0.000000003 145.254.160.237 > 65.208.228.223: Tcp, 10 bytes, malformed: Truncated",
                "0.000000004 192.0.2.1.1024 > 198.51.100.7.80: Syn seq 7 win 64240 <mss 1440, SackPermitted, ts 1 0, wscale 7>, 2 bytes, cut off",
                "0.000000005 Raw, 10 bytes",
            ],
            Dissected(
                Samples.Datagram(Samples.Client6, Samples.Server6, syn, "data"u8),
                corrupt,
                TooBig(Samples.Datagram(syn, default)),
                Samples.Syn[..30],
                Samples.Datagram(syn, "data"u8)[..^2],
                Samples.Syn[..10]));
    }

    private static List<string> Dissected(params byte[][] packets)
    {
        var file = new MemoryStream();
        using (var writer = new PcapngWriter(file, leaveOpen: true))
        {
            for (var i = 0; i < packets.Length; i++)
                writer.WritePacket(new CaptureTime(i), packets[i]);
        }

        file.Position = 0;
        return [.. Dissector.Lines(file)];
    }

    private static byte[] TooBig(byte[] original)
    {
        var datagram = new byte[Ipv4Header.MinimumLength + IcmpErrorHeader.Length + original.Length];
        var ip = new Ipv4Header { Source = Samples.Server, Destination = Samples.Client, Protocol = IpProtocol.Icmp, TimeToLive = 64 };
        var length = ip.Write(datagram, datagram.Length - Ipv4Header.MinimumLength);
        new IcmpErrorHeader(Type: 3, Code: 4, Parameter: 1280).Write(datagram.AsSpan(length), original, default);
        return datagram;
    }
}
