using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>What becomes of text that arrives, and when it is acknowledged: RFC 9293 sections 3.8.6.3 and 3.10.7.4.</summary>
public sealed class ReceivingTests
{
    private static readonly TcpConnectionOptions Delaying = Dialog.Plain with { AcknowledgmentDelay = TimeSpan.FromMilliseconds(200) };

    [Fact]
    [Requirement("SHLD-31")]
    [Requirement("MAY-13")]
    [Rfc("5681", "4.2")]
    public void Text_out_of_order_is_held_and_answered_at_once()
    {
        var dialog = Dialog.Established(Delaying);

        Assert.Equal("ack 1", dialog.Text(1001, 2001));
        Assert.Equal("ack 1", dialog.Text(2001, 3001));
        Assert.Equal("ack 3001", dialog.Text(1, 1001));
        dialog.Connection.Receive(new byte[10_000]);
        Assert.Equal(3000, dialog.Connection.Transferred);
    }

    [Fact]
    [Requirement("SHLD-18")]
    [Requirement("SHLD-19")]
    [Rfc("5681", "4.2")]
    public void Every_second_full_segment_is_acknowledged()
    {
        var dialog = Dialog.Established(Delaying);

        Assert.Equal("", dialog.Text(1, 1001));
        Assert.Equal("ack 2001", dialog.Text(1001, 2001));
        Assert.Equal("", dialog.Text(2001, 3001));
        Assert.Equal("", dialog.Pass(199));
        Assert.Equal("ack 3001", dialog.Pass(1));
    }

    [Fact]
    [Requirement("SHLD-18")]
    public void An_acknowledgment_goes_with_text_where_it_can()
    {
        var dialog = Dialog.Established(Delaying);
        dialog.Text(1, 1001);
        dialog.Connection.Send("answer"u8, urgent: false);
        var segment = Assert.Single(dialog.Drain());

        Assert.Equal(1001, segment.Header.Acknowledgment - Conformance.Bench.PeerIss);
        Assert.NotEmpty(segment.Text);
        Assert.Equal("", dialog.Pass(500));
    }

    [Fact]
    [Rfc("5681", "4.2")]
    public void Two_segments_in_one_count_for_two()
    {
        var dialog = Dialog.Established(Delaying);

        Assert.Equal("", dialog.Text(1, 1461));
        Assert.Equal("ack 4381", dialog.Text(1461, 4381));
    }

    [Fact]
    public void The_first_segments_are_acknowledged_at_once_where_that_is_asked_for()
    {
        var dialog = Dialog.Established(Delaying with { QuickAcknowledgments = 2 });

        Assert.Equal("ack 101", dialog.Text(1, 101));
        Assert.Equal("ack 201", dialog.Text(101, 201));
        Assert.Equal("", dialog.Text(201, 301));
    }

    [Theory]
    [Requirement("MUST-40")]
    [InlineData(-1)]
    [InlineData(500)]
    public void An_acknowledgment_cannot_be_held_back_for_half_a_second(int milliseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TcpConnectionOptions { AcknowledgmentDelay = TimeSpan.FromMilliseconds(milliseconds) });

    [Fact]
    [Requirement("MUST-40")]
    public void An_acknowledgment_is_held_back_for_as_long_as_it_was_said_and_no_longer()
    {
        var dialog = Dialog.Established(Dialog.Plain with { AcknowledgmentDelay = TimeSpan.FromMilliseconds(499) });

        Assert.Equal("", dialog.Text(1, 2));
        Assert.Equal("", dialog.Pass(300));
        Assert.Equal("", dialog.Pass(198));
        Assert.Equal("ack 2", dialog.Pass(1));
    }

    [Fact]
    [Requirement("MUST-58")]
    public void A_batch_of_segments_is_answered_once()
    {
        var dialog = Dialog.Established();
        for (var i = 0; i < 5; i++)
            dialog.Arrive(Ack, 1 + 1000 * i, 1, new string('y', 1000), isDrained: false);

        Assert.Equal("ack 5001", dialog.Sent());
    }

    [Fact]
    [Requirement("MUST-66")]
    public void A_closed_window_lets_a_reset_through()
    {
        var dialog = Full();
        dialog.Arrive(Rst, dialog.Next, 0);

        Assert.Equal(TcpConnectionState.Closed, dialog.State);
    }

    [Fact]
    [Requirement("MUST-66")]
    public void A_closed_window_lets_an_urgent_pointer_and_an_acknowledgment_through_and_no_text()
    {
        var dialog = Full();
        dialog.Send(10);
        dialog.Told();
        dialog.Arrive(Ack | Urg, dialog.Next, 11, "more", urgent: 4);

        Assert.Equal([TcpMessage.UrgentText], dialog.Told());
        Assert.Equal(11, dialog.Acknowledged);
        dialog.Receive(10_000);
        Assert.Equal(4000, dialog.Connection.Transferred);
    }

    [Fact]
    [Requirement("MAY-12")]
    [Rfc("5961", "5.2")]
    public void Text_whose_acknowledgment_is_out_of_range_is_not_believed()
    {
        var dialog = Dialog.Established(window: 5000);
        dialog.Send(1000);
        dialog.Acknowledges(1001);

        Assert.Equal("ack 1", dialog.Arrive(Ack, 1, 1001 - 5001, "forged"));
        Assert.Equal("ack 1", dialog.Arrive(Ack, 1, 1002, "forged"));
        Assert.Equal("ack 7", dialog.Arrive(Ack, 1, 1001 - 5000, "honest"));
    }

    private static Dialog Full()
    {
        var dialog = Dialog.Established(Dialog.Plain with { ReceiveBufferSize = 4000 });
        dialog.Text(1, 4001);
        Assert.Equal(0u, dialog.Status.ReceiveWindow);
        return dialog;
    }
}
