using FsmGen.Tcp.Simulation;
using static System.TimeSpan;

namespace FsmGen.Tcp.Tests.Simulation;

public sealed class LinkTests
{
    [Fact]
    public void A_packet_takes_the_time_of_its_bits_and_the_delay()
    {
        var wire = new Wire(new() { Bandwidth = 1_000_000, Delay = FromMilliseconds(20) }).Send(3).Settle();

        Assert.Equal([FromMilliseconds(30), FromMilliseconds(40), FromMilliseconds(50)], wire.Arrivals.Times);
    }

    [Fact]
    public void A_line_that_was_idle_begins_at_once()
    {
        var wire = new Wire(new() { Bandwidth = 1_000_000 }).Send(1);
        wire.Network.Run(FromMilliseconds(15));
        wire.Send(1).Settle();

        Assert.Equal([FromMilliseconds(10), FromMilliseconds(25)], wire.Arrivals.Times);
    }

    [Fact]
    public void Fractions_of_a_tick_add_up()
    {
        // 8 bits at 3 Gbit/s are 0.02666… ticks, 3 million of them 80,000 ticks.
        var wire = new Wire(new() { Bandwidth = 3_000_000_000, QueueLength = int.MaxValue }).Send(30_000, length: 100).Settle();

        Assert.Equal(new TimeSpan(80_000), wire.Arrivals[^1].Time);
        Assert.Equal(new TimeSpan(3), wire.Arrivals[0].Time);
    }

    [Fact]
    public void Without_a_bandwidth_only_the_delay_counts()
    {
        var wire = new Wire(new() { Delay = FromSeconds(1) }).Send(1000).Settle();

        Assert.All(wire.Arrivals.Times, static time => Assert.Equal(FromSeconds(1), time));
        Assert.Equal(Enumerable.Range(0, 1000), wire.Arrivals.Numbers);
    }

    [Fact]
    public void Time_moves_even_over_a_link_that_takes_none()
    {
        var wire = new Wire(new()).Send(1).Settle();

        Assert.Equal([new TimeSpan(1)], wire.Arrivals.Times);
    }

    [Fact]
    public void What_the_queue_has_no_room_for_is_dropped()
    {
        var wire = new Wire(new() { Bandwidth = 1_000_000, QueueLength = 3 * 1250 }).Send(10);
        wire.Network.Run(FromMilliseconds(20));
        wire.Send(10).Settle();

        // One is being sent and three wait; two have left by the time when ten more come.
        Assert.Equal([0, 1, 2, 3, 10, 11], wire.Arrivals.Numbers);
        Assert.Equal((20, 14, 6), (wire.Counters.Sent, wire.Counters.DroppedByQueue, wire.Counters.Delivered));
        Assert.Equal(FromMilliseconds(60), wire.Arrivals[^1].Time);
    }

    [Fact]
    public void The_queue_counts_bytes()
    {
        var wire = new Wire(new() { Bandwidth = 1_000_000, QueueLength = 1000 }).Send(1).Send(2, length: 501).Send(1, length: 499).Settle();

        Assert.Equal([0, 1, 3], wire.Arrivals.Numbers);
    }

    [Fact]
    public void An_idle_line_takes_a_packet_although_nothing_may_wait()
    {
        var wire = new Wire(new() { Bandwidth = 1_000_000, QueueLength = 0 }).Send(2).Settle();

        Assert.Equal([0], wire.Arrivals.Numbers);
    }

    [Fact]
    public void A_link_takes_packets_as_long_as_its_mtu()
    {
        var wire = new Wire(new() { Mtu = 576 }).Send(1, length: 576).Send(1, length: 577).Settle();

        Assert.Equal([0], wire.Arrivals.Numbers);
        Assert.Equal((1, 576), (wire.Counters.DroppedByMtu, wire.Client.MaximumTransmissionUnit));
    }

    [Fact]
    public void The_directions_may_differ()
    {
        var network = new SimulatedNetwork(seed: 1);
        var (a, b) = (network.AddHost("a"), network.AddHost("b"));
        network.Connect(a, b, new() { Delay = FromMilliseconds(1) }, backward: new() { Delay = FromMilliseconds(2) });
        var (atA, atB) = (new Arrivals(a), new Arrivals(b));
        a.Send(new byte[20]);
        b.Send(new byte[20]);
        network.RunUntilIdle(FromSeconds(1));

        Assert.Equal([FromMilliseconds(1)], atB.Times);
        Assert.Equal([FromMilliseconds(2)], atA.Times);
    }

    [Fact]
    public void A_link_can_change_while_packets_are_on_it()
    {
        var wire = new Wire(new() { Bandwidth = 1_000_000, Delay = FromMilliseconds(5) }).Send(2);
        wire.Link.Forward.Options = new() { Bandwidth = 10_000_000, Delay = FromMilliseconds(5) };
        wire.Send(1).Settle();

        Assert.Equal([FromMilliseconds(15), FromMilliseconds(25), FromMilliseconds(26)], wire.Arrivals.Times);
    }

    [Fact]
    public void Values_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LinkOptions { Bandwidth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LinkOptions { Delay = new(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LinkOptions { Jitter = LinkOptions.LongestDelay + new TimeSpan(1) });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LinkOptions { QueueLength = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LinkOptions { Mtu = 67 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LinkOptions { Loss = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LinkOptions { Duplication = double.NaN });
    }
}
