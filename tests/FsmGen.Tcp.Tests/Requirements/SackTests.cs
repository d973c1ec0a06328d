using FsmGen.Runtime.Packets;
using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>Selective acknowledgments, told and believed: RFC 2018, 2883 and 6675.</summary>
public sealed class SackTests
{
    private static readonly TcpConnectionOptions Selective = Dialog.Plain with { SelectiveAcknowledgments = true };
    private static readonly TcpOptions Permitted = Dialog.Thousand with { IsSackPermitted = true };

    [Fact]
    [Rfc("2018", "2")]
    public void Nothing_is_reported_to_a_peer_that_did_not_permit_it()
    {
        var dialog = Dialog.Established(Selective);

        Assert.Equal("ack 1", dialog.Text(1001, 2001));
    }

    [Fact]
    [Rfc("2018", "4")]
    public void The_run_that_changed_last_is_reported_first()
    {
        var dialog = Dialog.Established(Selective, Permitted);

        Assert.Equal("ack 1 sack 1001-2001", dialog.Text(1001, 2001));
        Assert.Equal("ack 1 sack 3001-4001 1001-2001", dialog.Text(3001, 4001));
        Assert.Equal("ack 1 sack 5001-6001 3001-4001 1001-2001", dialog.Text(5001, 6001));
        Assert.Equal("ack 1 sack 1001-2501 5001-6001 3001-4001", dialog.Text(2001, 2501));
        Assert.Equal("ack 1 sack 1001-4001 5001-6001", dialog.Text(2501, 3001));
        Assert.Equal("ack 4001 sack 5001-6001", dialog.Text(1, 1001));
        Assert.Equal("ack 6001", dialog.Text(4001, 5001));
    }

    [Theory]
    [Rfc("2018", "3")]
    [InlineData(false, "ack 1 sack 9001-9501 7001-7501 5001-5501 3001-3501")]
    [InlineData(true, "ack 1 sack 9001-9501 7001-7501 5001-5501")]
    public void As_many_runs_are_reported_as_the_header_has_room_for(bool hasTimestamps, string report)
    {
        var dialog = Dialog.Established(
            Selective with { Timestamps = hasTimestamps }, Permitted with { Timestamps = hasTimestamps ? new(1, 0) : null });
        for (var start = 1001; start < 9000; start += 2000)
            dialog.Text(start, start + 500);

        Assert.Equal(report, dialog.Text(9001, 9501));
    }

    [Fact]
    [Rfc("2883", "4")]
    public void Text_that_has_come_before_is_reported_once()
    {
        var dialog = Dialog.Established(Selective, Permitted);
        dialog.Text(1, 2001);

        Assert.Equal("ack 2001 sack 1001-2001", dialog.Text(1001, 2001));
        Assert.Equal("ack 2001", dialog.Arrive(Ack, 2000, 1));
        Assert.Equal("ack 2001 sack 1501-2001 3001-4001", Join(dialog.Text(3001, 4001), dialog.Text(1501, 2001)));

        // Half of it is new.
        Assert.Equal("ack 2501 sack 1501-2001 3001-4001", dialog.Text(1501, 2501));

        static string Join(string first, string second)
        {
            Assert.Equal("ack 2001 sack 3001-4001", first);
            return second;
        }
    }

    [Fact]
    [Rfc("2883", "4")]
    public void Text_that_is_held_behind_a_hole_is_reported_before_the_run_that_it_is_part_of()
    {
        var dialog = Dialog.Established(Selective, Permitted);
        dialog.Text(1001, 3001);
        dialog.Text(4001, 5001);

        Assert.Equal("ack 1 sack 2001-3001 1001-3001 4001-5001", dialog.Text(2001, 3001));
        Assert.Equal("ack 1 sack 2501-3001 1001-3501 4001-5001", dialog.Text(2501, 3501));
        Assert.Equal("ack 1 sack 4001-5501 1001-3501", dialog.Text(5001, 5501));
    }

    [Fact]
    [Rfc("6675", "5")]
    public void Three_segments_behind_a_hole_have_it_sent_again()
    {
        var dialog = Out(10);

        Assert.Equal("10001-11001", dialog.Acknowledges(1, (1001, 2001)));
        Assert.Equal("11001-12001", dialog.Acknowledges(1, (1001, 3001)));
        Assert.Equal("1-1001", dialog.Acknowledges(1, (1001, 4001)));
        Assert.Equal(5000, dialog.Connection.CongestionWindow);
    }

    [Fact]
    [Rfc("6675", "4")]
    public void A_hole_is_lost_by_what_is_held_behind_it_and_not_by_how_often_that_is_told()
    {
        var dialog = Out(10);
        for (var i = 0; i < 10; i++)
            dialog.Acknowledges(1, (1001, 2001));
        Assert.Equal(0, dialog.Connection.Retransmissions);

        // Three runs are enough, however short.
        dialog.Acknowledges(1, (1001, 2001), (3001, 4001), (5001, 6001));
        Assert.Equal(1, dialog.Connection.Retransmissions);
    }

