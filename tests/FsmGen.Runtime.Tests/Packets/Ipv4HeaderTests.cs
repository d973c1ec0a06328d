using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class Ipv4HeaderTests
{
    [Fact]
    public void A_captured_header_is_read_and_written_back_byte_for_byte()
    {
        Assert.True(Ipv4Header.TryRead(Samples.Syn, out var header, out var payloadOffset));
        Assert.Equal(20, payloadOffset);
        Assert.Equal("145.254.160.237", header.Source.ToString());
        Assert.Equal("65.208.228.223", header.Destination.ToString());
        Assert.Equal(48, header.TotalLength);
        Assert.Equal(0x0F41, header.Identification);
        Assert.Equal(128, header.TimeToLive);
        Assert.Equal(IpProtocol.Tcp, header.Protocol);

        var written = new byte[20];
        written.AsSpan().Fill(0xCC);
        Assert.Equal(20, header.Write(written));
        Assert.Equal(Samples.Syn[..20], written);
    }

    [Fact]
    public void Any_header_survives_writing_and_reading_with_a_checksum_that_is_right() =>
        Samples.IpHeaders.Sample(header =>
        {
            var datagram = new byte[header.TotalLength];
            datagram.AsSpan().Fill(0xCC);
            header.Write(datagram);

            Assert.Equal(SlowChecksum.OfIpHeader(datagram), datagram[10] << 8 | datagram[11]);
            Assert.True(Ipv4Header.TryRead(datagram, out var read, out _));
            Assert.Equal(header, read);
        });

    [Fact]
    public void Options_are_skipped()
    {
        byte[] datagram = [.. Samples.Syn[..20], 1, 1, 1, 0, 42];
        datagram[0] = 0x46;
        (datagram[2], datagram[3]) = (0, (byte)datagram.Length);

        Assert.True(TryReadRepaired(datagram, out var payloadOffset));
        Assert.Equal(24, payloadOffset);
    }

    [Theory]
    [InlineData(0, 0x65)] // version 6
    [InlineData(0, 0x44)] // four words of header
    [InlineData(0, 0x4F)] // more header than datagram
    [InlineData(3, 19)] // shorter than its header
    [InlineData(3, 49)] // longer than what is there
    [InlineData(6, 0x20)] // more fragments follow
    [InlineData(7, 0x01)] // not the first fragment
    public void A_header_that_lies_or_is_that_of_a_fragment_is_refused_in_spite_of_its_checksum(int position, byte value)
    {
        var datagram = (byte[])Samples.Syn.Clone();
        datagram[position] = value;

        Assert.False(TryReadRepaired(datagram, out var payloadOffset));
        Assert.Equal(0, payloadOffset);
    }

    [Fact]
    public void A_wrong_checksum_is_refused()
    {
        var datagram = (byte[])Samples.Syn.Clone();
        datagram[8]--;

        Assert.False(Ipv4Header.TryRead(datagram, out var header, out _));
        Assert.Equal(default, header);
    }

    [Fact]
    public void Writing_what_cannot_be_written_throws()
    {
        Assert.Throws<ArgumentException>("datagram", () => new Ipv4Header { TotalLength = 20 }.Write(new byte[19]));
        Assert.Throws<InvalidOperationException>(() => new Ipv4Header { TotalLength = 19 }.Write(new byte[20]));
    }

    private static bool TryReadRepaired(byte[] datagram, out int payloadOffset)
    {
        var length = Math.Min((datagram[0] & 15) * 4, datagram.Length);
        datagram[10] = datagram[11] = 0;
        var checksum = SlowChecksum.Of(datagram.AsSpan(0, length));
        (datagram[10], datagram[11]) = ((byte)(checksum >> 8), (byte)checksum);
        return Ipv4Header.TryRead(datagram, out _, out payloadOffset);
    }
}
