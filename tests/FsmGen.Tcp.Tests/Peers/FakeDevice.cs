using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>A device without a link: the test says what arrives, and sees what was sent.</summary>
internal sealed class FakeDevice : INetworkDevice
{
    public Queue<byte[]> Arriving { get; } = [];

    public List<byte[]> Sent { get; } = [];

    /// <summary>Packets that there is room for.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>Whether what is sent is kept, which allocates.</summary>
    public bool Keeps { get; init; } = true;

    public int Waits { get; private set; }

    public int Wakes { get; private set; }

    public bool IsDisposed { get; private set; }

    public int MaximumTransmissionUnit => 1500;

    public int MaximumPacketLength => 3000;

    public int Receive(PacketBatch batch)
    {
        var count = 0;
        while (Arriving.TryPeek(out var packet) && batch.TryAdd(packet))
        {
            Arriving.Dequeue();
            count++;
        }

        return count;
    }

    public int Send(PacketBatch batch)
    {
        var count = Math.Min(batch.Count, Room);
        for (var i = 0; i < count && Keeps; i++)
            Sent.Add(batch[i].ToArray());

        return count;
    }

    public void Wait(TimeSpan timeout) => Waits++;

    public void Wake() => Wakes++;

    public void Dispose() => IsDisposed = true;
}
