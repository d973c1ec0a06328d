using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class TcpPacketTests
{
    [Fact]
    public void Captured_checksums_agree_with_the_oracle()
    {
        Assert.Equal((0x91EB, 0xC30C), (SlowChecksum.OfIpHeader(Samples.Syn), SlowChecksum.OfTcpSegment(Samples.Syn)));
        Assert.Equal((0xF22C, 0x5BDC), (SlowChecksum.OfIpHeader(Samples.SynAck), SlowChecksum.OfTcpSegment(Samples.SynAck)));
    }

    [Fact]
    public void A_captured_SYN_is_read()
    {
        Assert.True(TcpPacket.TryRead(Samples.Syn, out var ip, out var tcp, out var payload));
        Assert.Equal("145.254.160.237", ip.Source.ToString());
        Assert.True(payload.IsEmpty);
        Assert.Equal(
            new TcpHeader
            {
                SourcePort = 3372,
                DestinationPort = 80,
                Sequence = new(0x38AFFE13),
                Flags = TcpFlags.Syn,
                Window = 8760,
                MaximumSegmentSize = 1460,
            },
            tcp);
    }

    [Fact]
    public void A_captured_SYN_ACK_is_read()
    {
        Assert.True(TcpPacket.TryRead(Samples.SynAck, out var ip, out var tcp, out _));
        Assert.Equal(47, ip.TimeToLive);
        Assert.Equal(TcpFlags.Syn | TcpFlags.Ack, tcp.Flags);
        Assert.Equal(new SequenceNumber(0x38AFFE13) + 1, tcp.Acknowledgment);
        Assert.Equal((ushort)1380, tcp.MaximumSegmentSize);
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
    }

    [Fact]
    public void Any_packet_survives_writing_and_reading_with_checksums_that_are_right() =>
        Gen.Select(Samples.IpHeaders, Samples.Headers, Gen.Byte.Array[0, 100]).Sample((ip, tcp, data) =>
        {
            var buffer = new byte[200];
            buffer.AsSpan().Fill(0xCC);
            var length = TcpPacket.Write(buffer, ip, tcp, data);
            var datagram = buffer.AsSpan(0, length);

            Assert.Equal(SlowChecksum.OfIpHeader(datagram), datagram[10] << 8 | datagram[11]);
            Assert.Equal(SlowChecksum.OfTcpSegment(datagram), datagram[36] << 8 | datagram[37]);
            Assert.Equal(-1, buffer.AsSpan(length).IndexOfAnyExcept((byte)0xCC));

            Assert.True(TcpPacket.TryRead(buffer, out var readIp, out var readTcp, out var payload));
            Assert.Equal(ip with { TotalLength = (ushort)length, Protocol = IpProtocol.Tcp }, readIp);
            Assert.Equal(tcp, readTcp);
            Assert.Equal(data, payload);
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

        Assert.True(TcpPacket.TryRead(buffer, out _, out _, out var payload));
        Assert.Equal("a payload of 23 letters"u8, payload);
    }

    [Fact]
    public void The_longest_datagram_has_65535_bytes()
    {
        var buffer = new byte[70_000];

        Assert.Equal(65535, Write(buffer, new byte[65495]));
        Assert.True(TcpPacket.TryRead(buffer, out _, out _, out _));
        Assert.Throws<ArgumentException>("payload", () => Write(buffer, new byte[65496]));
    }

    [Fact]
    public void A_buffer_that_is_too_short_throws() =>
        Assert.Throws<ArgumentException>("datagram", () => Write(new byte[42], "foo"u8));

    private static int Write(Span<byte> datagram, ReadOnlySpan<byte> payload) =>
        TcpPacket.Write(datagram, Samples.Client, Samples.Server, default, payload);
}
