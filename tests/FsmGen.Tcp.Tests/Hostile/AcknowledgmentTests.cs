using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Hostile;

/// <summary>A receiver that lies about what has arrived, to be sent more than is its due; Savage et al., "TCP congestion control with a misbehaving receiver", 1999.</summary>
public sealed class AcknowledgmentTests
{
    private const int Segment = 1460;

    private static readonly TcpConnectionOptions Plain = new() { Timestamps = false };
    private static readonly TcpOptions Sack = new() { MaximumSegmentSize = Segment, IsSackPermitted = true, WindowScale = 7 };

    [Fact]
    public void An_acknowledgment_of_what_was_not_sent_yet_wins_nothing()
    {
        var target = new Target(Plain, Sack).Say(1_000_000);
        var (window, sent) = (target.Connection.CongestionWindow, target.Status.SendNext - target.Ours);
        for (var i = 1; i <= 1000; i++)
            target.Arrive(acknowledgment: sent + i * Segment);

        Assert.Equal((window, target.Ours, sent), (target.Connection.CongestionWindow, target.Status.SendUnacknowledged, target.Status.SendNext - target.Ours));
    }

    [Fact]
    public void A_window_grows_by_bytes_and_not_by_acknowledgments()
    {
        var target = new Target(Plain, Sack).Say(1_000_000);
        var (window, sent) = (target.Connection.CongestionWindow, target.Status.SendNext - target.Ours);
        for (var i = 1; i <= sent; i++)
            target.Arrive(acknowledgment: i);

        Assert.InRange(target.Connection.CongestionWindow, window, window + sent);
    }

    [Fact]
    public void What_is_reported_first_and_acknowledged_later_counts_once()
    {
        var target = new Target(Plain, Sack).Say(1_000_000);
        var window = target.Connection.CongestionWindow;
        var acknowledged = 0;
        for (var i = 0; i < 100; i++, acknowledged += 2 * Segment)
        {
            target.Arrive(acknowledgment: acknowledged, sack: target.Run(acknowledged + Segment, acknowledged + 2 * Segment));
            target.Arrive(acknowledgment: acknowledged + 2 * Segment);
        }

        Assert.InRange(target.Connection.CongestionWindow, window, window + acknowledged);
    }

    [Fact]
    public void Duplicates_that_are_made_up_release_no_more_than_was_out()
    {
        var target = new Target(Plain, new() { MaximumSegmentSize = Segment, WindowScale = 7 }).Say(1_000_000);
        var (window, sent) = (target.Connection.CongestionWindow, target.Status.SendNext - target.Ours);
        for (var i = 0; i < 10_000; i++)
            target.Arrive();

        Assert.InRange(target.Status.SendNext - target.Ours, sent, sent + Math.Max(window, sent));
        Assert.InRange(target.Connection.CongestionWindow, 1, window);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65535)]
    public void Reports_that_are_lies_leave_the_books_in_order(int maximumPacketLength)
    {
        var target = new Target(Plain with { MaximumPacketLength = maximumPacketLength }, Sack).Say(1_000_000);
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var (start, length) = (random.Next(-1000, 20_000), random.Next(10) == 0 ? random.Next(-100_000, 100_000) : random.Next(1, 3));
            target.Arrive(sack: [target.Run(start, start + length), target.Run(random.Next(), random.Next()), target.Run(start - 1, start)]);
        }

        for (var i = 1; i < 5 * Segment; i++)
            target.Arrive(sack: target.Run(2 * i, 2 * i + 1));

        // What was sent in one piece is one entry, whatever is said of parts of it.
        Assert.InRange(Invariants.QueueLength(target.Connection), 1, 1_000_000 / Segment + 1);
    }

    [Fact]
    public void Reports_of_all_but_the_first_byte_release_no_more_than_the_window_of_the_peer()
    {
        var target = new Target(Plain, Sack, window: 1000).Say(1_000_000);
        for (var i = 0; i < 1000; i++)
            target.Arrive(sack: target.Run(Segment, target.Status.SendNext - target.Ours));

        Assert.InRange(target.Status.SendNext - target.Ours, 1, 1000 << 7);
    }

    [Fact]
    public void A_report_that_is_taken_back_is_forgotten_when_the_timer_expires()
    {
        var target = new Target(Plain, Sack).Say(5 * Segment);
        target.Arrive(sack: target.Run(Segment, 5 * Segment)).Arrive(acknowledgment: Segment);
        Assert.Single(target.Sent, sent => sent.Header.Sequence == target.Ours + Segment);
        target.Pass(TimeSpan.FromSeconds(30));

        Assert.InRange(target.Sent.Count(sent => sent.Header.Sequence == target.Ours + Segment), 2, 10);
        target.Arrive(acknowledgment: 5 * Segment);
        Assert.Equal(target.Status.SendNext, target.Status.SendUnacknowledged);
    }
}
