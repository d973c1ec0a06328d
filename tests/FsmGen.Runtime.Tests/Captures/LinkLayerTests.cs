namespace FsmGen.Runtime.Tests.Captures;

public class LinkLayerTests
{
    private const string Macs = "020000000001" + "020000000002";
    private const string Sll = "0000" + "0001" + "0006" + "0200000000010000";
    private const string Sll2 = "0000" + "00000003" + "0001" + "00" + "06" + "0200000000010000";

    private static readonly byte[] Ipv4 = Samples.Syn;

    // No more than a header: version 6, eight bytes of payload, UDP.
    private static readonly byte[] Ipv6 =
        [0x60, 0, 0, 0, 0, 8, 17, 64, .. new byte[15], 1, .. new byte[15], 2, 0, 7, 0, 7, 0, 8, 0xFF, 0xDA];

    [Theory]
    [InlineData(LinkType.Raw, "")]
    [InlineData(LinkType.Ipv4, "")]
    [InlineData(LinkType.Ethernet, Macs + "0800")]
    [InlineData(LinkType.Ethernet, Macs + "81000005" + "0800")]
    [InlineData(LinkType.Ethernet, Macs + "88A80005" + "81000006" + "0800")]
    [InlineData(LinkType.Ethernet, Macs + "91000005" + "81000006" + "0800")]
    [InlineData(LinkType.Null, "02000000")]
    [InlineData(LinkType.Null, "00000002")]
    [InlineData(LinkType.Loop, "00000002")]
    [InlineData(LinkType.LinuxSll, Sll + "0800")]
    [InlineData(LinkType.LinuxSll, Sll + "8100" + "0005" + "0800")]
    [InlineData(LinkType.LinuxSll2, "0800" + Sll2)]
    public void An_IPv4_datagram_is_found_behind(LinkType linkType, string header)
    {
        AssertFound(linkType, header, Ipv4);
        AssertCutIsNoDatagram(linkType, header, Ipv4[..19]);
    }

    [Theory]
    [InlineData(LinkType.Raw, "")]
    [InlineData(LinkType.Ipv6, "")]
    [InlineData(LinkType.Ethernet, Macs + "86DD")]
    [InlineData(LinkType.Ethernet, Macs + "81000005" + "86DD")]
    [InlineData(LinkType.Null, "0A000000")]
    [InlineData(LinkType.Null, "17000000")]
    [InlineData(LinkType.Null, "18000000")]
    [InlineData(LinkType.Null, "1C000000")]
    [InlineData(LinkType.Null, "1E000000")]
    [InlineData(LinkType.Loop, "0000001E")]
    [InlineData(LinkType.LinuxSll, Sll + "86DD")]
    [InlineData(LinkType.LinuxSll2, "86DD" + Sll2)]
    public void An_IPv6_datagram_is_found_behind(LinkType linkType, string header)
    {
        AssertFound(linkType, header, Ipv6);
        AssertCutIsNoDatagram(linkType, header, Ipv6[..39]);
    }

    [Theory]
    [InlineData(LinkType.Ethernet, Macs + "0806")]
    [InlineData(LinkType.Ethernet, Macs + "81000005" + "0806")]
    [InlineData(LinkType.Null, "10000000")]
    [InlineData(LinkType.LinuxSll, Sll + "0004")]
    [InlineData(LinkType.LinuxSll2, "0806" + Sll2)]
    [InlineData((LinkType)105, "")]
    public void Nothing_is_found_behind(LinkType linkType, string header) =>
        AssertNotFound(linkType, [.. Convert.FromHexString(header), .. Ipv4]);

    [Fact]
    public void Neither_version_4_nor_6_is_no_datagram() => AssertNotFound(LinkType.Raw, [0x55, .. Ipv4[1..]]);

    [Fact]
    public void A_packet_that_was_cut_has_what_is_left_of_its_datagram()
    {
        Assert.Equal(Ipv4[..20], Find(LinkType.Raw, Ipv4[..20]));
        Assert.Equal(Ipv6[..40], Find(LinkType.Raw, Ipv6[..40]));
    }

    [Fact]
    public void A_length_of_zero_as_cards_that_segment_leave_it_cuts_nothing()
    {
        byte[] ipv4 = [.. Ipv4[..2], 0, 0, .. Ipv4[4..]];
        byte[] ipv6 = [.. Ipv6[..4], 0, 0, .. Ipv6[6..]];

        Assert.Equal(ipv4, Find(LinkType.Raw, ipv4));
        Assert.Equal(ipv6, Find(LinkType.Raw, ipv6));
    }

    private static void AssertFound(LinkType linkType, string header, byte[] datagram)
    {
        var padding = new byte[6];
        Assert.Equal(datagram, Find(linkType, [.. Convert.FromHexString(header), .. datagram, .. padding]));
    }

    private static void AssertCutIsNoDatagram(LinkType linkType, string header, byte[] datagram)
    {
        byte[] packet = [.. Convert.FromHexString(header), .. datagram];
        for (var length = 0; length <= packet.Length; length++)
            AssertNotFound(linkType, packet[..length]);
    }

    private static void AssertNotFound(LinkType linkType, byte[] packet) => Assert.Null(Find(linkType, packet));

    private static byte[]? Find(LinkType linkType, byte[] packet)
    {
        var captured = new CapturedPacket { LinkType = linkType, Data = packet };
        return captured.TryGetDatagram(out var datagram) ? datagram.ToArray() : null;
    }
}
