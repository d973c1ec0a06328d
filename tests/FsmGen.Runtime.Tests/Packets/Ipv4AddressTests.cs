using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class Ipv4AddressTests
{
    [Theory]
    [InlineData("127.0.0.1", 0x7F000001)]
    [InlineData("0.0.0.0", 0)]
    [InlineData("255.255.255.255", 0xFFFFFFFF)]
    [InlineData("192.0.2.10", 0xC000020A)]
    public void The_dotted_form_is_read_and_written(string text, uint value)
    {
        Assert.True(Ipv4Address.TryParse(text, out var address));
        Assert.Equal(value, address.Value);
        Assert.Equal(value, (uint)(Ipv4Address)value);
        Assert.Equal(text, address.ToString());
        Assert.Equal(address, Ipv4Address.Parse(text));
    }

    [Fact]
    public void Any_address_survives_writing_and_parsing() =>
        Gen.UInt.Sample(value => Assert.Equal(value, Ipv4Address.Parse(new Ipv4Address(value).ToString()).Value));

    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.")]
    [InlineData("1.2.3.4.")]
    [InlineData("1.2.3.4.5")]
    [InlineData(".1.2.3")]
    [InlineData("1..2.3")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.04")]
    [InlineData("00.2.3.4")]
    [InlineData("1.2.3.+4")]
    [InlineData("1.2.3.-4")]
    [InlineData(" 1.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("0x7F.0.0.1")]
    [InlineData("1.2.3.٤")]
    [InlineData("2130706433")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(Ipv4Address.TryParse(text, out var address));
        Assert.Equal(default, address);

        var exception = Assert.Throws<FormatException>(() => Ipv4Address.Parse(text));
        Assert.Contains($"'{text}'", exception.Message, StringComparison.Ordinal);
    }
}
