using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>When text leaves, and in which pieces: RFC 9293 sections 3.7.4, 3.8.6.2.1 and 3.9.1.2.</summary>
public sealed class SendingTests
{
    [Fact]
    [Requirement("SHLD-7")]
    public void A_short_segment_waits_for_one_that_is_out()
    {
        var dialog = Dialog.Established();

        Assert.Equal("1-101", dialog.Send(100));
        Assert.Equal("", dialog.Send(100));
        Assert.Equal("", dialog.Send(100));
        Assert.Equal("101-301", dialog.Acknowledges(101));
    }

    [Fact]
    [Requirement("SHLD-7")]
    public void A_full_segment_waits_for_nothing()
    {
        var dialog = Dialog.Established();
        dialog.Send(100);

        Assert.Equal("101-1101", dialog.Send(1050));
    }

    [Fact]
    public void Only_a_short_segment_holds_another_back()
    {
        var dialog = Dialog.Established();

        // What Minshall proposed: the end of a message need not wait for its full segments.
        Assert.Equal("1-1001, 1001-1101", dialog.Send(1100));
        Assert.Equal("", dialog.Send(100));
        Assert.Equal("", dialog.Acknowledges(1001));
        Assert.Equal("1101-1201", dialog.Acknowledges(1101));
    }

    [Fact]
    [Requirement("MUST-17")]
    public void The_user_can_have_every_segment_sent_at_once()
    {
        var dialog = Dialog.Established(Dialog.Plain with { NoDelay = true });

        Assert.Equal("1-101", dialog.Send(100));
        Assert.Equal("101-201", dialog.Send(100));
    }

    [Fact]
    [Requirement("MUST-17")]
    public void The_user_can_change_its_mind_about_that()
    {
        var dialog = Dialog.Established();
        Assert.Equal("1-101", dialog.Send(100));
        Assert.Equal("", dialog.Send(100));

        dialog.Connection.NoDelay = true;
        Assert.Equal("101-201", dialog.Sent());
    }

    [Fact]
    [Requirement("MUST-38")]
    public void A_window_that_opens_a_little_is_not_filled_with_a_little()
    {
        var dialog = Dialog.Established(window: 3000);
        Assert.Equal("1-1001, 1001-2001, 2001-3001", dialog.Send(10_000));
        dialog.Window = 2100;
        Assert.Equal("", dialog.Acknowledges(1001));

        dialog.Window = 2000;
        Assert.Equal("3001-4001", dialog.Acknowledges(2001));
    }

    [Fact]
    [Requirement("MUST-38")]
    public void Half_the_largest_window_is_worth_a_segment()
    {
        var dialog = Dialog.Established(window: 800);
        Assert.Equal("1-801", dialog.Send(10_000));
        dialog.Window = 399;
        dialog.Acknowledges(401);
        dialog.Window = 799;
        Assert.Equal("", dialog.Acknowledges(401));
        dialog.Window = 800;
        Assert.Equal("801-1201", dialog.Acknowledges(401));
    }

    [Fact]
    [Requirement("MUST-60")]
    public void Text_does_not_wait_longer_than_for_the_acknowledgment_of_what_is_out()
    {
        var dialog = Dialog.Established(window: 900);
        Assert.Equal("1-901", dialog.Send(950));
        dialog.Window = 30;

        Assert.Equal("901-931", dialog.Acknowledges(901));
    }

    [Fact]
    [Requirement("MUST-61")]
    [Requirement("SHLD-27")]
    [Requirement("MAY-16")]
    public void Text_of_several_sends_shares_a_segment_and_one_push_at_its_end()
    {
        var dialog = Dialog.Established();
        dialog.Send(10);
        for (var i = 0; i < 3; i++)
            Assert.Equal("", dialog.Send(300));

        dialog.Arrive(Ack, 1, 11, isDrained: false);
        var segment = Assert.Single(dialog.Drain());
        Assert.Equal(900, segment.Text.Length);
        Assert.True(segment.Has(Psh));
    }

    [Fact]
    [Requirement("MUST-61")]
    public void A_segment_that_more_text_follows_is_not_pushed()
    {
        var dialog = Dialog.Established();
        dialog.Connection.Send(new byte[2500], urgent: false);

        Assert.Equal([false, false, true], dialog.Drain().Select(static s => s.Has(Psh)));
    }

    [Fact]
    [Requirement("SHLD-28")]
    public void Segments_are_as_long_as_they_may_be()
    {
        var dialog = Dialog.Established(window: 0);
        for (var i = 0; i < 10; i++)
            Assert.Equal("", dialog.Send(350));
        dialog.Window = 10_000;

        Assert.Equal("1-1001, 1001-2001, 2001-3001, 3001-3501", dialog.Acknowledges(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    public void Segments_without_room_for_text_cannot_be_asked_for(int size) =>
        Assert.Throws<ArgumentException>(() => new TcpConnection(new() { MaximumSegmentSize = (ushort)size }));

    [Fact]
    [Requirement("SHLD-7")]
    public void The_short_end_of_a_large_packet_is_a_short_segment()
    {
        var dialog = Dialog.Established(Dialog.Plain with { MaximumPacketLength = 9000 });
        Assert.Equal("1-2501", dialog.Send(2500));
        Assert.Equal("", dialog.Send(100));
        Assert.Equal("2501-4501", dialog.Send(2000));
        Assert.Equal("4501-4601", dialog.Acknowledges(2501));
    }
}
