using FsmGen.Runtime.Captures;
using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Tests.Simulation;

public sealed class AllocationTests
{
    [Fact]
    public void A_packet_costs_no_allocation_once_queues_and_pools_have_their_size()
    {
        var net = new Dumbbell(new()
        {
            Bandwidth = 10_000_000, Delay = TimeSpan.FromMilliseconds(5), Jitter = TimeSpan.FromMilliseconds(1), QueueLength = 20_000,
            Loss = 0.1, Duplication = 0.1, Reordering = 0.1, Corruption = 0.1,
        });
        using var writer = new PcapngWriter(Stream.Null);
        net.Middle.Tap(writer);
        net.Servers[0].Tap(writer);
        var (batch, received, next) = (new PacketBatch(packets: 64, bytes: 1 << 16), 0, TimeSpan.Zero);
        var packet = Datagram.Make(net.Clients[0].Addresses[0], net.Servers[0].Addresses[0], 1250);
        net.Servers[0].Attach(
            () =>
            {
                received += net.Servers[0].Receive(batch);
                batch.Clear();
            },
            static () => null);
        net.Clients[0].Attach(Burst, () => next);

        // So many packets are never under way again.
        for (var i = 0; i < 200; i++)
            net.Clients[0].Send(packet);

        net.Network.Run(TimeSpan.FromSeconds(20));
        var (before, already) = (GC.GetAllocatedBytesForCurrentThread(), received);
        net.Network.Run(TimeSpan.FromSeconds(20));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(received - already > 10_000);
        Assert.True(net.Middle.Forward.Counters.DroppedByQueue > 1000);

        // The begin of a run is no reason to send.
        void Burst()
        {
            if (net.Network.Now < next)
                return;

            next += TimeSpan.FromMilliseconds(10);
            while (batch.Count < 20)
                batch.TryAdd(packet);
            batch.RemoveFirst(net.Clients[0].Send(batch));
        }
    }
}
