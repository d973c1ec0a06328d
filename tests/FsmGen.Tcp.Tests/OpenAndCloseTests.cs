using FsmGen.Runtime.Packets;
using static FsmGen.Runtime.Packets.TcpFlags;
using static FsmGen.Tcp.TcpConnectionState;

namespace FsmGen.Tcp.Tests;

public sealed class OpenAndCloseTests
{
    [Fact]
    public void Three_segments_open_a_connection()
    {
        var link = Link.Established();

        Assert.Equal([Syn, Syn | Ack, Ack], Flags(link));
        Assert.Equal((ushort)1460, link.Sent[0].Header.Options.MaximumSegmentSize);
        Assert.Null(link.Sent[2].Header.Options.MaximumSegmentSize);
    }

    [Fact]
    [Requirement("MUST-10")]
    public void Both_sides_may_open_at_once()
    {
        var link = new Link().ConnectBoth();
        link.Expect(SynSent, SynSent);
        link.Settle();

        link.Expect(Established, Established);
        Assert.Equal([Syn, Syn, Syn | Ack, Syn | Ack, Ack, Ack], Flags(link));
    }

    [Fact]
    [Requirement("MUST-13")]
    public void Four_segments_close_a_connection_and_time_wait_ends_after_2_msl()
    {
        var link = Link.Established(Link.Plain with { MaximumSegmentLifetime = TimeSpan.FromSeconds(30) });
        link.Sent.Clear();

        link.Call(() => link.Client.Close());
        link.Settle();
        link.Expect(FinWait2, CloseWait);
        link.Call(() => link.Server.Close());
        link.Settle();
        link.Expect(TimeWait, Closed);
        Assert.Equal([Fin | Ack, Ack, Fin | Ack, Ack], Flags(link));

        var entered = link.Now - Link.Latency;
        link.Until(() => link.Client.State == Closed);
        Assert.Equal(TimeSpan.FromSeconds(60), link.Now - entered);
        Assert.Null(link.Client.NextDeadline);
    }

    [Fact]
    public void Both_sides_may_close_at_once()
    {
        var link = Link.Established();
        link.Call(() =>
        {
            link.Client.Close();
            link.Server.Close();
        });
        link.Pass(Link.Latency);
        link.Expect(Closing, Closing);
        link.Settle();

        link.Expect(TimeWait, TimeWait);
    }

    [Fact]
    public void The_half_that_is_open_carries_data()
    {
        var link = Link.Established();
        link.Call(() => link.Client.Close());
        link.Settle();

        link.Send(link.Server, "the rest");
        link.Settle();

        Assert.Equal("the rest", link.Receive(link.Client));
        link.Expect(FinWait2, CloseWait);
    }

    [Fact]
    public void Text_before_the_fin_is_delivered_after_it()
    {
        var link = Link.Established();
        link.Send(link.Server, "last words");
        link.Call(() => link.Server.Close());
        link.Settle();

        Assert.Equal("last words", link.Receive(link.Client));
        Assert.Equal(TcpMessage.Ok, link.Client.Reply);
        Assert.Equal("", link.Receive(link.Client));
        Assert.Equal(TcpMessage.ConnectionClosing, link.Client.Reply);
    }

    [Fact]
    public void A_fin_waits_behind_text_that_the_window_holds_back()
    {
        var link = Link.Established(server: Link.Plain with { ReceiveBufferSize = 10 });
        link.Send(link.Client, "0123456789abcdefghij");
        link.Call(() => link.Client.Close());
        link.Settle();
        Assert.Equal(FinWait1, link.Client.State);
        Assert.Equal(Established, link.Server.State);

        var text = link.Receive(link.Server);
        link.Settle();
        text += link.Receive(link.Server);
        link.Settle();

        Assert.Equal("0123456789abcdefghij", text);
        link.Expect(FinWait2, CloseWait);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Any_one_segment_may_be_lost(int lost)
    {
        var link = new Link { Loses = (_, _, number) => number == lost }.Listen().Connect();
        link.Until(() => link.Client.State == Established);
        link.Call(() => link.Client.Close());
        link.Until(() => link.Server.State == CloseWait);
        link.Call(() => link.Server.Close());
        link.Until(() => link.Server.State == Closed);
        link.Until(() => link.Client.State == Closed);
    }

    [Fact]
    public void A_reset_ends_both_sides()
    {
        var link = Link.Established();
        link.Server.Receive(new byte[1]);
        link.Call(() => link.Client.Abort());
        link.Settle();

        link.Expect(Closed, Closed);
        Assert.Contains(new(TcpAudience.User, TcpMessage.ConnectionReset), Notifications(link.Server));
    }

    [Fact]
    public void A_connection_can_be_opened_again()
    {
        var link = Link.Established();
        link.Call(() => link.Client.Abort());
        link.Settle();

        link.Listen().Connect();
        link.Settle();
        link.Expect(Established, Established);
        link.Send(link.Client, "again");
        link.Settle();
        Assert.Equal("again", link.Receive(link.Server));
    }

    [Fact]
    public void A_syn_that_is_due_again_does_not_go_once_it_is_acknowledged()
    {
        var bench = new Conformance.Bench();
        bench.Reach(SynReceived, Conformance.Preparation.Passive);
        bench.Connection.Advance(bench.Connection.NextDeadline!.Value);
        bench.Arrive(TcpFlags.Ack, Conformance.Bench.PeerIss + 1, bench.Status.SendNext, "text");

        Assert.Equal(TcpFlags.Ack, Assert.Single(bench.Drain()).Header.Flags);
    }

    internal static List<TcpNotification> Notifications(TcpConnection connection)
    {
        var all = new List<TcpNotification>();
        while (connection.TryTakeNotification(out var notification))
            all.Add(notification);

        return all;
    }

    private static IEnumerable<TcpFlags> Flags(Link link) => link.Sent.Select(static s => s.Header.Flags);
}
