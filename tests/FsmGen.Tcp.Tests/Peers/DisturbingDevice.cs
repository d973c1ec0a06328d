using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>A device that loses, doubles and reorders packets in both directions; a seed decides which.</summary>
/// <param name="device">The device, which is disposed with this one.</param>
/// <param name="seed">Equal seeds treat equal packets equally.</param>
/// <param name="loss">How likely it is that a packet is lost, from 0 to 1.</param>
/// <param name="duplication">How likely it is that one arrives twice.</param>
/// <param name="reordering">How likely it is that one is overtaken by the next.</param>
internal sealed class DisturbingDevice(INetworkDevice device, int seed, double loss, double duplication, double reordering)
    : INetworkDevice
{
    private readonly Lock _lock = new();
    private readonly PacketBatch _batch = new(64, 64 * device.MaximumPacketLength);
    private readonly Direction _arriving = new(new(seed), loss, duplication, reordering);
    private readonly Direction _leaving = new(new(seed + 1), loss, duplication, reordering);

    public int MaximumTransmissionUnit => device.MaximumTransmissionUnit;

    public int MaximumPacketLength => device.MaximumPacketLength;

    /// <summary>Packets that were lost, and that were passed on out of order or twice.</summary>
    public (int Lost, int Doubled, int Overtaken) Disturbances =>
        (_arriving.Lost + _leaving.Lost, _arriving.Doubled + _leaving.Doubled, _arriving.Overtaken + _leaving.Overtaken);

    public int Receive(PacketBatch batch)
    {
        lock (_lock)
        {
            _batch.Clear();
            if (device.Receive(_batch) == 0)
                _arriving.Release();
            for (var i = 0; i < _batch.Count; i++)
                _arriving.Take(_batch[i]);

            return _arriving.MoveTo(batch);
        }
    }

    public int Send(PacketBatch batch)
    {
        lock (_lock)
        {
            for (var i = 0; i < batch.Count; i++)
                _leaving.Take(batch[i]);

            SendRest();

            // Whoever waits already does not know of what is held back.
            if (!_leaving.IsEmpty)
                device.Wake();
        }

        return batch.Count;
    }

    /// <summary>Waits only when nothing is on its way: what would have been overtaken goes on at the latest now.</summary>
    public void Wait(TimeSpan timeout)
    {
        // Another thread may send meanwhile.
        lock (_lock)
        {
            _leaving.Release();
            SendRest();
            if (!_arriving.IsEmpty)
                return;
        }

        device.Wait(timeout);
    }

    public void Wake() => device.Wake();

    public void Dispose() => device.Dispose();

    // What a link that is full does not take is lost: that is what this device is for.
    private void SendRest()
    {
        while (!_leaving.IsQueueEmpty)
        {
            _batch.Clear();
            _leaving.MoveTo(_batch);
            device.Send(_batch);
        }
    }

    private sealed class Direction(Random random, double loss, double duplication, double reordering)
    {
        private readonly Queue<byte[]> _queue = [];
        private byte[]? _held;

        public int Lost { get; private set; }

        public int Doubled { get; private set; }

        public int Overtaken { get; private set; }

        public bool IsQueueEmpty => _queue.Count == 0;

        public bool IsEmpty => IsQueueEmpty && _held is null;

        public void Take(ReadOnlySpan<byte> packet)
        {
            if (random.NextDouble() < loss)
            {
                Lost++;
                return;
            }

            var copy = packet.ToArray();
            if (_held is null && random.NextDouble() < reordering)
            {
                _held = copy;
                return;
            }

            _queue.Enqueue(copy);
            Overtaken += _held is null ? 0 : 1;
            Release();
            if (random.NextDouble() < duplication)
            {
                Doubled++;
                _queue.Enqueue(copy);
            }
        }

        public void Release()
        {
            if (_held is not null)
                _queue.Enqueue(_held);
            _held = null;
        }

        public int MoveTo(PacketBatch batch)
        {
            var count = 0;
            while (_queue.TryPeek(out var packet) && batch.TryAdd(packet))
            {
                _queue.Dequeue();
                count++;
            }

            return count;
        }
    }
}
