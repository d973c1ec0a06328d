using FsmGen.Runtime.Captures;

namespace FsmGen.Tcp.Devices;

/// <summary>A device that records what crosses another one; Wireshark reads the capture.</summary>
/// <remarks>
/// A packet is recorded as it crosses the interface: one that stands for several segments is one record. To record costs no
/// allocation. What the stream throws, <see cref="Receive"/> and <see cref="Send"/> throw.
/// </remarks>
public sealed class CapturingDevice : INetworkDevice
{
    private readonly INetworkDevice _device;
    private readonly PcapngWriter _capture;
    private readonly TimeProvider _time;

    /// <summary>Begins to record.</summary>
    /// <param name="device">The device; <see cref="Dispose"/> disposes it.</param>
    /// <param name="capture">Where to record, with packets that begin with their IP header; <see cref="Dispose"/> ends it.</param>
    /// <param name="time">The clock of the records, or null for that of the system.</param>
    public CapturingDevice(INetworkDevice device, PcapngWriter capture, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(capture);
        (_device, _capture, _time) = (device, capture, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public int MaximumTransmissionUnit => _device.MaximumTransmissionUnit;

    /// <inheritdoc/>
    public int MaximumPacketLength => _device.MaximumPacketLength;

    /// <inheritdoc/>
    public int Receive(PacketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var first = batch.Count;
        var count = _device.Receive(batch);
        Record(batch, first, count);
        return count;
    }

    /// <inheritdoc/>
    public int Send(PacketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var count = _device.Send(batch);
        Record(batch, 0, count);
        return count;
    }

    /// <inheritdoc/>
    public void Wait(TimeSpan timeout) => _device.Wait(timeout);

    /// <inheritdoc/>
    public void Wake() => _device.Wake();

    /// <summary>Disposes the device, and ends the capture.</summary>
    public void Dispose()
    {
        _device.Dispose();
        _capture.Dispose();
    }

    private void Record(PacketBatch batch, int first, int count)
    {
        if (count == 0)
            return;

        var now = _time.GetUtcNow();
        for (var i = first; i < first + count; i++)
            _capture.WritePacket(now, batch[i]);
    }
}
