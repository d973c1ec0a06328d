namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>How fast text goes, and how loss is repaired without SACK: RFC 5681, 6582, 3042 and 6928, segment by segment.</summary>
public sealed class CongestionTests
{
    [Theory]
    [Rfc("6928", "2")]
    [Rfc("5681", "3.1")]
    [InlineData(1000, 10)]
    [InlineData(1460, 10)]
    [InlineData(4000, 3)]
    [InlineData(8960, 2)]
    public void The_first_flight_has_ten_segments_or_as_many_bytes_as_ten_of_ethernet(ushort size, int segments)
    {
        var dialog = Dialog.Established(
            Dialog.Plain with { MaximumTransmissionUnit = 9000, InitialWindow = 10 }, new() { MaximumSegmentSize = size });
        dialog.Connection.Send(new byte[100_000], urgent: false);
        var window = Math.Min(10 * size, Math.Max(2 * size, 14_600));

        Assert.Equal(window, dialog.Connection.CongestionWindow);
        Assert.Equal(segments, window / size);
    }

    [Fact]
    [Requirement("MUST-19")]
    [Rfc("5681", "3.1")]
    public void In_slow_start_an_acknowledgment_of_a_segment_lets_two_go()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 2 });
        Assert.Equal("1-1001, 1001-2001", dialog.Send(100_000));
        Assert.Equal("2001-3001, 3001-4001", dialog.Acknowledges(1001));
        Assert.Equal("4001-5001, 5001-6001", dialog.Acknowledges(2001));
        Assert.Equal("6001-7001, 7001-8001", dialog.Acknowledges(3001));
        Assert.Equal("8001-9001, 9001-10001", dialog.Acknowledges(4001));
        Assert.Equal(6000, dialog.Connection.CongestionWindow);
    }

    [Fact]
    [Rfc("3465", "2.2")]
    public void An_acknowledgment_of_two_segments_counts_for_two()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 2 });
        dialog.Send(100_000);

        Assert.Equal("2001-3001, 3001-4001, 4001-5001, 5001-6001", dialog.Acknowledges(2001));
    }

    [Fact]
    [Rfc("5681", "3.1")]
    public void A_window_that_was_not_used_does_not_grow()
    {
        var dialog = Dialog.Established();
        for (var i = 1; i < 20_000; i += 1000)
        {
            dialog.Send(1000);
            dialog.Acknowledges(i + 1000);
        }

        Assert.Equal(10_000, dialog.Connection.CongestionWindow);
    }

    [Fact]
    [Requirement("MUST-19")]
    [Rfc("5681", "3.1")]
    [Rfc("5681", "3.2")]
    public void After_a_loss_the_window_is_half_and_grows_by_a_segment_each_round_trip()
    {
        var dialog = Recovering();
        Assert.Equal(4000, dialog.Connection.CongestionWindow);

        // All 8000 bytes that were out, and what the duplicates let go, are acknowledged.
        dialog.Acknowledges(dialog.Status.SendNext - dialog.Status.SendUnacknowledged + 1);
        Assert.Equal(4000, dialog.Connection.CongestionWindow);
        for (var round = 5000; round < 10_000; round += 1000)
        {
            var end = dialog.Status.SendNext - dialog.Status.SendUnacknowledged + dialog.Acknowledged;
            while (dialog.Acknowledged < end)
                dialog.Acknowledges(Math.Min(end, dialog.Acknowledged + 1000));
            Assert.Equal(round, dialog.Connection.CongestionWindow);
        }
    }

    [Fact]
    [Rfc("3042", "2")]
    public void The_first_two_duplicates_each_let_a_new_segment_go()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 4 });
        Assert.Equal("1-1001, 1001-2001, 2001-3001, 3001-4001", dialog.Send(100_000));

        Assert.Equal("4001-5001", dialog.Acknowledges(1));
        Assert.Equal("5001-6001", dialog.Acknowledges(1));
    }

    [Fact]
    [Rfc("5681", "3.2")]
    public void The_third_duplicate_has_the_segment_sent_again_before_its_time()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 8 });
        dialog.Send(100_000);
        dialog.Acknowledges(1);
        dialog.Acknowledges(1);

        Assert.Equal("1-1001", dialog.Acknowledges(1));
        Assert.Equal(1, dialog.Connection.Retransmissions);
    }

    [Fact]
    [Rfc("5681", "3.2")]
    public void In_recovery_duplicates_let_new_text_go_once_half_of_the_old_has_left_the_network()
    {
        var dialog = Recovering();

        // Ten segments are out: seven of them, two by limited transmit, and the retransmission. Six come to four.
        Assert.Equal("", dialog.Acknowledges(1));
        Assert.Equal("", dialog.Acknowledges(1));
        Assert.Equal("", dialog.Acknowledges(1));
        Assert.Equal("10001-11001", dialog.Acknowledges(1));
        Assert.Equal("11001-12001", dialog.Acknowledges(1));
    }

    [Fact]
    [Rfc("6582", "3.2")]
    public void An_acknowledgment_of_part_has_the_next_hole_sent_again_at_once()
    {
        var dialog = Recovering();
        for (var i = 0; i < 4; i++)
            dialog.Acknowledges(1);

        // 1-1001, 3001-4001 and 5001-6001 were lost.
        Assert.StartsWith("3001-4001", dialog.Acknowledges(3001));
        Assert.StartsWith("5001-6001", dialog.Acknowledges(5001));
        Assert.Equal(3, dialog.Connection.Retransmissions);
        Assert.Equal(4000, dialog.Connection.CongestionWindow);
    }

    [Fact]
    [Rfc("6582", "3.2")]
    public void Duplicates_of_what_was_sent_before_the_recovery_begin_no_other()
    {
        var dialog = Recovering();
        dialog.Acknowledges(10_001);
        Assert.Equal(4000, dialog.Connection.CongestionWindow);
        Assert.Equal(1, dialog.Connection.Retransmissions);

        // A new loss does, behind something that was sent later.
        for (var i = 0; i < 3; i++)
            dialog.Acknowledges(11_001);
        Assert.Equal("11001-12001", dialog.Acknowledges(11_001));
    }

    [Fact]
    [Rfc("5681", "3.2")]
    public void Neither_text_nor_a_new_window_makes_a_duplicate()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 8 });
        dialog.Send(100_000);
        for (var i = 0; i < 10; i++)
        {
            dialog.Text(1 + i, 2 + i);
            dialog.Window--;
            dialog.Acknowledges(1);
        }

        Assert.Equal(0, dialog.Connection.Retransmissions);
    }

    [Fact]
    [Requirement("MUST-19")]
    [Rfc("5681", "3.1")]
    public void After_a_timeout_one_segment_goes_and_slow_start_ends_at_half_of_what_was_out()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 8 });
        dialog.Send(100_000);

        Assert.Equal("1-1001", dialog.Pass(1000));
        Assert.Equal(1000, dialog.Connection.CongestionWindow);
        Assert.Equal("1001-2001, 2001-3001", dialog.Acknowledges(1001));
        Assert.Equal("3001-4001, 4001-5001", dialog.Acknowledges(2001));
        Assert.Equal("5001-6001, 6001-7001", dialog.Acknowledges(3001));
        Assert.Equal(4000, dialog.Connection.CongestionWindow);

        // Congestion avoidance: one more for a whole window.
        Assert.Equal("7001-8001", dialog.Acknowledges(4001));
        Assert.Equal("8001-9001", dialog.Acknowledges(5001));
        Assert.Equal(4000, dialog.Connection.CongestionWindow);
    }

    [Fact]
    [Rfc("5681", "3.1")]
    public void A_second_timeout_of_one_segment_does_not_halve_again()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 8 });
        dialog.Send(100_000);
        Assert.Equal("1-1001, 1-1001, 1-1001", dialog.Pass(7000));
        for (var end = 1001; end <= 4001; end += 1000)
            dialog.Acknowledges(end);

        Assert.Equal(4000, dialog.Connection.CongestionWindow);
    }

    [Fact]
    [Rfc("5681", "4.1")]
    public void After_a_pause_longer_than_the_timeout_a_connection_begins_with_the_first_window()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 4 });
        dialog.Send(16_000);
        while (dialog.Status.SendNext != dialog.Status.SendUnacknowledged)
            dialog.Acknowledges(dialog.Acknowledged + 1000);
        Assert.True(dialog.Connection.CongestionWindow > 4000);
        dialog.Pass(999);
        var window = dialog.Connection.CongestionWindow;
        dialog.Send(1000);
        Assert.Equal(window, dialog.Connection.CongestionWindow);
        dialog.Acknowledges(17_001);
        dialog.Pass(1001);

        Assert.Equal("17001-18001, 18001-19001, 19001-20001, 20001-21001", dialog.Send(20_000));
    }

    [Fact]
    [Rfc("5681", "2")]
    public void An_acknowledgment_of_part_of_a_packet_is_no_duplicate()
    {
        var dialog = Dialog.Established(Dialog.Plain with { MaximumPacketLength = 9000, InitialWindow = 24 });
        Assert.Equal("1-8001, 8001-16001, 16001-24001", dialog.Send(24_000));
        for (var number = 1001; number < 8000; number += 1000)
            Assert.Equal("", dialog.Acknowledges(number));

        Assert.Equal(0, dialog.Connection.Retransmissions);
    }

    [Fact]
    public void Of_a_packet_that_stands_for_several_segments_the_first_is_taken_for_lost()
    {
        var dialog = Dialog.Established(Dialog.Plain with { MaximumPacketLength = 9000, InitialWindow = 24 });
        dialog.Send(24_000);
        dialog.Acknowledges(1);
        dialog.Acknowledges(1);

        Assert.Equal("1-1001", dialog.Acknowledges(1));
    }

    [Fact]
    [Rfc("6582", "3.2")]
    public void Duplicates_of_where_a_repair_ended_begin_no_other()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 4 });
        dialog.Send(4000);
        dialog.Pass(1000);
        Assert.Equal("1001-2001, 2001-3001", dialog.Acknowledges(1001));
        dialog.Acknowledges(4001);
        dialog.Send(100_000);

        // The peer has had all that was sent again.
        for (var i = 0; i < 3; i++)
            dialog.Acknowledges(4001);
        Assert.Equal(3, dialog.Connection.Retransmissions);

        // What comes behind it counts.
        dialog.Acknowledges(5001);
        for (var i = 0; i < 3; i++)
            dialog.Acknowledges(5001);
        Assert.Equal(4, dialog.Connection.Retransmissions);
    }

    [Theory]
    [Rfc("6928", "2")]
    [Rfc("5681", "3.1")]
    [InlineData(1000, "1-1001, 1001-2001, 2001-3001")]
    [InlineData(3000, "1-1001")]
    public void One_segment_begins_where_more_than_one_syn_was_lost(int milliseconds, string sent)
    {
        var dialog = new Dialog();
        dialog.Open();
        dialog.Pass(milliseconds);
        dialog.AnswerSyn(Dialog.Thousand);
        dialog.Sent();

        Assert.Equal(sent, dialog.Send(3000));
    }

    // Eight segments are out, the first is lost; three duplicates have come, of which the first two let new text go.
    private static Dialog Recovering()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 8 });
        dialog.Send(100_000);
        Assert.Equal("8001-9001", dialog.Acknowledges(1));
        Assert.Equal("9001-10001", dialog.Acknowledges(1));
        Assert.Equal("1-1001", dialog.Acknowledges(1));
        return dialog;
    }
}
