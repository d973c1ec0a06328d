using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>Windows that close, shrink and open: RFC 9293 section 3.8.6.</summary>
public sealed class WindowTests
{
    [Fact]
    [Requirement("MUST-34")]
    [Requirement("SHLD-15")]
    public void A_window_that_shrinks_below_what_is_out_lets_nothing_new_go()
    {
        var dialog = Dialog.Established(window: 5000);
        Assert.Equal("1-1001, 1001-2001, 2001-3001, 3001-4001, 4001-5001", dialog.Send(20_000));
        dialog.Window = 1000;

        Assert.Equal("", dialog.Acknowledges(1001));
        Assert.Equal("", dialog.Acknowledges(2001));
        dialog.Window = 5000;
        Assert.Equal("5001-6001, 6001-7001", dialog.Acknowledges(2001));
    }

    [Fact]
    [Requirement("SHLD-16")]
    [Requirement("MAY-7")]
    public void What_a_shrunken_window_still_covers_is_sent_again_and_so_is_the_oldest_segment_beyond()
    {
        var dialog = Dialog.Established(window: 4000);
        dialog.Send(4000);
        dialog.Window = 2000;
        dialog.Acknowledges(1);

        Assert.Equal("1-1001", dialog.Pass(1000));
        dialog.Window = 1000;
        Assert.Equal("1001-2001", dialog.Acknowledges(1001));

        // The rest is beyond the window: only the oldest is worth a try.
        dialog.Window = 0;
        Assert.Equal("2001-3001", dialog.Acknowledges(2001));
        Assert.Equal("2001-3001", dialog.Pass(dialog.Deadline!.Value));
        Assert.Equal("3001-4001", dialog.Acknowledges(3001));
    }

    [Fact]
    [Requirement("SHLD-17")]
    public void Text_beyond_a_window_that_shrank_does_not_end_the_connection()
    {
        var dialog = Dialog.Established(Dialog.Plain with { MaximumRetransmissions = 4, UserTimeout = TimeSpan.FromMinutes(2) }, window: 4000);
        dialog.Send(4000);
        dialog.Window = 0;
        for (var i = 0; i < 200; i++)
        {
            dialog.Acknowledges(1);
            dialog.Pass(dialog.Deadline!.Value);
        }

        Assert.Equal(TcpConnectionState.Established, dialog.State);
        dialog.Window = 4000;
        dialog.Acknowledges(4001);
        Assert.Equal(4001, dialog.Acknowledged);
    }

    [Fact]
    [Requirement("MUST-35")]
    [Requirement("MUST-36")]
    [Requirement("SHLD-29")]
    [Requirement("SHLD-30")]
    public void A_closed_window_is_probed_after_one_timeout_and_then_at_growing_intervals()
    {
        var dialog = Dialog.Established(window: 1000);
        Assert.Equal("1-1001", dialog.Send(3000));
        dialog.Window = 0;
        Assert.Equal("", dialog.Acknowledges(1001));

        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            Assert.Equal("", dialog.Pass(1000 * seconds - 1));
            Assert.Equal("1001-1002", dialog.Pass(1));
            Assert.Equal("", dialog.Acknowledges(1001));
        }

