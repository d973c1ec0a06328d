using FsmGen.Runtime.Packets;
using static FsmGen.Tcp.TcpConnectionState;

namespace FsmGen.Tcp.Tests;

public sealed class TimerTests
{
    [Fact]
    public void The_user_timeout_ends_a_connection_whose_peer_is_silent()
    {
        var link = Link.Established(Link.Plain with { UserTimeout = TimeSpan.FromSeconds(20) });
        link.Loses = static (_, _, _) => true;
        var begin = link.Now;
        link.Send(link.Client, "hello");
        link.Until(() => link.Client.State == Closed);

        Assert.Equal(TimeSpan.FromSeconds(20), link.Now - begin);
        Assert.Contains(new(TcpAudience.PendingCalls, TcpMessage.UserTimeoutExpired), OpenAndCloseTests.Notifications(link.Client));
    }

    [Fact]
    public void Too_many_retransmissions_end_a_connection_and_are_reported_before()
    {
        var link = Link.Established(Link.Plain with { MaximumRetransmissions = 5, DoubtfulRetransmissions = 2 });
        link.Loses = static (_, _, _) => true;
        link.Sent.Clear();
        link.Send(link.Client, "hello");
        link.Until(() => link.Client.State == Closed);

        Assert.Equal(6, link.Sent.Count);
        var told = OpenAndCloseTests.Notifications(link.Client);
        Assert.Contains(new(TcpAudience.User, TcpMessage.DeliveryInDoubt), told);
        Assert.Contains(new(TcpAudience.User, TcpMessage.RetransmissionLimitReached), told);
    }

    [Fact]
    public void A_retransmitted_fin_restarts_time_wait()
    {
        var link = Link.Established();
        link.Call(() => link.Client.Close());
        link.Settle();
        var lost = false;
        link.Loses = (from, _, _) => from == link.Client && !lost && (lost = true);
        link.Call(() => link.Server.Close());
        link.Until(() => link.Server.State == Closed);

        var restarted = link.Now - Link.Latency;
        link.Until(() => link.Client.State == Closed);
        Assert.Equal(TimeSpan.FromMinutes(4), link.Now - restarted);
    }

    [Fact]
    public void Keep_alives_are_off_unless_they_are_asked_for()
    {
        var link = Link.Established();
        Assert.Null(link.Client.NextDeadline);
    }

    [Fact]
    public void Keep_alives_are_answered_by_a_peer_that_lives()
    {
        var link = Link.Established(Link.Plain with { KeepAliveInterval = TimeSpan.FromMinutes(1), MaximumKeepAlives = 3 });
        link.Sent.Clear();
        link.Pass(TimeSpan.FromMinutes(10.5));

        link.Expect(Established, Established);
        Assert.Equal(20, link.Sent.Count);
    }

    [Fact]
    public void Keep_alives_that_nobody_answers_end_the_connection()
    {
        var link = Link.Established(Link.Plain with { KeepAliveInterval = TimeSpan.FromMinutes(1), MaximumKeepAlives = 3 });
        link.Loses = static (_, _, _) => true;
        link.Until(() => link.Client.State == Closed);

        Assert.Contains(new(TcpAudience.User, TcpMessage.PeerUnreachable), OpenAndCloseTests.Notifications(link.Client));
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        var connection = new TcpConnection();
        connection.Advance(TimeSpan.FromSeconds(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => connection.Advance(TimeSpan.Zero));
    }

    [Fact]
    public void Challenge_acks_are_limited()
    {
        var bench = new Conformance.Bench(new() { ChallengeAcksPerSecond = 3 });
        bench.Reach(Established, Conformance.Preparation.None);
        var sent = 0;
        for (var i = 0; i < 10; i++)
        {
            bench.Arrive(TcpFlags.Rst, bench.Status.ReceiveNext + 1);
            sent += bench.Drain().Count;
        }

        Assert.Equal(3, sent);
    }

    [Fact]
    public void The_fin_again_in_time_wait_is_answered_although_it_is_out_of_the_window()
    {
        var bench = new Conformance.Bench();
        bench.Reach(TimeWait, Conformance.Preparation.None);
        bench.Connection.Advance(TimeSpan.FromMinutes(3));
        bench.Arrive(TcpFlags.Fin | TcpFlags.Ack, bench.Status.ReceiveNext - 1, bench.Status.SendNext);

        Assert.Single(bench.Drain());
        Assert.Equal(TimeSpan.FromMinutes(7), bench.Connection.NextDeadline);
    }
}
