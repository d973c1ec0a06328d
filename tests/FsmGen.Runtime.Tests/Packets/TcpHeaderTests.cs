using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

public class TcpHeaderTests
{
    private static readonly byte[] Bytes =
    [
        0x12, 0x34, 0x00, 0x50, // ports 4660 and 80
        0xDE, 0xAD, 0xBE, 0xEF, // sequence
        0x01, 0x02, 0x03, 0x04, // acknowledgment
        0x61, 0x12, 0xFA, 0xF0, // six words, reserved bit 1, SYN and ACK, window 64240
        0x00, 0x00, 0x00, 0x09, // no checksum, urgent pointer
        0x02, 0x04, 0x05, 0xB4, // MSS 1460
    ];

    private static readonly TcpHeader Meaning = new()
    {
        SourcePort = 4660,
        DestinationPort = 80,
        Sequence = new(0xDEADBEEF),
        Acknowledgment = new(0x01020304),
        Reserved = 1,
        Flags = TcpFlags.Syn | TcpFlags.Ack,
        Window = 64240,
        UrgentPointer = 9,
        Options = new() { MaximumSegmentSize = 1460 },
    };

    [Fact]
    public void Bytes_are_read_to_their_meaning()
    {
        Assert.True(TcpSegment.TryParse(Bytes, out var segment));
        Assert.Equal(Meaning, segment.Header);
        Assert.Equal(24, segment.HeaderLength);
        Assert.True(segment.Payload.IsEmpty);
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
        var bytes = (byte[])Bytes.Clone();
        bytes[13] = bits;

        Assert.True(TcpSegment.TryParse(bytes, out var segment));
        Assert.Equal(flags, segment.Flags);
    }

    [Fact]
    public void Any_header_survives_writing_and_reading() =>
        Gen.Select(Samples.Headers, Gen.Byte.Array[0, 8]).Sample((header, data) =>
        {
            var bytes = new byte[header.HeaderLength + data.Length];
            data.CopyTo(bytes, header.HeaderLength);

            Assert.Equal(header.HeaderLength, header.Write(bytes));
            Assert.True(TcpSegment.TryParse(bytes, out var segment));
            Assert.Equal(header, segment.Header);
            Assert.Equal(header.HeaderLength, segment.HeaderLength);
            Assert.Equal(data, segment.Payload);
        });

    [Fact]
    public void Any_segment_is_written_again_as_it_was_read() =>
        Gen.Select(Gen.Byte.Array[20, 80], OptionSamples.Lists).Sample((bytes, options) =>
        {
            bytes = [.. bytes[..20], .. options, .. bytes[20..]];
            bytes[12] = (byte)(bytes[12] & 0x0F | (20 + options.Length) / 4 << 4);
            bytes[16] = bytes[17] = 0;
            Assert.True(TcpSegment.TryParse(bytes, out var segment));

            var written = new byte[bytes.Length];
            var length = segment.Header.Write(written, segment.Options.Bytes);
            segment.Payload.CopyTo(written.AsSpan(length));
            Assert.Equal(bytes, written);
        });

    [Theory]
    [InlineData(0, PacketError.HeaderLength)]
    [InlineData(4, PacketError.HeaderLength)]
    [InlineData(7, PacketError.Truncated)] // 28 bytes, one word more than there are
    [InlineData(15, PacketError.Truncated)]
    public void A_data_offset_inside_the_header_or_behind_the_segment_is_refused(byte words, PacketError expected)
    {
        var bytes = (byte[])Bytes.Clone();
        bytes[12] = (byte)(words << 4);

        Assert.False(TcpSegment.TryParse(bytes, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Every_truncation_of_a_header_is_refused()
    {
        for (var length = 0; length < Bytes.Length; length++)
        {
            Assert.False(TcpSegment.TryParse(Bytes.AsSpan(0, length), out _, out var error));
            Assert.Equal(PacketError.Truncated, error);
        }
    }

    [Theory]
    [InlineData(TcpFlags.Ack, 5)]
    [InlineData(TcpFlags.Syn, 6)]
    [InlineData(TcpFlags.Fin | TcpFlags.Ack, 6)]
    [InlineData(TcpFlags.Syn | TcpFlags.Fin, 7)]
    public void SYN_and_FIN_take_a_sequence_number_each(TcpFlags flags, int length)
    {
        var bytes = new byte[25];
        new TcpHeader { Flags = flags }.Write(bytes);

        Assert.True(TcpSegment.TryParse(bytes, out var segment));
        Assert.Equal((uint)length, segment.SequenceLength);
    }

    [Fact]
    public void Writing_into_a_span_that_is_too_short_throws()
    {
        Assert.Throws<ArgumentException>("segment", () => Meaning.Write(new byte[23]));
        Assert.Throws<ArgumentException>("segment", () => default(TcpHeader).Write(new byte[19]));
        Assert.Throws<ArgumentException>("segment", () => Meaning.Write(new byte[23], options: [1]));
    }

    [Fact]
    public void What_does_not_fit_into_its_field_is_not_cut_off_in_silence()
    {
        var buffer = new byte[100];

        Assert.Throws<InvalidOperationException>(() => new TcpHeader { Reserved = 16 }.Write(buffer));
        Assert.Throws<InvalidOperationException>(() => default(TcpHeader).Write(buffer, new byte[41]));
        var options = new TcpOptions { Timestamps = new(1, 2), Sack = SackBlocks.Create(new SackBlock[4]) };
        Assert.Throws<InvalidOperationException>(() => new TcpHeader { Options = options }.Write(buffer));
    }

    [Fact]
    public void Options_are_padded_with_zeros_over_whatever_stood_there()
    {
        var bytes = new byte[28];
        bytes.AsSpan().Fill(0xCC);

        Assert.Equal(24, default(TcpHeader).Write(bytes, [3]));
        Assert.Equal([3, 0, 0, 0, 0xCC, 0xCC, 0xCC, 0xCC], bytes[20..]);
    }
}
