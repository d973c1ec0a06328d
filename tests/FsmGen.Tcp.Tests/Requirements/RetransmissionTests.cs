
namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>When a segment is sent again, and how often: RFC 6298 and RFC 9293 section 3.8.3.</summary>
public sealed class RetransmissionTests
{
    private static readonly TcpConnectionOptions Quick = Dialog.Plain with { MinimumRetransmissionTimeout = TimeSpan.FromMilliseconds(1) };

    [Fact]
    [Requirement("MUST-18")]
    [Rfc("6298", "2.2")]
    [Rfc("6298", "2.3")]
    public void The_timeout_follows_the_round_trips()
    {
        // SRTT = 100, RTTVAR = 50.
        var dialog = Dialog.Established(Quick, roundTrip: 100);
        dialog.Send(1000);
        Assert.Equal(300, dialog.Deadline);

        // RTTVAR = 3/4 50 + 1/4 |100 - 200| = 62.5; SRTT = 7/8 100 + 1/8 200 = 112.5.
        dialog.Pass(200);
        dialog.Acknowledges(1001);
        dialog.Send(1000);
        Assert.Equal(112.5 + 4 * 62.5, dialog.Deadline);

        // RTTVAR = 3/4 62.5 + 1/4 |112.5 - 80.5|; SRTT = 7/8 112.5 + 1/8 80.5.
        dialog.Pass(80.5);
        dialog.Acknowledges(2001);
        dialog.Send(1000);
        Assert.Equal(108.5 + 4 * 54.875, dialog.Deadline);
    }

    [Fact]
    [Rfc("6298", "2.3")]
    public void The_variation_never_counts_for_less_than_a_tick_of_the_clock()
    {
        var estimator = new RoundTripEstimator(Quick);
        for (var i = 0; i < 200; i++)
            estimator.Sample(TimeSpan.FromMilliseconds(50));

        Assert.Equal(TimeSpan.FromMilliseconds(51), estimator.Timeout);
    }

    [Fact]
    [Rfc("6298", "2.1")]
    [Rfc("6298", "2.4")]
    public void The_timeout_is_one_second_at_first_and_never_less()
    {
        var dialog = new Dialog();
        dialog.Open();
        Assert.Equal(1000, dialog.Deadline);
        dialog.Pass(10);
        dialog.AnswerSyn(Dialog.Thousand);
        dialog.Send(1000);
        Assert.Equal(1000, dialog.Deadline);
    }

    [Fact]
    [Requirement("MUST-18")]
    [Requirement("MUST-19")]
    [Rfc("6298", "3")]
    [Rfc("6298", "5.5")]
    public void A_segment_that_was_sent_again_tells_no_round_trip_and_the_doubled_timeout_stays()
    {
        var dialog = Dialog.Established(Quick, roundTrip: 100);
        dialog.Send(1000);
        Assert.Equal("1-1001", dialog.Pass(300));
        Assert.Equal(600, dialog.Deadline);
        Assert.Equal("1-1001", dialog.Pass(600));
        Assert.Equal(1200, dialog.Deadline);
        dialog.Acknowledges(1001);
        dialog.Send(1000);

        // Karn: neither SRTT nor the back-off changes before a segment was acknowledged that was sent once.
        Assert.Equal(100, dialog.Connection.SmoothedRoundTrip.TotalMilliseconds);
        Assert.Equal(1200, dialog.Deadline);
        dialog.Pass(100);
        dialog.Acknowledges(2001);
        dialog.Send(1000);
        Assert.Equal(100 + 4 * 37.5, dialog.Deadline);
    }

