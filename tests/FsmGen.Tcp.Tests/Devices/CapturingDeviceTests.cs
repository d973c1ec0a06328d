using FsmGen.Runtime.Captures;
using FsmGen.Runtime.Timers;
using FsmGen.Tcp.Devices;
using FsmGen.Tcp.Tests.Peers;

namespace FsmGen.Tcp.Tests.Devices;

public sealed class CapturingDeviceTests
{
    private readonly PacketBatch _batch = new(8, 8 * 3000);

    [Fact]
    public void What_arrives_and_what_is_taken_is_recorded_each_at_its_time()
    {
        var (fake, stream, time) = (new FakeDevice { Room = 1 }, new MemoryStream(), new VirtualTimeProvider());
        var start = time.GetUtcNow();
        using var device = new CapturingDevice(fake, new PcapngWriter(stream, leaveOpen: true), time);

        fake.Arriving.Enqueue([1]);
        fake.Arriving.Enqueue([2, 2]);
        Assert.True(_batch.TryAdd([0]));
        Assert.Equal(2, device.Receive(_batch));
        Assert.Equal(3, _batch.Count);

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, device.Receive(_batch));
        Assert.Equal(1, device.Send(_batch));

        Assert.Equal([0], Assert.Single(fake.Sent));
        Assert.Equal([(start, "01"), (start, "0202"), (start.AddSeconds(5), "00")], Read(stream));
    }

    [Fact]
    public void Everything_else_is_left_to_the_device()
    {
        var (fake, stream) = (new FakeDevice(), new MemoryStream());
        var device = new CapturingDevice(fake, new PcapngWriter(stream));
        device.Wait(TimeSpan.Zero);
        device.Wake();
        device.Dispose();

        Assert.Equal((1, 1, true, false), (fake.Waits, fake.Wakes, fake.IsDisposed, stream.CanRead));
        Assert.Equal((1500, 3000), (device.MaximumTransmissionUnit, device.MaximumPacketLength));
    }

    [Fact]
    public void A_record_costs_no_allocation()
    {
        using var device = new CapturingDevice(new FakeDevice { Keeps = false }, new PcapngWriter(Stream.Null));
        Assert.True(_batch.TryAdd(new byte[1500]));
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 1000; i++)
                device.Send(_batch);
        }));
    }

    private static List<(DateTimeOffset Time, string Bytes)> Read(MemoryStream stream)
    {
        stream.Position = 0;
        using var reader = CaptureReader.Open(stream);
        var packets = new List<(DateTimeOffset, string)>();
        while (reader.TryRead(out var packet))
            packets.Add((packet.Timestamp.ToDateTimeOffset(), Convert.ToHexString(packet.Data)));

        return packets;
    }
}
