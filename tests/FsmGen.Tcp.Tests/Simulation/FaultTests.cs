using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Simulation;
using static System.TimeSpan;

namespace FsmGen.Tcp.Tests.Simulation;

public sealed class FaultTests
{
    private const int Count = 60_000;

    // So many standard deviations of a binomial distribution; the seed being fixed, a test passes always or never.
    private static readonly Func<double, (double Least, double Most)> Near = static p =>
        (Count * p - 4 * Math.Sqrt(Count * p * (1 - p)), Count * p + 4 * Math.Sqrt(Count * p * (1 - p)));

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.05)]
    [InlineData(0.5)]
    public void Faults_are_about_as_frequent_as_asked_for(double probability)
    {
        var wire = new Wire(new() { Loss = probability }).Send(Count).Settle();
        AssertNear(probability, wire.Counters.Lost);
        Assert.Equal(Count - wire.Counters.Lost, wire.Arrivals.Count);

        wire = new Wire(new() { Duplication = probability }).Send(Count).Settle();
        AssertNear(probability, wire.Counters.Duplicated);
        Assert.Equal(Count + wire.Counters.Duplicated, wire.Arrivals.Count);

        wire = new Wire(new() { Reordering = probability }).Send(Count).Settle();
        AssertNear(probability, wire.Counters.Reordered);
        Assert.Equal(wire.Counters.Reordered, wire.Arrivals.Times.Count(static time => time >= FromMilliseconds(10)));

        wire = new Wire(new() { Corruption = probability }).Send(Count).Settle();
        AssertNear(probability, wire.Counters.Corrupted);
    }

    [Fact]
    public void A_perfect_link_harms_nothing_and_a_dead_one_lets_nothing_through()
    {
        Assert.Equal(Enumerable.Range(0, 1000), new Wire(new()).Send(1000).Settle().Arrivals.Numbers);
        Assert.Empty(new Wire(new() { Loss = 1 }).Send(1000).Settle().Arrivals);
    }

    [Fact]
    public void Each_packet_arrives_or_is_counted()
    {
        var options = new LinkOptions
        {
            Bandwidth = 1_000_000, QueueLength = 100_000, Loss = 0.1, Duplication = 0.1, Reordering = 0.1, Corruption = 0.1, Jitter = FromMilliseconds(3),
        };
        var wire = new Wire(options).Send(100).Send(10, length: 1501).Settle();
        var counters = wire.Counters;

        Assert.All([counters.Lost, counters.Duplicated, counters.Reordered, counters.Corrupted, counters.DroppedByQueue], static count => Assert.True(count > 0));
        Assert.Equal(10, counters.DroppedByMtu);
        Assert.Equal(110 + counters.Duplicated, counters.Delivered + counters.Lost + counters.DroppedByQueue + counters.DroppedByMtu);
        Assert.Equal(counters.Delivered, wire.Arrivals.Count);
        Assert.Equal((100 * 1250 + 10 * 1501, counters.Delivered * 1250), (counters.BytesSent, counters.BytesDelivered));
        Assert.Equal(0, wire.Network.PacketsUnderway);
    }

    [Fact]
    public void Faults_of_one_kind_do_not_depend_on_those_of_another()
    {
        var lost = Missing(new() { Loss = 0.1 });

        Assert.Equal(lost, Missing(new() { Loss = 0.1, Duplication = 0.5, Reordering = 0.5, Jitter = FromSeconds(1) }));
        Assert.Subset(Missing(new() { Loss = 0.2 }), lost);

        static SortedSet<int> Missing(LinkOptions options) =>
            [.. Enumerable.Range(0, 1000).Except(new Wire(options).Send(1000).Settle().Arrivals.Numbers)];
    }

    [Fact]
    public void What_is_delayed_is_overtaken_and_nothing_else()
    {
        var wire = new Wire(new() { Bandwidth = 1_000_000, Reordering = 0.2, ReorderingDelay = FromMilliseconds(35) }).Send(100).Settle();
        var late = wire.Arrivals.Where(static arrival => arrival.Time.Ticks % FromMilliseconds(10).Ticks != 0).ToList();

        Assert.Equal(wire.Counters.Reordered, late.Count);
        Assert.Equal(wire.Arrivals.Except(late), wire.Arrivals.Except(late).OrderBy(static arrival => arrival.Packet[5]));
        Assert.NotEqual(Enumerable.Range(0, 100), wire.Arrivals.Numbers);
    }

    [Fact]
    public void Jitter_keeps_packets_in_order()
    {
        var wire = new Wire(new() { Bandwidth = 10_000_000, Delay = FromMilliseconds(10), Jitter = FromMilliseconds(20) }).Send(100).Settle();

        Assert.Equal(Enumerable.Range(0, 100), wire.Arrivals.Numbers);
        Assert.InRange(wire.Arrivals[^1].Time, FromMilliseconds(110), FromMilliseconds(130));
        Assert.True(wire.Arrivals.Times.Distinct().Count() > 10);
    }

    [Fact]
    public void A_packet_can_be_lost_on_purpose()
    {
        var wire = new Wire(new());
        wire.Link.Forward.Loses = static packet => packet[5] % 2 == 1;
        wire.Send(6).Settle();

        Assert.Equal([0, 2, 4], wire.Arrivals.Numbers);
        Assert.Equal(3, wire.Counters.Lost);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2")]
    [InlineData("2001:db8::1", "2001:db8::2")]
    public void No_corrupted_segment_passes_for_a_good_one(string source, string destination)
    {
        var datagram = new byte[100];
        var header = new TcpHeader { SourcePort = 1, DestinationPort = 2, Flags = TcpFlags.Ack, Sequence = new(7) };
        var length = Packet.Write(datagram, IpAddress.Parse(source), IpAddress.Parse(destination), header, "hello"u8);
        var faults = new FaultSource(new RandomSequence(1));
        var seen = new HashSet<string>();

        // A packet of 65 bytes has less than 65 * 8 bits, so that each has its turn.
        for (var number = 0L; number < 20_000; number++)
        {
            var packet = datagram.AsSpan(0, length).ToArray();
            faults.Corrupt(number, packet);
            Assert.False(Packet.TryParse(packet, out _), Convert.ToHexString(packet));
            seen.Add(Convert.ToHexString(packet));
        }

        Assert.Equal((length - (source[0] == '1' ? 1 : 8)) * 8, seen.Count);
    }

    [Fact]
    public void A_copy_of_a_corrupted_packet_is_good()
    {
        var wire = new Wire(new() { Corruption = 1, Duplication = 1 }).Send(1).Settle();

        Assert.Equal(2, wire.Arrivals.Count);
        Assert.Equal(1, wire.Arrivals[0].Packet.Zip(wire.Arrivals[1].Packet, static (a, b) => int.PopCount(a ^ b)).Sum());
    }

    private static void AssertNear(double probability, long count)
    {
        var (least, most) = Near(probability);
        Assert.InRange(count, (long)least, (long)most);
    }
}