    [Fact]
    [Requirement("MUST-19")]
    [Rfc("6298", "5.5")]
    [Rfc("6298", "2.5")]
    public void The_timeout_doubles_up_to_its_bound()
    {
        var dialog = Dialog.Established();
        dialog.Send(1000);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            Assert.Equal(1000 * seconds, dialog.Deadline);
            Assert.Equal("1-1001", dialog.Pass(1000 * seconds));
        }
    }

    [Fact]
    [Requirement("MUST-20")]
    public void What_nobody_has_asked_for_was_not_sent_again_and_does_not_count()
    {
        var dialog = Dialog.Established();
        dialog.Send(1000);
        dialog.Connection.Advance(dialog.Connection.Now + TimeSpan.FromHours(1));

        Assert.Equal("1-1001", dialog.Sent());
        Assert.Equal(2000, dialog.Deadline);
        Assert.Equal("1-1001", dialog.Pass(2000));
        Assert.Equal(4000, dialog.Deadline);
    }

    [Fact]
    [Rfc("6298", "5.7")]
    public void A_syn_that_was_sent_again_makes_the_first_timeout_three_seconds()
    {
        var dialog = new Dialog();
        dialog.Open();
        Assert.Equal("SYN", dialog.Pass(1000));
        dialog.Pass(100);
        dialog.AnswerSyn(Dialog.Thousand);
        dialog.Sent();
        dialog.Send(1000);

        Assert.Equal(3000, dialog.Deadline);
    }

    [Fact]
    [Rfc("6298", "5.1")]
    [Rfc("6298", "5.2")]
    [Rfc("6298", "5.3")]
    public void The_timer_starts_with_the_first_segment_restarts_with_progress_and_stops_with_the_last()
    {
        var dialog = Dialog.Established(roundTrip: 10);
        dialog.Send(1000);
        dialog.Pass(400);
        dialog.Send(1000);
        Assert.Equal(600, dialog.Deadline);
        dialog.Acknowledges(1001);
        Assert.Equal(1000, dialog.Deadline);
        dialog.Acknowledges(2001);
        Assert.Null(dialog.Deadline);
    }

    [Fact]
    [Requirement("MUST-20")]
    [Requirement("SHLD-9")]
    [Requirement("SHLD-10")]
    public void From_three_retransmissions_on_delivery_is_in_doubt_and_after_the_last_it_is_over()
    {
        var dialog = Dialog.Established(Dialog.Plain with { MaximumRetransmissions = 6 });
        dialog.Send(1000);
        dialog.Pass(1000 + 2000 + 4000);
        Assert.DoesNotContain(TcpMessage.DeliveryInDoubt, dialog.Told());
        dialog.Pass(8000);
        Assert.Equal([TcpMessage.DeliveryInDoubt], dialog.Told());

        dialog.Pass(16_000 + 32_000);
        Assert.Equal(TcpConnectionState.Established, dialog.State);
        Assert.Equal("", dialog.Pass(60_000));
        Assert.Equal(TcpConnectionState.Closed, dialog.State);
        Assert.Equal(TcpMessage.RetransmissionLimitReached, dialog.Told()[^1]);
    }

    [Fact]
    [Requirement("MUST-21")]
    public void The_limit_is_the_users_and_may_be_none()
    {
        var dialog = Dialog.Established(Dialog.Plain with { MaximumRetransmissions = int.MaxValue });
        dialog.Send(1000);
        dialog.Pass(TimeSpan.FromDays(1).TotalMilliseconds);
        Assert.Equal(TcpConnectionState.Established, dialog.State);

        var other = Dialog.Established(Dialog.Plain with { MaximumRetransmissions = 1 });
        other.Send(1000);
        other.Pass(3000);
        Assert.Equal(TcpConnectionState.Closed, other.State);
    }

    [Fact]
    [Requirement("MUST-22")]
    [Requirement("MUST-23")]
    public void A_syn_is_repeated_for_three_minutes_and_the_user_learns_of_it()
    {
        var dialog = new Dialog();
        dialog.Open();
        dialog.Pass(180_000);
        Assert.Equal(TcpConnectionState.SynSent, dialog.State);
        Assert.Contains(TcpMessage.DeliveryInDoubt, dialog.Told());

        dialog.Pass(180_000);
        Assert.Equal(TcpConnectionState.Closed, dialog.State);
        Assert.Equal(TcpMessage.RetransmissionLimitReached, dialog.Told()[^1]);
    }

    [Fact]
    [Requirement("SHLD-11")]
    public void Text_is_repeated_for_a_hundred_seconds_at_least()
    {
        var dialog = Dialog.Established(new() { Timestamps = false });
        dialog.Send(1000);
        dialog.Pass(100_000);

        Assert.Equal(TcpConnectionState.Established, dialog.State);
    }

    [Fact]
    [Requirement("MAY-18")]
    public void Congestion_control_may_be_another()
    {
        var other = new Fixed();
        var dialog = Dialog.Established(Dialog.Plain with { CongestionControl = () => other });

        Assert.Equal("1-1001, 1001-2001, 2001-3001", dialog.Send(10_000));
        Assert.Equal("3001-4001", dialog.Acknowledges(1001));
        Assert.Equal("1001-2001, 2001-3001, 3001-4001", dialog.Pass(1000));
        Assert.Equal(1, other.Collapses);
        Assert.Equal(7000, other.Sent);
    }

    private sealed class Fixed : ICongestionControl
    {
        public int Collapses { get; private set; }

        public int Sent { get; private set; }

        public int Window => 3000;

        public int SlowStartThreshold => int.MaxValue;

        public void Start(int segmentSize, int initialWindow)
        {
        }

        public void Resize(int segmentSize)
        {
        }

        public void Send(int length, TimeSpan now) => Sent += length;

        public void Acknowledge(in CongestionSample sample)
        {
        }

        public void Reduce(int inFlight, TimeSpan now)
        {
        }

        public void Recover()
        {
        }

        public void Collapse(int inFlight, bool isFirst, TimeSpan now) => Collapses++;

        public void Restart(int initialWindow)
        {
        }
    }
}
