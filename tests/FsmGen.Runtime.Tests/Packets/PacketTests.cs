using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class PacketTests
{
    [Fact]
    public void Captured_checksums_agree_with_the_oracle()
    {
        Assert.Equal((0x91EB, 0xC30C), (PlainChecksum.ForIpHeader(Samples.Syn), PlainChecksum.ForTcpSegment(Samples.Syn)));
        Assert.Equal((0xF22C, 0x5BDC), (PlainChecksum.ForIpHeader(Samples.SynAck), PlainChecksum.ForTcpSegment(Samples.SynAck)));
    }

    [Fact]
    public void A_captured_SYN_is_read()
    {
        Assert.True(Packet.TryParse(Samples.Syn, out var packet));
        Assert.Equal("145.254.160.237", packet.Ip.Source.ToString());
        Assert.True(packet.Tcp.Payload.IsEmpty);
        Assert.Equal(
            new TcpHeader
            {
                SourcePort = 3372,
                DestinationPort = 80,
                Sequence = new(0x38AFFE13),
                Flags = TcpFlags.Syn,
                Window = 8760,
                Options = new() { MaximumSegmentSize = 1460, IsSackPermitted = true },
            },
            packet.Tcp.Header);
    }

    [Fact]
    public void A_captured_SYN_ACK_is_read()
    {
        Assert.True(Packet.TryParse(Samples.SynAck, out var packet));
        Assert.Equal(47, packet.Ip.AsIpv4.Header.TimeToLive);
        Assert.Equal(TcpFlags.Syn | TcpFlags.Ack, packet.Tcp.Flags);
        Assert.Equal(new SequenceNumber(0x38AFFE13) + 1, packet.Tcp.Acknowledgment);
        Assert.Equal((ushort)1380, packet.Tcp.Header.Options.MaximumSegmentSize);
    }

    [Fact]
    public void A_written_datagram_is_known_byte_for_byte()
    {
        var header = new TcpHeader
        {
            SourcePort = 0x1234,
            DestinationPort = 80,
            Sequence = new(1),
            Acknowledgment = new(2),
            Flags = TcpFlags.Psh | TcpFlags.Ack,
            Window = 1024,
        };

        Assert.Equal(
            "4500002B0000400040064E91" + "C0000201" + "C6336407" + "12340050000000010000000250180400D7960000" + "666F6F",
            Convert.ToHexString(Samples.Datagram(header, "foo"u8)));
        Assert.Equal(
            "6000000000170640" + "20010DB8000000000000000000000001" + "20010DB8000100000000000000000007"
            + "1234005000000001000000025018040068580000" + "666F6F",
            Convert.ToHexString(Samples.Datagram(Samples.Client6, Samples.Server6, header, "foo"u8)));
    }

    [Fact]
    public void Any_IPv4_packet_survives_writing_and_reading_with_checksums_that_are_right() =>
        Gen.Select(Samples.Ipv4Headers, Samples.Headers, Gen.Byte.Array[0, 100]).Sample((ip, tcp, data) =>
        {
            ip = ip with { Flags = ip.Flags & ~Ipv4Flags.MoreFragments, FragmentOffset = 0 };
            var buffer = Filled();
            var length = Packet.Write(buffer, ip, tcp, data);
            var datagram = buffer.AsSpan(0, length);

            Assert.Equal(PlainChecksum.ForIpHeader(datagram), datagram[10] << 8 | datagram[11]);
            Assert.Equal(PlainChecksum.ForTcpSegment(datagram), datagram[36] << 8 | datagram[37]);
            Assert.Equal(-1, buffer.AsSpan(length).IndexOfAnyExcept((byte)0xCC));

            Assert.True(Packet.TryParse(buffer, out var packet));
            Assert.Equal(ip with { Protocol = IpProtocol.Tcp }, packet.Ip.AsIpv4.Header);
            Assert.Equal(tcp, packet.Tcp.Header);
            Assert.Equal(data, packet.Tcp.Payload);
        });

    [Fact]
    public void Any_IPv6_packet_survives_writing_and_reading_with_a_checksum_that_is_right() =>
        Gen.Select(Samples.Ipv6Headers, Samples.Headers, Gen.Byte.Array[0, 100]).Sample((ip, tcp, data) =>
        {
            var buffer = Filled();
            var length = Packet.Write(buffer, ip, tcp, data);
            var datagram = buffer.AsSpan(0, length);

            Assert.Equal(PlainChecksum.ForTcpSegment(datagram), datagram[56] << 8 | datagram[57]);
            Assert.Equal(-1, buffer.AsSpan(length).IndexOfAnyExcept((byte)0xCC));

            Assert.True(Packet.TryParse(buffer, out var packet));
            Assert.Equal(ip with { NextHeader = IpProtocol.Tcp }, packet.Ip.AsIpv6.Header);
            Assert.Equal(tcp, packet.Tcp.Header);
            Assert.Equal(data, packet.Tcp.Payload);
        });

    [Theory]
    [InlineData(0)] // where the headers go
    [InlineData(30)]
    [InlineData(40)] // where the payload goes
    [InlineData(50)]
    public void A_payload_may_lie_in_the_buffer_already(int position)
    {
        var buffer = new byte[100];
        "a payload of 23 letters"u8.CopyTo(buffer.AsSpan(position));

        Write(buffer, buffer.AsSpan(position, 23));

        Assert.True(Packet.TryParse(buffer, out var packet));
        Assert.Equal("a payload of 23 letters"u8, packet.Tcp.Payload);
    }

    [Fact]
    public void The_longest_datagram_has_65535_bytes_or_with_IPv6_40_more()
    {
        var buffer = new byte[70_000];

        Assert.Equal(65535, Write(buffer, new byte[65495]));
        Assert.True(Packet.TryParse(buffer, out _));
        Assert.Throws<ArgumentException>(() => Write(buffer, new byte[65496]));

        Assert.Equal(65575, Packet.Write(buffer, Samples.Client6, Samples.Server6, default, new byte[65515]));
        Assert.True(Packet.TryParse(buffer, out _));
        Assert.Throws<ArgumentException>(() => Packet.Write(buffer, Samples.Client6, Samples.Server6, default, new byte[65516]));
    }

    [Fact]
    public void Options_are_written_as_they_were_read() =>
        Gen.Select(OptionSamples.Lists, Samples.Headers, Gen.Byte.Array[0, 20]).Sample((options, tcp, data) =>
        {
            Span<byte> ipv4 = stackalloc byte[200], ipv6 = stackalloc byte[200];
            ipv4 = ipv4[..Packet.Write(ipv4, new Ipv4Header { Source = Samples.Client }, tcp, options, data)];
            ipv6 = ipv6[..Packet.Write(ipv6, new Ipv6Header { Source = Samples.Client6 }, tcp, options, data)];

            Assert.True(Packet.TryParse(ipv4, out var packet4));
            Assert.True(Packet.TryParse(ipv6, out var packet6));
            Assert.Equal(options, packet4.Tcp.Options.Bytes);
            Assert.Equal(options, packet6.Tcp.Options.Bytes);
            Assert.Equal(tcp with { Options = packet6.Tcp.Header.Options }, packet6.Tcp.Header);
            Assert.Equal(data, packet4.Tcp.Payload);
        });

    [Theory]
    [InlineData(Ipv4Flags.MoreFragments, 0)]
    [InlineData(Ipv4Flags.None, 8)]
    public void A_fragment_is_not_written(Ipv4Flags flags, ushort offset) =>
        Assert.Throws<InvalidOperationException>(
            () => Packet.Write(new byte[100], new Ipv4Header { Flags = flags, FragmentOffset = offset }, default, []));

    [Fact]
    public void What_cannot_be_written_throws()
    {
        Assert.Throws<ArgumentException>("datagram", () => Write(new byte[42], "foo"u8));
        Assert.Throws<InvalidCastException>(() => Packet.Write(new byte[100], Samples.Client, Samples.Server6, default, []));
        Assert.Throws<InvalidCastException>(() => Packet.Write(new byte[100], Samples.Client6, Samples.Server, default, []));
    }

    private static byte[] Filled()
    {
        var buffer = new byte[250];
        buffer.AsSpan().Fill(0xCC);
        return buffer;
    }

    private static int Write(Span<byte> datagram, ReadOnlySpan<byte> payload) =>
        Packet.Write(datagram, Samples.Client, Samples.Server, default, payload);
}
