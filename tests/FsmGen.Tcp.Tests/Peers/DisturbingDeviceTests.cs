using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Tests.Peers;

public sealed class DisturbingDeviceTests
{
    private const int Count = 200;

    [Fact]
    public void Without_disturbances_everything_passes_in_order()
    {
        var (received, sent, _) = Run(seed: 1, 0, 0, 0);
        Assert.Equal(Enumerable.Range(0, Count), received);
        Assert.Equal(Enumerable.Range(0, Count), sent);
    }

    [Fact]
    public void Every_packet_is_lost_or_passed_on_and_the_counts_are_right()
    {
        var (received, sent, disturbances) = Run(seed: 2, 0.1, 0.1, 0.1);

        int[] passed = [.. received, .. sent];
        Assert.Equal((2 * Count) - disturbances.Lost + disturbances.Doubled, passed.Length);
        Assert.InRange(disturbances.Lost, 1, Count);
        Assert.InRange(disturbances.Doubled, 1, Count);
        Assert.InRange(received.Zip(received.Skip(1)).Count(static pair => pair.First > pair.Second), 1, disturbances.Overtaken);
    }

    [Fact]
    public void Equal_seeds_disturb_equally_and_other_seeds_otherwise()
    {
        var first = Run(seed: 3, 0.1, 0.1, 0.1);
        Assert.Equal(first.Received, Run(seed: 3, 0.1, 0.1, 0.1).Received);
        Assert.NotEqual(first.Received, Run(seed: 4, 0.1, 0.1, 0.1).Received);
    }

    private static (int[] Received, int[] Sent, (int Lost, int Doubled, int Overtaken) Disturbances) Run(
        int seed, double loss, double duplication, double reordering)
    {
        var fake = new FakeDevice();
        using var device = new DisturbingDevice(fake, seed, loss, duplication, reordering);
        var batch = new PacketBatch(7, 7 * 3000);
        var received = new List<int>();
        for (byte i = 0; i < Count; i++)
        {
            fake.Arriving.Enqueue([i]);
            batch.Clear();
            Assert.True(batch.TryAdd([i]));
            Assert.Equal(1, device.Send(batch));
        }

        // What is held back comes when nothing else does.
        int count;
        do
        {
            batch.Clear();
            count = device.Receive(batch);
            for (var i = 0; i < count; i++)
                received.Add(batch[i][0]);
        }
        while (count > 0);

        device.Wait(TimeSpan.Zero);
        Assert.Equal(1, fake.Waits);
        return ([.. received], [.. fake.Sent.Select(static packet => (int)packet[0])], device.Disturbances);
    }
}
