using FsmGen.Tcp.Tests.Conformance;
using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>Timestamps: RFC 7323 sections 3 to 5.</summary>
public sealed class TimestampTests
{
    private static readonly TcpConnectionOptions Stamping = Dialog.Plain with { Timestamps = true, SelectTimestampOffset = static (_, _) => 7_000_000 };

    [Fact]
    [Rfc("7323", "3.2")]
    public void Every_segment_has_one_once_both_sides_have_sent_one()
    {
        var dialog = Established(500);
        dialog.Connection.Send(new byte[2000], urgent: false);
        dialog.Arrive(Ack, 1, 1, "text", isDrained: false);
        dialog.Connection.Close();

        Assert.All(dialog.Drain(), static s => Assert.NotNull(s.Header.Options.Timestamps));
    }

    [Fact]
    [Rfc("7323", "5.4")]
    [Rfc("7323", "3.2")]
    public void The_clock_counts_milliseconds_from_an_offset_of_its_own()
    {
        var dialog = Established(500);
        dialog.Pass(1234);
        dialog.Connection.Send("text"u8, urgent: false);

        Assert.Equal(new(7_001_234, 500), Assert.Single(dialog.Drain()).Header.Options.Timestamps);
        var numbers = new InitialSequenceNumbers(new byte[16]);
        Assert.NotEqual(
            numbers.SelectTimestampOffset(Bench.Local, Bench.Remote),
            numbers.SelectTimestampOffset(Bench.Local, new(Bench.Remote.Address, 9)));
    }

    [Fact]
    [Rfc("7323", "4.3")]
    public void What_is_echoed_is_the_time_of_the_segment_at_the_left_edge()
    {
        var dialog = Established(500);

        // Behind a hole: the time of what was acknowledged last is echoed still.
        Assert.Equal(500u, EchoOf(dialog, 600, 1001, 1000));
        Assert.Equal(610u, EchoOf(dialog, 610, 1, 1000));
        Assert.Equal(620u, EchoOf(dialog, 620, 2001, 10));
    }

    [Fact]
    [Rfc("7323", "4.3")]
    public void Where_one_acknowledgment_answers_several_segments_the_time_of_the_first_is_echoed()
    {
        var dialog = Dialog.Established(
            Stamping with { AcknowledgmentDelay = TimeSpan.FromMilliseconds(200) },
            Dialog.Thousand with { Timestamps = new(500, 7_000_000) });
        dialog.Clock = new(600, 7_000_000);
        Assert.Equal("", dialog.Text(1, 1001));
        dialog.Clock = new(700, 7_000_000);
        dialog.Arrive(Ack, 1001, 1, new string('y', 1000), isDrained: false);

        Assert.Equal(600u, Assert.Single(dialog.Drain()).Header.Options.Timestamps!.Value.EchoReply);
    }

    [Fact]
    [Rfc("7323", "4.1")]
    public void An_echo_tells_the_round_trip_of_a_segment_that_was_sent_again()
    {
        var dialog = Established(500, roundTrip: 100);
        dialog.Send(900);
        Assert.Equal("1-901", dialog.Pass(1000));
        dialog.Pass(180);
        dialog.Clock = new(600, 7_000_000 + 100 + 1000);
        dialog.Acknowledges(901);

        Assert.Equal(100 * 7 / 8.0 + 180 / 8.0, dialog.Connection.SmoothedRoundTrip.TotalMilliseconds);
    }

    [Fact]
    [Rfc("7323", "5.3")]
    public void A_segment_from_the_past_is_answered_and_not_believed()
    {
        var dialog = Established(500);
        dialog.Clock = new(499, 7_000_000);

        Assert.Equal("ack 1", dialog.Text(1, 5));
        dialog.Clock = new(500, 7_000_000);
        Assert.Equal("ack 5", dialog.Text(1, 5));
    }

    [Fact]
    [Rfc("7323", "5.2")]
    public void The_clock_of_the_peer_may_go_round()
    {
        var dialog = Established(0xFFFF_FFF0);
        dialog.Clock = new(5, 7_000_000);

        Assert.Equal("ack 5", dialog.Text(1, 5));
    }

    [Fact]
    [Rfc("7323", "5.3")]
    public void A_reset_needs_no_time()
    {
        var dialog = Established(500);
        dialog.Clock = null;
        dialog.Arrive(Rst, 1, 0);

        Assert.Equal(TcpConnectionState.Closed, dialog.State);
    }

    [Fact]
    [Rfc("7323", "3.2")]
    public void A_segment_without_its_time_is_dropped()
    {
        var dialog = Established(500);
        dialog.Clock = null;

        Assert.Equal("", dialog.Text(1, 5));
        Assert.Equal(1, dialog.Next);
    }

    [Fact]
    [Rfc("7323", "5.5")]
    public void After_24_days_of_silence_an_old_time_says_nothing()
    {
        var dialog = Established(500);
        dialog.Pass(TimeSpan.FromDays(24).TotalMilliseconds);
        dialog.Clock = new(499, 7_000_000);

        Assert.Equal("ack 5", dialog.Text(1, 5));
    }

    [Fact]
    [Rfc("7323", "5.5")]
    public void After_24_days_of_silence_an_old_time_is_echoed_all_the_same()
    {
        var dialog = Established(500);
        dialog.Pass(TimeSpan.FromDays(24).TotalMilliseconds);

        Assert.Equal(499u, EchoOf(dialog, 499, 1, 4));
        Assert.Equal(500u, EchoOf(dialog, 500, 5, 4));
    }

    [Fact]
    [Rfc("7323", "3.2")]
    public void A_peer_that_sends_none_with_its_syn_gets_none()
    {
        var dialog = Dialog.Established(Stamping);
        dialog.Connection.Send("text"u8, urgent: false);

        Assert.Null(Assert.Single(dialog.Drain()).Header.Options.Timestamps);
    }

    [Fact]
    [Rfc("5961", "4.2")]
    public void A_syn_without_its_time_is_answered_for_its_sender_may_have_begun_anew()
    {
        var dialog = Established(500);
        dialog.Clock = null;

        Assert.Equal("ack 1", dialog.Arrive(Syn, 100_000, 0));
        Assert.Equal("ack 1", dialog.Arrive(Syn, 1, 0));
    }

    private static Dialog Established(uint clock, double roundTrip = 0) =>
        Dialog.Established(Stamping, Dialog.Thousand with { Timestamps = new(clock, 7_000_000) }, roundTrip);

    private static uint EchoOf(Dialog dialog, uint clock, int start, int length)
    {
        dialog.Clock = new(clock, 7_000_000);
        dialog.Arrive(Ack, start, 1, new string('y', length), isDrained: false);
        return Assert.Single(dialog.Drain()).Header.Options.Timestamps!.Value.EchoReply;
    }
}
