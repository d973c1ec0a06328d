namespace FsmGen.Runtime.Tests.Packets;

public class TcpPacketRobustnessTests
{
    private const int Inputs = 100_000;

    [Fact]
    public void Every_truncation_is_refused()
    {
        var datagram = Samples.Datagram(new() { MaximumSegmentSize = 1460 }, "some data"u8);

        for (var length = 0; length < datagram.Length; length++)
            AssertRefused(datagram.AsSpan(0, length));
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        foreach (var original in new[] { Samples.Syn, Samples.SynAck, Samples.Datagram(default, "odd"u8) })
        {
            for (var bit = 0; bit < original.Length * 8; bit++)
            {
                var datagram = (byte[])original.Clone();
                datagram[bit / 8] ^= (byte)(1 << bit % 8);
                AssertRefused(datagram);
            }
        }
    }

    [Fact]
    public void Other_protocols_are_refused_in_spite_of_their_checksums()
    {
        var datagram = (byte[])Samples.Syn.Clone();
        datagram[9] = (byte)IpProtocol.Udp;
        SlowChecksum.RepairIpHeader(datagram);

        AssertRefused(datagram);
    }

    [Fact]
    public void A_hundred_thousand_mutations_do_not_throw_and_what_is_read_lies_inside()
    {
        var random = new Random(9293);
        var accepted = 0;

        for (var i = 0; i < Inputs; i++)
        {
            var datagram = Mutate(random.Next(2) == 0 ? Samples.Syn : Samples.SynAck, random);
            if (!TcpPacket.TryRead(datagram, out var ip, out var tcp, out var payload))
            {
                AssertRefused(datagram);
                continue;
            }

            accepted++;
            Assert.InRange(ip.TotalLength, 40, datagram.Length);
            Assert.InRange(payload.Length, 0, ip.TotalLength - 40);
            Assert.InRange(tcp.HeaderLength, 20, 24);
            Assert.True(payload.IsEmpty || datagram.AsSpan().Overlaps(payload));
        }

        // Otherwise the checksums have kept the mutations from the code behind them.
        Assert.InRange(accepted, Inputs / 10, Inputs * 9 / 10);
    }

    [Fact]
    public void A_hundred_thousand_random_segments_do_not_throw()
    {
        var random = new Random(793);
        var segment = new byte[64];

        for (var i = 0; i < Inputs; i++)
        {
            random.NextBytes(segment);
            var length = random.Next(segment.Length + 1);
            if (TcpHeader.TryRead(segment.AsSpan(0, length), out _, out var dataOffset))
                Assert.InRange(dataOffset, TcpHeader.MinimumLength, length);
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var datagram = original[..random.Next(random.Next(4) == 0 ? 0 : original.Length, original.Length + 1)];
        for (var changes = random.Next(1, 4); changes > 0 && datagram.Length > 0; changes--)
            datagram[random.Next(datagram.Length)] = (byte)random.Next(256);

        // Half of them with checksums made valid again, where there is still a header to repair.
        if (random.Next(2) == 0 && datagram.Length >= 40 && (datagram[0] & 15) is >= 5 and var words
            && words * 4 + TcpHeader.MinimumLength <= datagram.Length)
        {
            SlowChecksum.Repair(datagram);
        }

        return datagram;
    }

    private static void AssertRefused(ReadOnlySpan<byte> datagram)
    {
        Assert.False(TcpPacket.TryRead(datagram, out var ip, out var tcp, out var payload));
        Assert.Equal(default, ip);
        Assert.Equal(default, tcp);
        Assert.True(payload.IsEmpty);
    }
}