        dialog.Window = 2000;
        Assert.Equal("1001-2001, 2001-3001", dialog.Acknowledges(1001));
    }

    [Fact]
    [Requirement("MUST-37")]
    [Requirement("MAY-8")]
    public void A_peer_that_answers_probes_may_keep_its_window_closed_for_ever()
    {
        var dialog = Dialog.Established(Dialog.Plain with { MaximumRetransmissions = 3, UserTimeout = TimeSpan.FromMinutes(2) }, window: 0);
        dialog.Send(1000);
        for (var minute = 0; minute < 1000; minute++)
        {
            Assert.EndsWith("1-2", dialog.Pass(60_000));
            dialog.Acknowledges(1);
        }

        Assert.Equal(TcpConnectionState.Established, dialog.State);
    }

    [Fact]
    [Requirement("MUST-37")]
    public void A_peer_that_answers_no_probe_is_given_up()
    {
        var dialog = Dialog.Established(Dialog.Plain with { UserTimeout = TimeSpan.FromMinutes(2) }, window: 0);
        dialog.Send(1000);
        dialog.Pass(120_000);

        Assert.Equal(TcpConnectionState.Closed, dialog.State);
        Assert.Contains(TcpMessage.UserTimeoutExpired, dialog.Told());
    }

    [Fact]
    [Requirement("MUST-39")]
    [Requirement("SHLD-14")]
    public void A_full_buffer_offers_nothing_until_it_has_room_for_a_segment()
    {
        var dialog = Dialog.Established(Dialog.Plain with { ReceiveBufferSize = 4000 });
        dialog.Text(1, 4001);

        // Each byte taken is no news, and the edge stays where it is whatever is acknowledged.
        for (var i = 0; i < 1459; i++)
            Assert.Equal("", dialog.Receive(1));
        dialog.Arrive(Ack, 4001, 1, "probe", isDrained: false);
        Assert.Equal(0, Assert.Single(dialog.Drain()).Header.Window);

        dialog.Connection.Receive(new byte[1]);
        Assert.Equal(1460, Assert.Single(dialog.Drain()).Header.Window);
    }

    [Fact]
    [Requirement("MUST-39")]
    public void A_small_buffer_offers_its_half()
    {
        var dialog = Dialog.Established(Dialog.Plain with { ReceiveBufferSize = 1000 });
        dialog.Text(1, 1001);
        Assert.Equal("", dialog.Receive(499));
        dialog.Connection.Receive(new byte[1]);

        Assert.Equal(500, Assert.Single(dialog.Drain()).Header.Window);
    }

    [Fact]
    [Requirement("REC-1")]
    [Rfc("7323", "2.3")]
    public void A_scaled_window_has_more_than_sixteen_bits()
    {
        var dialog = Dialog.Established(Dialog.Plain with { WindowScaling = true }, Dialog.Thousand with { WindowScale = 7 }, window: 50_000);

        // The SYN,ACK itself is not scaled.
        Assert.Equal(50_000u, dialog.Status.SendWindow);
        dialog.Acknowledges(1);
        Assert.Equal(6_400_000u, dialog.Status.SendWindow);
    }

    [Theory]
    [Rfc("7323", "2.2")]
    [InlineData(65_535, 0)]
    [InlineData(65_536, 1)]
    [InlineData(1 << 20, 5)]
    [InlineData(1 << 30, 14)]
    public void The_scale_that_is_offered_lets_the_buffer_be_told(int buffer, byte scale)
    {
        var dialog = new Dialog(Dialog.Plain with { WindowScaling = true, ReceiveBufferSize = buffer });
        dialog.Connection.OpenActive(Conformance.Bench.Local, Conformance.Bench.Remote);
        var syn = Assert.Single(dialog.Drain()).Header;

        Assert.Equal(scale, syn.Options.WindowScale);
        Assert.Equal(65_535, syn.Window);
    }

    [Fact]
    [Rfc("7323", "2.3")]
    public void A_scale_beyond_fourteen_is_taken_for_fourteen()
    {
        var dialog = Dialog.Established(Dialog.Plain with { WindowScaling = true }, Dialog.Thousand with { WindowScale = 15 }, window: 1);
        dialog.Acknowledges(1);

        Assert.Equal(1u << 14, dialog.Status.SendWindow);
    }

    [Fact]
    [Rfc("7323", "2.2")]
    public void A_peer_that_offers_no_scale_gets_windows_without()
    {
        var dialog = Dialog.Established(Dialog.Plain with { WindowScaling = true, ReceiveBufferSize = 1 << 20 });
        dialog.Arrive(Ack, 1, 1, "text", isDrained: false);

        Assert.Equal(65_531, Assert.Single(dialog.Drain()).Header.Window);
        dialog.Acknowledges(1);
        Assert.Equal(60_000u, dialog.Status.SendWindow);
    }

    [Fact]
    [Requirement("SHLD-14")]
    [Rfc("7323", "2.4")]
    public void The_edge_of_a_scaled_window_never_goes_back()
    {
        var dialog = Dialog.Established(
            Dialog.Plain with { WindowScaling = true, ReceiveBufferSize = 1_000_003 }, Dialog.Thousand with { WindowScale = 0 });
        var (random, edge, next) = (new Random(1), 0L, 1);
        for (var i = 0; i < 2000; i++)
        {
            var length = random.Next(1, 1000);
            dialog.Arrive(Ack, next, 1, new string('y', length), isDrained: false);
            next += length;
            if (random.Next(3) == 0)
                dialog.Connection.Receive(new byte[random.Next(1, 3000)]);
            foreach (var segment in dialog.Drain())
            {
                var told = (segment.Header.Acknowledgment - Conformance.Bench.PeerIss) + ((long)segment.Header.Window << 4);
                Assert.True(told >= edge, $"the edge went from {edge} to {told}");
                edge = told;
            }
        }
    }

    [Fact]
    [Requirement("MUST-36")]
    public void A_probe_that_is_due_when_all_text_is_acknowledged_is_not_sent()
    {
        var dialog = Probing();
        Assert.Equal("", dialog.Acknowledges(2));
        Assert.Equal("2-1002", dialog.Send(1000));

        // Nor is it with only the FIN left.
        dialog = Probing();
        dialog.Connection.Close();
        Assert.Equal("FIN 2", dialog.Acknowledges(2));
        Assert.Equal("", dialog.Acknowledges(3));
        Assert.Equal(TcpConnectionState.FinWait2, dialog.State);

        // A probe took the only byte there is. The next is due, though nobody has asked yet for what is to be sent.
        static Dialog Probing()
        {
            var dialog = Dialog.Established(window: 0);
            dialog.Send(1);
            Assert.Equal("1-2", dialog.Pass(1000));
            dialog.Connection.Advance(dialog.Connection.NextDeadline!.Value);
            dialog.Window = 60_000;
            return dialog;
        }
    }

    [Fact]
    public void A_reset_behind_a_probe_begins_where_the_peer_expects_it()
    {
        var dialog = Dialog.Established(window: 0);
        dialog.Send(1000);
        Assert.Equal("1-2", dialog.Pass(1000));
        dialog.Acknowledges(1);
        dialog.Connection.Abort();

        Assert.Equal("RST 1", dialog.Sent());
    }

    [Fact]
    [Rfc("7323", "2.4")]
    public void Single_bytes_do_not_make_a_scaled_window_run_away_from_its_buffer()
    {
        var dialog = Dialog.Established(
            Dialog.Plain with { WindowScaling = true, ReceiveBufferSize = 80_000 }, Dialog.Thousand with { WindowScale = 0 });
        for (var i = 0; i < 12_000; i++)
        {
            var (next, window) = (dialog.Next, (int)dialog.Status.ReceiveWindow);
            dialog.Text(next, next + Math.Clamp(window - 1, 1, 1000));
        }

        // A window of one byte is told as one of two, or of none.
        Assert.InRange(dialog.Status.AwaitingReceipt, 80_000, 90_000);
        Assert.Equal(0u, dialog.Status.ReceiveWindow);
    }
}
