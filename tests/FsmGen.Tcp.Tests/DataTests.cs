using System.Text;
using CsCheck;
using FsmGen.Runtime.Packets;
using static FsmGen.Tcp.TcpConnectionState;

namespace FsmGen.Tcp.Tests;

public sealed class DataTests
{
    [Fact]
    public void Text_arrives_in_order_and_the_last_segment_is_pushed()
    {
        var link = Link.Established();
        link.Sent.Clear();
        var text = new string('a', 3000);
        link.Send(link.Client, text);
        link.Settle();

        Assert.Equal(text, link.Receive(link.Server));
        var data = link.Sent.Where(static s => s.Length > 0).ToList();
        Assert.Equal([1460, 1460, 80], data.Select(static s => s.Length));
        Assert.Equal([false, false, true], data.Select(static s => s.Header.Flags.HasFlag(TcpFlags.Psh)));
    }

    [Fact]
    public void The_peers_mss_bounds_what_is_sent()
    {
        var link = Link.Established(server: Link.Plain with { MaximumSegmentSize = 500 });
        link.Sent.Clear();
        link.Send(link.Client, new string('a', 1200));
        link.Settle();

        Assert.Equal([500, 500, 200], link.Sent.Where(static s => s.Length > 0).Select(static s => s.Length));
    }

    [Fact]
    public void A_lost_segment_is_sent_again_with_doubled_timeouts()
    {
        var link = Link.Established();
        link.Sent.Clear();
        var lost = 0;
        link.Loses = (_, header, _) => header.Flags.HasFlag(TcpFlags.Psh) && lost++ < 3;
        var begin = link.Now;
        link.Send(link.Client, "hello");
        link.Until(() => link.Client.Now == begin + TimeSpan.FromSeconds(7));

        link.Settle();
        Assert.Equal("hello", link.Receive(link.Server));
        Assert.Equal(4, link.Sent.Count(static s => s.Length > 0));
    }

    [Fact]
    public void A_closed_window_is_probed_until_it_opens()
    {
        var link = Link.Established(server: Link.Plain with { ReceiveBufferSize = 10 });
        link.Send(link.Client, "0123456789abcdef");
        link.Pass(TimeSpan.FromMinutes(10));
        link.Expect(Established, Established);

        // The update is lost, so only a probe can find the open window.
        link.Loses = (from, _, _) => from == link.Server;
        Assert.Equal("0123456789", link.Receive(link.Server));
        link.Loses = static (_, _, _) => false;
        link.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal("abcdef", link.Receive(link.Server));
    }

    [Fact]
    public void The_send_buffer_takes_what_fits_and_says_when_there_is_room()
    {
        var link = Link.Established(Link.Plain with { SendBufferSize = 10 });
        link.Client.Send("0123456789abc"u8, urgent: false);
        Assert.Equal(10, link.Client.Transferred);
        link.Client.Send("abc"u8, urgent: false);
        Assert.Equal(TcpMessage.InsufficientResources, link.Client.Reply);
        OpenAndCloseTests.Notifications(link.Client);

        link.Call(static () => { });
        link.Settle();

        Assert.Contains(new(TcpAudience.User, TcpMessage.RoomAvailable), OpenAndCloseTests.Notifications(link.Client));
        link.Send(link.Client, "abc");
        link.Settle();
        Assert.Equal("0123456789abc", link.Receive(link.Server));
    }

    [Fact]
    public void A_receive_that_is_pending_is_told_of_text()
    {
        var link = Link.Established();
        Assert.Equal("", link.Receive(link.Server));
        Assert.Equal(TcpMessage.Pending, link.Server.Reply);
        link.Send(link.Client, "text");
        link.Settle();

        Assert.Contains(new(TcpAudience.User, TcpMessage.TextArrived), OpenAndCloseTests.Notifications(link.Server));
    }

