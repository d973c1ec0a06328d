namespace FsmGen.Runtime.Tests.Packets;

public class PacketRobustnessTests
{
    private static readonly byte[] Ipv6 = Samples.Datagram(
        Samples.Client6, Samples.Server6, new() { Options = new() { Timestamps = new(1, 2) } }, "odd"u8);

    public static TheoryData<byte[]> Originals => [Samples.Syn, Samples.SynAck, Samples.Datagram(default, "odd"u8), Ipv6];

    [Theory]
    [MemberData(nameof(Originals))]
    public void Every_truncation_is_refused(byte[] datagram)
    {
        for (var length = 0; length < datagram.Length; length++)
            Assert.Equal(PacketError.Truncated, ErrorOf(datagram.AsSpan(0, length)));
    }

    [Theory]
    [MemberData(nameof(Originals))]
    public void Every_flipped_bit_is_noticed(byte[] original)
    {
        for (var bit = 0; bit < original.Length * 8; bit++)
        {
            // Traffic class, flow label and hop limit of IPv6 are covered by no checksum.
            if (original[0] >> 4 == 6 && (bit is < 4 or (>= 8 and < 32) or (>= 56 and < 64)))
                continue;

            var datagram = (byte[])original.Clone();
            datagram[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.NotEqual(PacketError.None, ErrorOf(datagram));
        }
    }

    [Theory]
    [InlineData(9, (byte)IpProtocol.Udp, PacketError.Protocol)]
    [InlineData(6, 0x20, PacketError.Fragment)] // more fragments follow
    [InlineData(7, 0x01, PacketError.Fragment)] // not the first one
    [InlineData(32, 0x40, PacketError.HeaderLength)]
    [InlineData(41, 0x01, PacketError.OptionLength)]
    [InlineData(36, 0x00, PacketError.Checksum)] // in the field itself, and not mended below
    public void What_is_wrong_behind_a_valid_header_checksum_is_said(int position, byte value, PacketError expected)
    {
        var datagram = (byte[])Samples.Syn.Clone();
        datagram[position] = value;
        ChecksumRepair.Ipv4Header(datagram);

        Assert.Equal(expected, ErrorOf(datagram));
    }

    [Fact]
    public void A_wrong_header_checksum_is_said()
    {
        var datagram = (byte[])Samples.Syn.Clone();
        datagram[8]--;

        Assert.Equal(PacketError.HeaderChecksum, ErrorOf(datagram));
    }

    [Fact]
    public void A_segment_that_is_none_is_refused()
    {
        Assert.Equal(PacketError.Truncated, ErrorOf([]));
        Assert.Equal(PacketError.Version, ErrorOf(new byte[60]));
    }

    private static PacketError ErrorOf(ReadOnlySpan<byte> datagram)
    {
        Assert.Equal(Packet.TryParse(datagram, out _), Packet.TryParse(datagram, out _, out var error));
        return error;
    }
}
