using System.Text;
using FsmGen.Runtime.Captures;
using FsmGen.Runtime.Packets;
using FsmGen.Runtime.Timers;
using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Tests.Simulation;

public sealed class TapTests
{
    [Fact]
    public void A_link_tells_of_each_packet_what_becomes_of_it()
    {
        var wire = new Wire(new() { Bandwidth = 1_000_000, Mtu = 1250, QueueLength = 1250 });
        var packets = Tap(wire.Link.Tap, () =>
        {
            wire.Send(1).Send(1, length: 1251).Send(2);
            wire.Network.Run(TimeSpan.FromSeconds(1));
            wire.Link.Forward.Options = new() { Corruption = 1, Duplication = 1, Reordering = 1 };
            wire.Send(1);
            wire.Link.Forward.Options = new() { Loss = 1 };
            wire.Send(1).Settle();
        });

        Assert.Equal(
            ["", "dropped: longer than the MTU", "", "dropped: the queue is full", "corrupted, duplicated, delayed", "lost"],
            packets.Select(static packet => packet.Comment));
        Assert.Equal([0, 0, 0, 0, 1, 1], packets.Select(static packet => packet.Time.TotalSeconds));
        Assert.Equal([0, 1, 2, 3, 4, 5], packets.Select(static packet => (int)packet.Bytes[5]));
    }

    [Fact]
    public void A_host_shows_what_it_sends_and_what_arrives_there()
    {
        var wire = new Wire(new() { Delay = TimeSpan.FromSeconds(1), Corruption = 1 });
        var packets = Tap(wire.Server.Tap, () =>
        {
            wire.Send(1).Settle();
            wire.Server.Send(Datagram.Make(Wire.ServerAddress, Wire.ClientAddress, 100));
        });

        Assert.Equal([(1.0, 1250), (1.0, 100)], packets.Select(static packet => (packet.Time.TotalSeconds, packet.Bytes.Length)));
        Assert.Equal(wire.Arrivals[0].Packet, packets[0].Bytes);
    }

    [Fact]
    public void Stamps_count_from_the_epoch_of_the_time()
    {
        var epoch = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var network = new SimulatedNetwork(seed: 1, new VirtualTimeProvider(new(new TimeSpan(1)), epoch));
        var (a, b) = (network.AddHost("a"), network.AddHost("b"));
        network.Connect(a, b, new() { Delay = TimeSpan.FromSeconds(1) });
        var packets = Tap(b.Tap, () =>
        {
            a.Send(new byte[20]);
            network.RunUntilIdle(TimeSpan.FromMinutes(1));
        });

        Assert.Equal(epoch.AddSeconds(1), DateTimeOffset.UnixEpoch + Assert.Single(packets).Time);
    }

    [Fact]
    public void What_happens_on_a_link_does_not_depend_on_other_links()
    {
        Assert.Equal(Capture(others: 0), Capture(others: 3));

        static byte[] Capture(int others)
        {
            var network = new SimulatedNetwork(seed: 1);
            var router = network.AddRouter("router");
            for (var i = 0; i < others; i++)
            {
                var host = network.AddHost($"other {i}", new Ipv4Address(0x0A000000u + (uint)i));
                network.Connect(host, router, new() { Loss = 0.5 });
                host.Send(Datagram.Make(host.Addresses[0], Wire.ServerAddress, 100));
            }

            var (a, b) = (network.AddHost("a", Wire.ClientAddress), network.AddHost("b"));
            var link = network.Connect(a, router, new() { Bandwidth = 1_000_000, Loss = 0.1, Duplication = 0.1, Reordering = 0.1, Corruption = 0.1 });
            network.Connect(router, b);
            using var stream = new MemoryStream();
            using (var writer = new PcapngWriter(stream, leaveOpen: true))
            {
                link.Tap(writer);
                for (var i = 0; i < 100; i++)
                    a.Send(Datagram.Make(Wire.ClientAddress, Wire.ServerAddress, 100));
                network.RunUntilIdle(TimeSpan.FromMinutes(1));
            }

            return stream.ToArray();
        }
    }

    private static List<(TimeSpan Time, byte[] Bytes, string Comment)> Tap(Action<PcapngWriter> tap, Action run)
    {
        using var stream = new MemoryStream();
        using (var writer = new PcapngWriter(stream, leaveOpen: true))
        {
            tap(writer);
            run();
        }

        stream.Position = 0;
        using var reader = CaptureReader.Open(stream);
        var packets = new List<(TimeSpan, byte[], string)>();
        while (reader.TryRead(out var packet))
            packets.Add((packet.Timestamp.ToTimeSpan(), packet.Data.ToArray(), Encoding.UTF8.GetString(packet.Comment)));

        return packets;
    }
}
