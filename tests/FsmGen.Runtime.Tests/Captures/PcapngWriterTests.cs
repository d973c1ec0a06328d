namespace FsmGen.Runtime.Tests.Captures;

public class PcapngWriterTests
{
    [Fact]
    public void A_capture_is_known_byte_for_byte()
    {
        using var file = new MemoryStream();
        using (var capture = new PcapngWriter(file, linkType: LinkType.Ethernet, interfaceName: "left"))
        {
            capture.WritePacket(new CaptureTime(0x0102_0304_0506_0708), [0x45, 0x01, 0x02], "lost é");
            capture.WritePacket(default, [1, 2, 3, 4]);
        }

        byte[] section =
        [
            0x0A, 0x0D, 0x0D, 0x0A, 28, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0,
            0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 28, 0, 0, 0,
        ];
        byte[] description =
        [
            1, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 0, 0, 4, 0,
            2, 0, 4, 0, (byte)'l', (byte)'e', (byte)'f', (byte)'t', 9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0,
        ];
        byte[] first =
        [
            6, 0, 0, 0, 52, 0, 0, 0, 0, 0, 0, 0, 4, 3, 2, 1, 8, 7, 6, 5, 3, 0, 0, 0, 3, 0, 0, 0, 0x45, 1, 2, 0,
            1, 0, 7, 0, (byte)'l', (byte)'o', (byte)'s', (byte)'t', (byte)' ', 0xC3, 0xA9, 0, 0, 0, 0, 0, 52, 0, 0, 0,
        ];
        byte[] second = [6, 0, 0, 0, 36, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4, 36, 0, 0, 0];
        Assert.Equal([.. section, .. description, .. first, .. second], file.ToArray());
    }

    [Fact]
    public void An_interface_without_a_name_has_none()
    {
        using var file = new MemoryStream();
        using var capture = new PcapngWriter(file);

        byte[] options = [9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal([32, 0, 0, 0, 101, 0, 0, 0, 0, 0, 4, 0, .. options, 32, 0, 0, 0], file.ToArray()[32..]);
    }

    [Fact]
    public void Timestamps_go_from_the_epoch_to_just_before_two_to_the_64_nanoseconds()
    {
        using var capture = new PcapngWriter(Stream.Null);

        capture.WritePacket(new CaptureTime(ulong.MaxValue), []);
        Assert.Throws<ArgumentOutOfRangeException>("timestamp", () => capture.WritePacket(new((Int128)ulong.MaxValue + 1), []));
        Assert.Throws<ArgumentOutOfRangeException>("timestamp", () => capture.WritePacket(new(-1), []));
    }

    [Fact]
    public void What_is_too_long_is_refused_before_anything_is_written()
    {
        using var file = new MemoryStream();
        using var capture = new PcapngWriter(file);
        var begin = file.Length;
        var packet = new byte[CapturedPacket.MaximumLength + 1];
        var comment = new string('é', PcapngWriter.MaximumCommentLength / 2 + 1);

        Assert.Throws<ArgumentException>("packet", () => capture.WritePacket(default, packet));
        Assert.Throws<ArgumentException>("comment", () => capture.WritePacket(default, [], comment));
        Assert.Throws<ArgumentException>("packet", () => capture.WritePacket(
            new CapturedPacket { LinkType = LinkType.Raw, Comment = packet.AsSpan(0, PcapngWriter.MaximumCommentLength + 1) }));
        Assert.Throws<ArgumentException>("packet", () => capture.WritePacket(new CapturedPacket { LinkType = LinkType.Ethernet }));
        Assert.Throws<ArgumentException>("interfaceName", () => new PcapngWriter(file, interfaceName: comment));
        Assert.Equal(begin, file.Length);
    }

    [Fact]
    public void The_longest_packet_with_the_longest_comment_is_read_back()
    {
        using var file = new MemoryStream();
        using (var capture = new PcapngWriter(file))
            capture.WritePacket(default, new byte[CapturedPacket.MaximumLength], new string('!', PcapngWriter.MaximumCommentLength));

        var packet = Assert.Single(Captured.ReadAll(file.ToArray()));
        Assert.Equal(PcapngWriter.MaximumCommentLength, packet.Comment.Length);
        Assert.Equal((uint)CapturedPacket.MaximumLength, packet.OriginalLength);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_stream_is_closed_only_if_it_was_handed_over(bool leaveOpen)
    {
        using var file = new MemoryStream();
        var capture = new PcapngWriter(file, leaveOpen: leaveOpen);

        capture.Dispose();
        capture.Dispose();

        Assert.Equal(leaveOpen, file.CanWrite);
        Assert.Throws<ObjectDisposedException>(() => capture.WritePacket(default, []));
    }

    [Fact]
    public void A_stream_is_handed_over_unless_said_otherwise()
    {
        using var file = new MemoryStream();

        new PcapngWriter(file).Dispose();

        Assert.False(file.CanWrite);
        Assert.Throws<ArgumentNullException>("stream", () => new PcapngWriter(null!));
    }
}
