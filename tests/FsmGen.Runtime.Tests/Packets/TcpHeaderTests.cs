using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class TcpHeaderTests
{
    private static readonly byte[] Bytes =
    [
        0x12, 0x34, 0x00, 0x50, // ports 4660 and 80
        0xDE, 0xAD, 0xBE, 0xEF, // sequence
        0x01, 0x02, 0x03, 0x04, // acknowledgment
        0x60, 0x12, 0xFA, 0xF0, // six words, SYN and ACK, window 64240
        0x00, 0x00, 0x00, 0x09, // no checksum, urgent pointer
        0x02, 0x04, 0x05, 0xB4, // MSS 1460
    ];

    private static readonly TcpHeader Meaning = new()
    {
        SourcePort = 4660,
        DestinationPort = 80,
        Sequence = new(0xDEADBEEF),
        Acknowledgment = new(0x01020304),
        Flags = TcpFlags.Syn | TcpFlags.Ack,
        Window = 64240,
        UrgentPointer = 9,
        MaximumSegmentSize = 1460,
    };

    [Fact]
    public void Bytes_are_read_to_their_meaning()
    {
        Assert.True(TcpHeader.TryRead(Bytes, out var header, out var dataOffset));
        Assert.Equal(Meaning, header);
        Assert.Equal(24, dataOffset);
    }

    [Fact]
    public void A_meaning_is_written_to_its_bytes_over_whatever_stood_there()
    {
        var segment = new byte[26];
        segment.AsSpan().Fill(0xCC);

        Assert.Equal(24, Meaning.Write(segment));
        Assert.Equal(Bytes, segment[..24]);
        Assert.Equal([0xCC, 0xCC], segment[24..]);
    }

    [Theory]
    [InlineData(0x01, TcpFlags.Fin)]
    [InlineData(0x02, TcpFlags.Syn)]
    [InlineData(0x04, TcpFlags.Rst)]
    [InlineData(0x08, TcpFlags.Psh)]
    [InlineData(0x10, TcpFlags.Ack)]
    [InlineData(0x20, TcpFlags.Urg)]
    [InlineData(0x40, TcpFlags.Ece)]
    [InlineData(0x80, TcpFlags.Cwr)]
    [InlineData(0x00, TcpFlags.None)]
    public void Each_bit_of_byte_13_is_a_flag(byte bits, TcpFlags flags)
    {
        var segment = (byte[])Bytes.Clone();
        segment[13] = bits;

        Assert.True(TcpHeader.TryRead(segment, out var header, out _));
        Assert.Equal(flags, header.Flags);
    }

    [Fact]
    public void Any_header_survives_writing_and_reading() =>
        Gen.Select(Samples.Headers, Gen.Int[0, 8]).Sample((header, dataLength) =>
        {
            var segment = new byte[header.HeaderLength + dataLength];

            Assert.Equal(header.HeaderLength, header.Write(segment));
            Assert.True(TcpHeader.TryRead(segment, out var read, out var dataOffset));
            Assert.Equal(header, read);
            Assert.Equal(header.HeaderLength, dataOffset);
        });

    [Fact]
    public void Reserved_bits_are_ignored()
    {
        var segment = (byte[])Bytes.Clone();
        segment[12] |= 0x0F;

        Assert.True(TcpHeader.TryRead(segment, out var header, out _));
        Assert.Equal(Meaning, header);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(7)] // 28 bytes, one word more than there are
    [InlineData(15)]
    public void A_data_offset_inside_the_header_or_behind_the_segment_is_refused(byte words)
    {
        var segment = (byte[])Bytes.Clone();
        segment[12] = (byte)(words << 4);

        Assert.False(TcpHeader.TryRead(segment, out var header, out var dataOffset));
        Assert.Equal((default, 0), (header, dataOffset));
    }

    [Fact]
    public void Every_truncation_of_a_header_is_refused()
    {
        for (var length = 0; length < Bytes.Length; length++)
            Assert.False(TcpHeader.TryRead(Bytes.AsSpan(0, length), out _, out _));
    }

    [Fact]
    public void Writing_into_a_span_that_is_too_short_throws()
    {
        Assert.Throws<ArgumentException>("segment", () => Meaning.Write(new byte[23]));
        Assert.Throws<ArgumentException>("segment", () => default(TcpHeader).Write(new byte[19]));
    }
}
