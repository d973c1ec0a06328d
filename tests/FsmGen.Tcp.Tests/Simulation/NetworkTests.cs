using FsmGen.Runtime.Timers;
using FsmGen.Tcp.Devices;
using FsmGen.Tcp.Simulation;
using static System.TimeSpan;

namespace FsmGen.Tcp.Tests.Simulation;

public sealed class NetworkTests
{
    [Fact]
    public void An_owner_is_polled_when_a_run_begins_and_at_its_deadlines()
    {
        var (network, host) = Alone();
        var polls = new List<TimeSpan>();
        host.Attach(() => polls.Add(network.Now), () => polls.Count < 4 ? network.Now + FromSeconds(10) : null);
        network.Run(FromMinutes(1));

        Assert.Equal([Zero, FromSeconds(10), FromSeconds(20), FromSeconds(30)], polls);
        Assert.Equal(FromMinutes(1), network.Now);
    }

    [Fact]
    public void A_deadline_may_move_both_ways_and_go()
    {
        var (network, host) = Alone();
        var (polls, deadline) = (new List<TimeSpan>(), (TimeSpan?)FromSeconds(10));
        host.Attach(() => polls.Add(network.Now), () => deadline > network.Now ? deadline : null);
        _ = Call(network, FromSeconds(1), () => Change(FromSeconds(5)));
        _ = Call(network, FromSeconds(2), () => Change(FromSeconds(10)));
        _ = Call(network, FromSeconds(3), () => Change(null));
        _ = Call(network, FromSeconds(11), () => Change(FromSeconds(20)));
        network.RunUntilIdle(FromMinutes(1));

        Assert.Equal([0, 1, 2, 3, 11, 20], polls.Select(static time => time.TotalSeconds));

        void Change(TimeSpan? to)
        {
            deadline = to;
            host.Wake();
        }
    }

    [Fact]
    public void An_owner_with_a_small_batch_gets_all_packets_at_their_instant()
    {
        var wire = new Wire(new() { Delay = FromSeconds(1) });
        var (times, batch) = (new List<TimeSpan>(), new PacketBatch(packets: 1, bytes: 1500));
        wire.Server.Attach(() =>
        {
            for (var count = wire.Server.Receive(batch); count > 0; count--)
                times.Add(wire.Network.Now);
            batch.Clear();
        }, static () => null);
        wire.Send(3).Settle();

        Assert.Equal([FromSeconds(1), FromSeconds(1), FromSeconds(1)], times);
    }

    [Fact]
    public void An_owner_that_takes_nothing_is_polled_once_per_arrival()
    {
        var wire = new Wire(new() { Bandwidth = 1_000_000 });
        var polls = 0;
        wire.Server.Attach(() => polls++, static () => null);
        wire.Send(3).Settle();

        Assert.Equal((4, 3, 3), (polls, wire.Server.Arrived, wire.Network.PacketsUnderway));
    }

    [Fact]
    public void Nobody_needs_to_own_a_host()
    {
        var wire = new Wire(new());
        wire.Server.Send(new byte[20]);
        wire.Settle();
        var batch = new PacketBatch(packets: 2, bytes: 100);

        Assert.Equal((1, 0), (wire.Client.Receive(batch), wire.Client.Receive(batch)));
    }

    [Fact]
    public void An_owner_whose_deadline_stays_in_the_past_is_reported()
    {
        var (network, host) = Alone();
        host.Attach(static () => { }, static () => Zero);

        Assert.Contains("'alone'", Assert.Throws<InvalidOperationException>(() => network.Run(FromHours(1))).Message);
    }

    [Fact]
    public void A_host_that_is_disposed_drops_what_arrives()
    {
        var wire = new Wire(new() { Delay = FromSeconds(1) }).Send(1).Settle().Send(1);
        wire.Server.Dispose();
        wire.Settle();

        Assert.Single(wire.Arrivals);
        Assert.Equal((2, 0), (wire.Counters.Delivered, wire.Network.PacketsUnderway));
        Assert.Throws<ObjectDisposedException>(() => wire.Server.Send(new byte[20]));
    }

