namespace FsmGen.Runtime.Tests.Captures;

public class PcapWriterTests
{
    [Fact]
    public void A_capture_is_known_byte_for_byte()
    {
        using var file = new MemoryStream();
        using (var capture = new PcapWriter(file))
        {
            capture.WritePacket(TimeSpan.Zero, [0x45, 0x01, 0x02]);
            capture.WritePacket(new CaptureTime(0x0102_0304L * 1_000_000_000 + 999_999_999), []);
        }

        byte[] expected =
        [
            0x4D, 0x3C, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 101, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0, 0x45, 0x01, 0x02,
            0x04, 0x03, 0x02, 0x01, 0xFF, 0xC9, 0x9A, 0x3B, 0, 0, 0, 0, 0, 0, 0, 0, // 999,999,999 ns
        ];
        Assert.Equal(expected, file.ToArray());
    }

    [Fact]
    public void Timestamps_go_from_the_epoch_to_just_before_two_to_the_32_seconds()
    {
        using var capture = new PcapWriter(Stream.Null);
        var end = (1L << 32) * 1_000_000_000;

        capture.WritePacket(new CaptureTime(end - 1), []);
        Assert.Throws<ArgumentOutOfRangeException>("timestamp", () => capture.WritePacket(new CaptureTime(end), []));
        Assert.Throws<ArgumentOutOfRangeException>("timestamp", () => capture.WritePacket(new CaptureTime(-1), []));
        Assert.Throws<ArgumentOutOfRangeException>("timestamp", () => capture.WritePacket(TimeSpan.MaxValue, []));
    }

    [Fact]
    public void A_packet_of_another_link_type_is_refused_before_anything_is_written()
    {
        using var file = new MemoryStream();
        using var capture = new PcapWriter(file, linkType: (LinkType)0xABCD);

        Assert.Equal([0xCD, 0xAB, 0, 0], file.ToArray()[20..]);
        Assert.Throws<ArgumentException>("packet", () => capture.WritePacket(new CapturedPacket { LinkType = LinkType.Raw }));
        Assert.Equal(24, file.Length);
    }

    [Fact]
    public void A_packet_that_is_too_long_is_refused_before_anything_is_written()
    {
        using var file = new MemoryStream();
        using var capture = new PcapWriter(file);

        var packet = new byte[CapturedPacket.MaximumLength + 1];
        Assert.Throws<ArgumentException>("packet", () => capture.WritePacket(default, packet));
        Assert.Equal(24, file.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_stream_is_closed_only_if_it_was_handed_over(bool leaveOpen)
    {
        using var file = new MemoryStream();
        var capture = new PcapWriter(file, leaveOpen: leaveOpen);

        capture.Dispose();
        capture.Dispose();

        Assert.Equal(leaveOpen, file.CanWrite);
        Assert.Throws<ObjectDisposedException>(() => capture.WritePacket(default, []));
    }

    [Fact]
    public void A_stream_is_handed_over_unless_said_otherwise()
    {
        using var file = new MemoryStream();

        new PcapWriter(file).Dispose();

        Assert.False(file.CanWrite);
        Assert.Throws<ArgumentNullException>("stream", () => new PcapWriter(null!));
    }
}