    [Fact]
    public void Urgent_text_is_signalled_until_it_is_received()
    {
        var link = Link.Established();
        link.Call(() => link.Client.Send("hurry"u8, urgent: true));
        link.Settle();

        Assert.Equal((ushort)5, link.Sent[^2].Header.UrgentPointer);
        Assert.Contains(new(TcpAudience.User, TcpMessage.UrgentText), OpenAndCloseTests.Notifications(link.Server));
        Assert.True(link.Server.IsUrgentTextAhead);
        Assert.Equal("hurry", link.Receive(link.Server));
        Assert.False(link.Server.IsUrgentTextAhead);
    }

    [Theory]
    [InlineData(false, new[] { 1, 1, 1 }, 3)]
    [InlineData(false, new[] { 0, 2, 3 }, 3)]
    [InlineData(false, new[] { 1, 2, 0 }, 1)]
    [InlineData(false, new[] { 1, 3, 0 }, 1)]
    [InlineData(false, new[] { 1, 0, 4, 5 }, 3)]
    [InlineData(false, new[] { 0, 1, 2, 3 }, 1)]
    [InlineData(true, new[] { 1, 2, 3 }, 1)]
    public void Segments_that_arrive_at_once_behind_a_hole_are_acknowledged_one_by_one_unless_SACK_says_it_all(
        bool sack, int[] arriving, int acknowledgments)
    {
        var options = Link.Plain with { SelectiveAcknowledgments = sack };
        var link = Link.Established(options, options);
        link.Client.Send(new byte[6 * 1460], urgent: false);
        var (segments, buffer) = (new List<byte[]>(), new byte[2048]);
        while (link.Client.TryTransmit(buffer, out var length))
            segments.Add(buffer[..length]);

        foreach (var i in arriving)
            link.Server.DatagramArrives(segments[i]);

        var count = 0;
        while (link.Server.TryTransmit(buffer, out _))
            count++;
        Assert.Equal(acknowledgments, count);
    }

    [Fact]
    public void An_acknowledgment_that_may_wait_covers_two_segments()
    {
        var link = Link.Established(server: Link.Plain with { AcknowledgmentDelay = TimeSpan.FromMilliseconds(200) });
        link.Sent.Clear();
        link.Send(link.Client, new string('a', 2920));
        link.Settle();
        Assert.Equal(1, link.Sent.Count(s => s.From == link.Server));

        link.Send(link.Client, "b");
        link.Settle();
        Assert.Equal(1, link.Sent.Count(s => s.From == link.Server));
        link.Pass(TimeSpan.FromMilliseconds(200));
        Assert.Equal(2, link.Sent.Count(s => s.From == link.Server));
    }

    [Fact]
    public void Every_byte_arrives_once_and_in_order_over_a_link_that_loses_and_reorders() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 30], Gen.Int[1, 40_000]).Sample(
            static (seed, percent, length) =>
            {
                var random = new Random(seed);
                var options = new TcpConnectionOptions { MaximumRetransmissions = 1000, MaximumSynRetransmissions = 1000, UserTimeout = null };
                var link = new Link(options, options)
                {
                    Loses = (_, _, _) => random.Next(100) < percent,
                    Takes = _ => TimeSpan.FromMilliseconds(random.Next(1, 30)),
                };
                var text = new string([.. Enumerable.Range(0, length).Select(static i => (char)('a' + i % 26))]);

                link.Listen().Connect();
                link.Until(() => link.Client.State == Established, TimeSpan.FromDays(1));
                link.Send(link.Client, text);
                link.Call(() => link.Client.Close());

                var received = new StringBuilder();
                link.Until(() => received.Append(link.Receive(link.Server)).Length >= length, TimeSpan.FromDays(10));
                Assert.Equal(text, received.ToString());

                link.Until(() => link.Server.State == CloseWait, TimeSpan.FromDays(1));
                link.Call(() => link.Server.Close());
                link.Until(() => link is { Client.State: Closed, Server.State: Closed }, TimeSpan.FromDays(1));
            },
            iter: 200,
            threads: 1);
}