    [Fact]
    public void What_takes_a_time_provider_runs_in_the_same_time()
    {
        var wire = new Wire(new() { Delay = FromSeconds(2) }).Send(1);
        var log = new List<string>();
        wire.Server.Attach(() => log.Add($"poll {wire.Network.Now.TotalSeconds}"), static () => FromSeconds(3));
        using var timer = wire.Network.Time.CreateTimer(
            _ => log.Add($"timer {wire.Network.Now.TotalSeconds}"), null, FromSeconds(1), FromSeconds(1));
        wire.Network.Run(FromSeconds(3));

        // Of one instant, timers come first.
        Assert.Equal(["poll 0", "timer 1", "timer 2", "poll 2", "timer 3", "poll 3"], log);
    }

    [Fact]
    public void A_run_ends_when_the_condition_holds_or_the_time_is_over()
    {
        var wire = new Wire(new() { Bandwidth = 1_000_000 }).Send(5);

        Assert.True(wire.Network.RunUntil(() => wire.Arrivals.Count == 2, FromSeconds(1)));
        Assert.Equal(FromMilliseconds(20), wire.Network.Now);
        Assert.True(wire.Network.RunUntil(() => wire.Arrivals.Count == 2, FromSeconds(1)));
        Assert.Equal(FromMilliseconds(20), wire.Network.Now);
        Assert.False(wire.Network.RunUntil(() => wire.Arrivals.Count == 6, FromSeconds(1)));
        Assert.Equal(FromMilliseconds(1020), wire.Network.Now);
    }

    [Fact]
    public void A_run_until_idle_ends_with_the_last_event_unless_there_is_always_one_more()
    {
        var wire = new Wire(new() { Bandwidth = 1_000_000 }).Send(5).Settle();
        Assert.Equal(FromMilliseconds(50), wire.Network.Now);

        using var timer = wire.Network.Time.CreateTimer(static _ => { }, null, FromSeconds(1), FromSeconds(1));
        Assert.False(wire.Network.RunUntilIdle(FromSeconds(10)));
        Assert.Equal(FromMilliseconds(10_050), wire.Network.Now);
    }

    [Fact]
    public void A_network_runs_once_at_a_time_also_after_an_owner_has_thrown()
    {
        var (network, host) = Alone();
        host.Attach(() => network.Run(Zero), static () => null);
        Assert.Throws<InvalidOperationException>(() => network.Run(FromSeconds(1)));

        host.Attach(static () => { }, static () => null);
        network.Run(FromSeconds(1));
        Assert.Equal(FromSeconds(1), network.Now);
    }

    [Fact]
    public void A_network_can_be_given_its_time_if_that_is_fine_enough()
    {
        var time = new VirtualTimeProvider();
        time.Advance(FromHours(1));
        var network = new SimulatedNetwork(seed: 1, time);
        network.Run(FromHours(1));

        Assert.Equal(FromHours(2), time.Wheel.Now);
        Assert.Throws<ArgumentException>(static () => new SimulatedNetwork(1, new(new(FromMilliseconds(1)), default)));
    }

    [Fact]
    public void What_cannot_be_connected_is_refused()
    {
        var (network, host) = Alone();
        var (other, router) = (network.AddHost("other"), network.AddRouter("router"));
        network.Connect(host, router);

        Assert.Throws<ArgumentException>(() => network.AddRouter("alone"));
        Assert.Throws<InvalidOperationException>(() => network.Connect(other, host));
        Assert.Throws<ArgumentException>(() => network.Connect(router, router));
        Assert.Throws<ArgumentException>(() => network.Connect(Alone().Host, other));
        Assert.Throws<InvalidOperationException>(() => other.Send(new byte[20]));
        Assert.Throws<InvalidOperationException>(() => other.MaximumTransmissionUnit);
        Assert.Single(router.Channels);
    }

    private static (SimulatedNetwork Network, SimulatedHost Host) Alone()
    {
        var network = new SimulatedNetwork(seed: 1);
        return (network, network.AddHost("alone"));
    }

    private static ITimer Call(SimulatedNetwork network, TimeSpan time, Action call) =>
        network.Time.CreateTimer(_ => call(), null, time, Timeout.InfiniteTimeSpan);
}
