namespace FsmGen.Tcp.Tests.Hostile;

/// <summary>A receiver whose window is a lie, or a trap.</summary>
public sealed class WindowTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void A_window_that_stays_closed_costs_no_more_than_the_send_buffer_and_a_probe_now_and_then()
    {
        var target = new Target(new() { SendBufferSize = 100_000, Timestamps = false }, window: 0);
        target.Say(1_000_000);
        var probes = 0;
        while (target.Connection.Now < Day)
        {
            target.Pass(TimeSpan.FromSeconds(60));
            probes = target.Sent.Count;
            target.Arrive();
        }

        Assert.Equal(TcpConnectionState.Established, target.Connection.State);
        Assert.InRange(target.Memory.InUse, 100_000, 100_000 + 2 * TcpMemory.ChunkSize);
        Assert.InRange(probes, 24 * 60 - 10, 24 * 60 + 100);
        Assert.All(target.Sent, static sent => Assert.InRange(sent.Length, 0, 1));
    }

    [Fact]
    public void A_closed_window_and_silence_end_the_connection()
    {
        var target = new Target(window: 0);
        target.Say(1000).Pass(Day);

        Assert.Equal(TcpConnectionState.Closed, target.Connection.State);
        Assert.Equal(0, target.Memory.InUse);
    }

    [Fact]
    public void A_window_that_shrinks_and_grows_keeps_the_books_in_order()
    {
        var target = new Target(new() { Timestamps = false }).Say(500_000);
        var random = new Random(1);
        for (var i = 0; i < 5000; i++)
        {
            target.Window = (ushort)(random.Next(3) == 0 ? 0 : random.Next(0, 65_536));
            var unacknowledged = target.Status.SendUnacknowledged - target.Ours;
            var acknowledgment = unacknowledged + (random.Next(2) == 0 ? 0 : random.Next(0, Math.Max(1, target.Status.SendNext - target.Status.SendUnacknowledged)));
            target.Arrive(acknowledgment: acknowledgment).Pass(TimeSpan.FromMilliseconds(random.Next(2000)));
        }

        Assert.True(target.Connection.Exists);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_segment_size_of_next_to_nothing_is_not_believed(ushort size)
    {
        var target = new Target(offer: new() { MaximumSegmentSize = size, Timestamps = new(1, 0) }, timestamps: new(1, 0)).Say(10_000);

        Assert.All(target.Sent.Take(10), static sent => Assert.InRange(sent.Length, 36, 1460));
    }
}
