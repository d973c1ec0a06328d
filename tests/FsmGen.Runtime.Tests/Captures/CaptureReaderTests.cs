namespace FsmGen.Runtime.Tests.Captures;

public class CaptureReaderTests
{
    public static TheoryData<bool> Formats => [true, false];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_that_ends_inside_a_packet_says_so_after_its_whole_packets_and_again_when_asked_again(bool isPcapng)
    {
        var whole = Write(isPcapng, packets: 2).Length;
        var file = Write(isPcapng, packets: 3).File;

        for (var length = whole + 1; length < file.Length; length++)
        {
            using var reader = CaptureReader.Open(new MemoryStream(file, 0, length));
            Assert.True(reader.TryRead(out _) && reader.TryRead(out _) && !reader.IsTruncated);

            for (var i = 0; i < 2; i++)
            {
                var e = Assert.Throws<InvalidDataException>(() => reader.TryRead(out _));
                Assert.Matches($"^The capture ends at offset {length}, inside the (packet|block) that begins at offset {whole}$", e.Message);
                Assert.True(reader.IsTruncated);
            }
        }
    }

    [Fact]
    public void A_file_that_ends_inside_a_block_to_be_skipped_is_truncated_too()
    {
        var file = new PcapngBytes(false).Section().Block(0x0BAD, new byte[100]).ToArray();
        using var reader = CaptureReader.Open(new MemoryStream(file[..^50]));

        for (var i = 0; i < 2; i++)
        {
            var e = Assert.Throws<InvalidDataException>(() => reader.TryRead(out _));
            Assert.Equal("The capture ends at offset 90, inside the block that begins at offset 28", e.Message);
            Assert.True(reader.IsTruncated);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_that_is_malformed_is_not_truncated_and_stays_malformed(bool isPcapng)
    {
        var (end, file) = Write(isPcapng, packets: 1);
        using var reader = CaptureReader.Open(new MemoryStream([.. file, .. Enumerable.Repeat((byte)0xFF, 1000)]));

        Assert.True(reader.TryRead(out _));
        var first = Assert.Throws<InvalidDataException>(() => reader.TryRead(out _));
        var second = Assert.Throws<InvalidDataException>(() => reader.TryRead(out _));
        Assert.Contains($"at offset {end} says 4294967295 bytes", first.Message, StringComparison.Ordinal);
        Assert.Equal(first.Message, second.Message);
        Assert.False(reader.IsTruncated);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void At_the_end_there_is_no_packet_however_often_one_asks(bool isPcapng)
    {
        using var reader = CaptureReader.Open(new MemoryStream(Write(isPcapng, packets: 1).File));

        Assert.True(reader.TryRead(out _));
        Assert.False(reader.TryRead(out var packet));
        Assert.False(reader.TryRead(out _));
        Assert.True(packet.Data.IsEmpty);
        Assert.False(reader.IsTruncated);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_packet_is_given_as_soon_as_its_last_byte_is_there(bool isPcapng)
    {
        var (_, file) = Write(isPcapng, packets: 2);
        using var pipe = new Trickle(file);
        using var reader = CaptureReader.Open(pipe);

        for (var packets = 1; packets <= 2; packets++)
        {
            Assert.True(reader.TryRead(out _));
            Assert.Equal(Write(isPcapng, packets).Length, pipe.Position);
        }

        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void A_length_that_lies_makes_no_buffer_grow()
    {
        var file = new PcapngBytes(false).Section().Interface(LinkType.Raw).Block(6, 1 << 20, 0, new byte[100]).ToArray();
        using var reader = CaptureReader.Open(new MemoryStream(file));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => reader.TryRead(out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_384);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_stream_is_closed_only_if_it_was_handed_over(bool leaveOpen)
    {
        using var file = new MemoryStream(Write(isPcapng: true, packets: 1).File);
        var reader = CaptureReader.Open(file, leaveOpen);

        reader.Dispose();

        Assert.Equal(leaveOpen, file.CanRead);
        Assert.Throws<ObjectDisposedException>(() => reader.TryRead(out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stream_that_was_handed_over_is_closed_even_if_it_is_no_capture(bool leaveOpen)
    {
        using var file = new MemoryStream([1, 2, 3, 4]);

        Assert.Throws<InvalidDataException>(() => CaptureReader.Open(file, leaveOpen));

        Assert.Equal(leaveOpen, file.CanRead);
    }

    [Fact]
    public void A_stream_is_handed_over_unless_said_otherwise()
    {
        using var file = new MemoryStream(Write(isPcapng: false, packets: 0).File);

        CaptureReader.Open(file).Dispose();

        Assert.False(file.CanRead);
        Assert.Throws<ArgumentNullException>("stream", () => CaptureReader.Open(null!));
    }

    [Fact]
    public void Classic_pcap_says_its_link_type_before_any_packet()
    {
        var file = new MemoryStream();
        new PcapWriter(file, LinkType.LinuxSll2).Dispose();
        using var reader = CaptureReader.Open(new MemoryStream(file.ToArray()));

        Assert.Equal(LinkType.LinuxSll2, reader.LinkType);
    }

    [Fact]
    public void Pcapng_says_the_link_type_of_its_first_interface_when_reading_has_come_to_it()
    {
        var file = new PcapngBytes(false)
            .Section().Interface(LinkType.Ethernet).Interface(LinkType.Raw).Enhanced(1, 0, [1])
            .Section().Interface(LinkType.Loop).Enhanced(0, 0, [2])
            .ToArray();
        using var reader = CaptureReader.Open(new MemoryStream(file));

        Assert.Null(reader.LinkType);
        foreach (var linkType in new[] { LinkType.Raw, LinkType.Loop })
        {
            Assert.True(reader.TryRead(out var packet));
            Assert.Equal(linkType, packet.LinkType);
            Assert.Equal(LinkType.Ethernet, reader.LinkType);
        }
    }

    private static (int Length, byte[] File) Write(bool isPcapng, int packets)
    {
        using var file = new MemoryStream();
        using var pcap = isPcapng ? null : new PcapWriter(file);
        using var pcapng = isPcapng ? new PcapngWriter(file) : null;
        for (var i = 0; i < packets; i++)
        {
            pcap?.WritePacket(default, [1, 2, 3]);
            pcapng?.WritePacket(default, [1, 2, 3], "comment");
        }

        return ((int)file.Length, file.ToArray());
    }

    /// <summary>Gives one byte at a time, as the slowest of pipes does.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override bool CanSeek => false;
    }
}