    [Fact]
    [Rfc("6675", "5")]
    public void Each_hole_is_sent_again_once_and_before_new_text()
    {
        var dialog = Out(10);

        // 1-1001, 2001-3001 and 4001-5001 are lost; the peer tells of all that it holds in one go.
        Assert.Equal("1-1001, 2001-3001, 4001-5001, 10001-11001", dialog.Acknowledges(1, (1001, 2001), (3001, 4001), (5001, 9001)));
        Assert.Equal("11001-12001", dialog.Acknowledges(2001, (3001, 4001), (5001, 9001)));
        Assert.Equal("12001-13001", dialog.Acknowledges(4001, (5001, 9001)));
        Assert.Equal(3, dialog.Connection.Retransmissions);
    }

    [Fact]
    [Rfc("6675", "5")]
    public void Recovery_ends_where_it_began()
    {
        var dialog = Out(10);
        dialog.Acknowledges(1, (1001, 6001));
        Assert.Equal(5000, dialog.Connection.CongestionWindow);
        dialog.Acknowledges(6001);
        dialog.Acknowledges(10_001);

        Assert.Equal(5000, dialog.Connection.CongestionWindow);
        Assert.Equal(1, dialog.Connection.Retransmissions);
    }

    [Fact]
    [Rfc("2018", "8")]
    public void A_timeout_does_not_send_again_what_the_peer_holds()
    {
        var dialog = Out(4);
        dialog.Acknowledges(1, (1001, 2001));

        Assert.Equal("1-1001", dialog.Pass(1000));
        Assert.Equal("2001-3001, 3001-4001", dialog.Acknowledges(2001));
    }

    [Fact]
    [Rfc("2018", "8")]
    public void A_peer_that_gave_up_what_it_held_gets_it_again()
    {
        var dialog = Out(4);
        dialog.Acknowledges(1, (1001, 4001));
        dialog.Acknowledges(1001);

        Assert.Equal("1001-2001", dialog.Pass(1000));
        Assert.Equal("2001-3001, 3001-4001", dialog.Acknowledges(2001));
    }

    [Fact]
    [Rfc("3042", "2")]
    [Rfc("5681", "3.1")]
    public void Text_that_was_held_widens_the_window_once_and_only_when_the_hole_is_filled()
    {
        var dialog = Out(10);
        dialog.Acknowledges(1, (1001, 2001));
        dialog.Acknowledges(1, (1001, 3001));
        Assert.Equal(10_000, dialog.Connection.CongestionWindow);
        dialog.Acknowledges(3001);
        Assert.Equal(13_000, dialog.Connection.CongestionWindow);
    }

    [Theory]
    [Rfc("6675", "4")]
    [InlineData(20_001, 21_001)]
    [InlineData(-2000, 0)]
    [InlineData(3001, 2001)]
    [InlineData(2001, 2001)]
    public void A_report_that_cannot_be_true_is_ignored(int left, int right)
    {
        var dialog = Out(10);
        for (var i = 0; i < 5; i++)
            Assert.Equal("", dialog.Acknowledges(1, (left, right)));

        Assert.Equal(0, dialog.Connection.Retransmissions);
    }

    // So many segments are on their way, the window is full, and more text waits.
    private static Dialog Out(int segments)
    {
        var dialog = Dialog.Established(Selective with { InitialWindow = segments }, Permitted);
        dialog.Send(100_000);
        Assert.Equal(1000 * segments, dialog.Status.SendNext - dialog.Status.SendUnacknowledged);
        return dialog;
    }

    [Fact]
    [Rfc("6675", "4")]
    public void With_nothing_else_to_send_a_hole_is_filled_before_it_is_sure_to_be_one()
    {
        var dialog = Dialog.Established(Selective, Permitted);
        dialog.Send(7000);
        Assert.Equal("1-1001", dialog.Acknowledges(1, (1001, 4001)));

        // One segment behind it shows too little; but there is room in the network, and nothing new.
        Assert.Equal("", dialog.Acknowledges(1, (1001, 4001), (5001, 6001)));
        Assert.Equal("4001-5001", dialog.Acknowledges(1, (1001, 4001), (5001, 7001)));
    }

    [Fact]
    [Rfc("6675", "4")]
    public void The_last_segment_is_rescued_once_in_a_recovery()
    {
        var dialog = Dialog.Established(Selective, Permitted);
        dialog.Send(6000);
        Assert.Equal("1-1001, 5001-6001", dialog.Acknowledges(1, (1001, 5001)));

        Assert.Equal("", dialog.Acknowledges(5001));
        Assert.Equal("", dialog.Acknowledges(5001, (5501, 6001)));
    }
}
