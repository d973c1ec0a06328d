using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class Ipv4PacketTests
{
    [Fact]
    public void A_captured_header_is_read_and_written_back_byte_for_byte()
    {
        Assert.True(Ipv4Packet.TryParse(Samples.Syn, out var packet));
        Assert.Equal(20, packet.HeaderLength);
        Assert.Equal(48, packet.TotalLength);
        Assert.Equal("145.254.160.237", packet.Source.ToString());
        Assert.Equal("65.208.228.223", packet.Destination.ToString());
        Assert.Equal(IpProtocol.Tcp, packet.Protocol);
        Assert.True(packet.IsHeaderChecksumValid);
        Assert.False(packet.IsFragment);
        Assert.Equal(
            new Ipv4Header
            {
                Source = packet.Source,
                Destination = packet.Destination,
                Identification = 0x0F41,
                Flags = Ipv4Flags.DontFragment,
                TimeToLive = 128,
                Protocol = IpProtocol.Tcp,
            },
            packet.Header);

        var written = new byte[20];
        written.AsSpan().Fill(0xCC);
        Assert.Equal(20, packet.Header.Write(written, packet.Payload.Length));
        Assert.Equal(Samples.Syn[..20], written);
    }

    [Fact]
    public void Any_header_survives_writing_and_reading_with_a_checksum_that_is_right() =>
        Gen.Select(Samples.Ipv4Headers, Gen.Int[0, 10], Gen.Int[0, 50]).Sample((header, words, payloadLength) =>
        {
            var options = new byte[words * 4];
            options.AsSpan().Fill(1);
            var datagram = new byte[20 + options.Length + payloadLength];
            datagram.AsSpan().Fill(0xCC);

            Assert.Equal(20 + options.Length, header.Write(datagram, payloadLength, options));
            Assert.Equal(PlainChecksum.ForIpHeader(datagram), datagram[10] << 8 | datagram[11]);
            Assert.True(Ipv4Packet.TryParse(datagram, out var packet));
            Assert.True(packet.IsHeaderChecksumValid);
            Assert.Equal(header, packet.Header);
            Assert.Equal(options, packet.Options);
            Assert.Equal(payloadLength, packet.Payload.Length);
            Assert.Equal(header.FragmentOffset != 0 || header.Flags.HasFlag(Ipv4Flags.MoreFragments), packet.IsFragment);
        });

    [Fact]
    public void Bytes_behind_the_total_length_are_left_alone()
    {
        byte[] padded = [.. Samples.Syn, 1, 2, 3];

        Assert.True(Ipv4Packet.TryParse(padded, out var packet));
        Assert.Equal(Samples.Syn, packet.Bytes);
    }

    [Theory]
    [InlineData(0, 0x65, PacketError.Version)] // version 6
    [InlineData(0, 0x44, PacketError.HeaderLength)] // four words of header
    [InlineData(0, 0x4F, PacketError.TotalLength)] // more header than datagram
    [InlineData(3, 19, PacketError.TotalLength)] // shorter than its header
    [InlineData(3, 49, PacketError.Truncated)] // longer than what is there
    public void A_header_that_lies_is_refused(int position, byte value, PacketError expected)
    {
        var datagram = (byte[])Samples.Syn.Clone();
        datagram[position] = value;

        Assert.False(Ipv4Packet.TryParse(datagram, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void A_wrong_checksum_is_told_apart_from_a_header_that_cannot_be_read()
    {
        var datagram = (byte[])Samples.Syn.Clone();
        datagram[8]--;

        Assert.True(Ipv4Packet.TryParse(datagram, out var packet));
        Assert.False(packet.IsHeaderChecksumValid);
    }

    [Fact]
    public void The_beginning_of_a_datagram_is_read_by_whoever_asks_for_no_more()
    {
        for (var length = 0; length < Samples.Syn.Length; length++)
        {
            Assert.False(Ipv4Packet.TryParse(Samples.Syn.AsSpan(0, length), out _));
            Assert.Equal(length >= 20, Ipv4Packet.TryParseBeginning(Samples.Syn.AsSpan(0, length), out var packet, out _));
            Assert.True(length < 20 || (packet.IsCutOff && packet.Payload.Length == length - 20));
        }

        Assert.True(Ipv4Packet.TryParseBeginning(Samples.Syn, out var whole, out _));
        Assert.False(whole.IsCutOff);
    }

    [Fact]
    public void A_total_length_of_zero_means_all_bytes_where_a_beginning_is_asked_for()
    {
        var offloaded = (byte[])Samples.Syn.Clone();
        offloaded[3] = 0;

        Assert.False(Ipv4Packet.TryParse(offloaded, out _, out var error));
        Assert.Equal(PacketError.TotalLength, error);
        Assert.True(Ipv4Packet.TryParseBeginning(offloaded, out var packet, out _));
        Assert.Equal(offloaded, packet.Bytes);
        Assert.False(packet.IsCutOff);
    }

    [Fact]
    public void Writing_what_cannot_be_written_throws()
    {
        var buffer = new byte[100];

        Assert.Throws<ArgumentException>("datagram", () => default(Ipv4Header).Write(new byte[19], 0));
        Assert.Throws<ArgumentException>("options", () => default(Ipv4Header).Write(buffer, 0, new byte[3]));
        Assert.Throws<ArgumentException>("options", () => default(Ipv4Header).Write(buffer, 0, new byte[44]));
        Assert.Throws<ArgumentOutOfRangeException>("payloadLength", () => default(Ipv4Header).Write(buffer, 65516));
        Assert.Throws<ArgumentOutOfRangeException>("payloadLength", () => default(Ipv4Header).Write(buffer, -1));
        Assert.Throws<InvalidOperationException>(() => new Ipv4Header { FragmentOffset = 4 }.Write(buffer, 0));
        Assert.Throws<InvalidOperationException>(() => new Ipv4Header { Flags = (Ipv4Flags)8 }.Write(buffer, 0));
    }
}
