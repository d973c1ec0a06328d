using System.Net;
using System.Net.Sockets;
using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class IpAddressTests
{
    private static readonly Gen<IpAddress> Addresses = Gen.OneOf(
        Gen.UInt.Select(value => (IpAddress)new Ipv4Address(value)),
        Samples.Ipv6Addresses.Select(address => (IpAddress)address));

    [Theory]
    [InlineData("::1", "::1")]
    [InlineData("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.1")]
    [InlineData("fe80::", "fe80::")]
    public void IPv6_text_is_read_in_any_form_and_written_in_the_canonical_one(string text, string canonical) =>
        Assert.Equal(canonical, Ipv6Address.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("::1%eth0")] // a zone
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("::/64")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData(":::1")]
    [InlineData("192.0.2.1")]
    [InlineData(" ::1")]
    public void Other_text_is_not_an_IPv6_address(string text)
    {
        Assert.False(Ipv6Address.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Ipv6Address.Parse(text));
    }

    [Fact]
    public void An_address_survives_its_text_its_bytes_and_the_BCL() =>
        Addresses.Sample(address =>
        {
            Assert.Equal(address, IpAddress.Parse(address.ToString()));
            Assert.Equal(address, new IpAddress(address.ToIPAddress()));
            Assert.Equal(IPAddress.Parse(address.ToString()), address.ToIPAddress());
            Assert.Equal(address.IsIpv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, address.ToIPAddress().AddressFamily);
        });

    [Fact]
    public void Bytes_on_the_wire_are_most_significant_first() =>
        Samples.Ipv6Addresses.Sample(address =>
        {
            var bytes = new byte[16];
            address.Write(bytes);
            Assert.Equal(new IPAddress(bytes).ToString(), address.ToString());
            Assert.Equal(address, Ipv6Address.Read(bytes));
        });

    [Fact]
    public void A_mapped_address_is_not_the_address_that_it_maps()
    {
        var ipv4 = IpAddress.Parse("192.0.2.1");
        var mapped = IpAddress.Parse("::ffff:192.0.2.1");
        var compatible = IpAddress.Parse("::192.0.2.1");

        Assert.NotEqual(ipv4, mapped);
        Assert.NotEqual(ipv4, compatible);
        Assert.True(ipv4.IsIpv4 && mapped.IsIpv6);
    }

    [Theory]
    [InlineData("0.0.0.0", true, false)]
    [InlineData("::", true, false)]
    [InlineData("::1", false, false)]
    [InlineData("223.255.255.255", false, false)]
    [InlineData("224.0.0.1", false, true)]
    [InlineData("240.0.0.0", false, false)]
    [InlineData("ff02::1", false, true)]
    [InlineData("fe80::1", false, false)]
    public void Some_addresses_stand_for_none_or_for_many(string text, bool isUnspecified, bool isMulticast) =>
        Assert.Equal((isUnspecified, isMulticast), (IpAddress.Parse(text).IsUnspecified, IpAddress.Parse(text).IsMulticast));

    [Fact]
    public void A_family_cannot_be_taken_for_the_other()
    {
        Assert.Throws<InvalidCastException>(() => (Ipv4Address)IpAddress.Parse("::1"));
        Assert.Throws<InvalidCastException>(() => (Ipv6Address)IpAddress.Parse("127.0.0.1"));
        Assert.Equal(new Ipv6Address(1), (Ipv6Address)IpAddress.Parse("::1"));
        Assert.Equal(Samples.Client, (Ipv4Address)(IpAddress)Samples.Client);
    }

    [Fact]
    public void The_default_is_the_unspecified_IPv4_address() =>
        Assert.Equal(IpAddress.Parse("0.0.0.0"), default);
}
