using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Tests.Simulation;

public sealed class ArrivalQueueTests
{
    [Fact]
    public void Packets_come_by_tick_and_then_in_the_order_of_their_coming_whatever_their_lane()
    {
        var (random, draws) = (new RandomSequence(1), 0L);
        var (queue, expected) = (new ArrivalQueue(), new List<(SimulatedPacket Packet, long Tick)>());
        Queue<SimulatedPacket>?[] lanes = [new(), new(), null];
        var lastTicks = new long[lanes.Length];
        for (var i = 0; i < 10_000; i++)
        {
            if (Draw(2) == 0)
            {
                var lane = Draw(lanes.Length);
                lastTicks[lane] = (lanes[lane] is null ? 0 : lastTicks[lane]) + Draw(20);
                expected.Add((new SimulatedPacket(), lastTicks[lane]));
                queue.Enqueue(expected[^1].Packet, lastTicks[lane], lanes[lane]);
            }
            else if (expected.Count > 0)
            {
                var first = expected.MinBy(static entry => entry.Tick);
                Assert.Equal(first.Tick, queue.NextTick);
                Assert.False(queue.TryDequeue(first.Tick - 1, out _));
                Assert.True(queue.TryDequeue(first.Tick, out var packet));
                Assert.Same(first.Packet, packet);
                expected.Remove(first);
            }
        }

        Assert.True(expected.Count > 10);

        int Draw(int limit) => (int)random.At(draws++, limit);
    }
}
