using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>What a test wants to know of a segment that crosses a <see cref="WatchedDevice"/>.</summary>
/// <param name="segment">The segment.</param>
/// <returns>Whether it counts.</returns>
internal delegate bool SegmentPredicate(TcpSegment segment);

/// <summary>A device that counts segments of interest in each direction.</summary>
/// <param name="device">The device, which is disposed with this one.</param>
/// <param name="counts">Which segments.</param>
internal sealed class WatchedDevice(INetworkDevice device, SegmentPredicate counts) : INetworkDevice
{
    private int _received;
    private int _sent;

    public int MaximumTransmissionUnit => device.MaximumTransmissionUnit;

    public int MaximumPacketLength => device.MaximumPacketLength;

    /// <summary>Segments of interest that have come from the kernel; any thread may look.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <summary>Segments of interest that we have sent.</summary>
    public int Sent => Volatile.Read(ref _sent);

    public int Receive(PacketBatch batch)
    {
        var first = batch.Count;
        var count = device.Receive(batch);
        for (var i = first; i < first + count; i++)
            _received += Count(batch[i]);

        return count;
    }

    public int Send(PacketBatch batch)
    {
        var count = device.Send(batch);
        for (var i = 0; i < count; i++)
            _sent += Count(batch[i]);

        return count;
    }

    public void Wait(TimeSpan timeout) => device.Wait(timeout);

    public void Wake() => device.Wake();

    public void Dispose() => device.Dispose();

    private int Count(ReadOnlySpan<byte> packet) =>
        IpPacket.TryParse(packet, out var ip) && TcpSegment.TryParse(ip.Payload, out var segment) && counts(segment) ? 1 : 0;
}
