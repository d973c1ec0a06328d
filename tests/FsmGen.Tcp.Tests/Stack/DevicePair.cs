using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Tests.Stack;

/// <summary>Two devices joined in memory: what one sends, the other receives. Nothing is allocated once they are made.</summary>
internal sealed class DevicePair
{
    public DevicePair(int capacity = 256, int mtu = 1500)
    {
        var (there, back) = (new Wire(capacity, mtu), new Wire(capacity, mtu));
        (Left, Right) = (new(back, there, mtu), new(there, back, mtu));
        (there.Sender, there.Receiver) = (Left, Right);
        (back.Sender, back.Receiver) = (Right, Left);
    }

    public Device Left { get; }

    public Device Right { get; }

    public sealed class Device(Wire incoming, Wire outgoing, int mtu) : INetworkDevice
    {
        private readonly object _lock = new();
        private bool _isAwake;
        private bool _isWaitingForRoom;

        public int MaximumTransmissionUnit => mtu;

        public int MaximumPacketLength => mtu;

        /// <summary>Called with each packet that this side sends; false loses it.</summary>
        public Func<ReadOnlyMemory<byte>, bool>? Passes { get; set; }

        /// <summary>How often somebody woke it.</summary>
        public int Wakes { get; private set; }

        /// <summary>Puts a packet onto the wire as if this side had sent it.</summary>
        public void Inject(ReadOnlySpan<byte> packet) => Assert.True(outgoing.TryPut(packet));

        public int Receive(PacketBatch batch)
        {
            var count = 0;
            while (incoming.TryTake(batch))
                count++;
            if (count > 0)
                incoming.Sender.HasRoom();
            return count;
        }

        public int Send(PacketBatch batch)
        {
            var count = 0;
            while (count < batch.Count && !outgoing.IsFull)
            {
                if (Passes?.Invoke(batch[count].ToArray()) != false)
                    Assert.True(outgoing.TryPut(batch[count]));
                count++;
            }

            Volatile.Write(ref _isWaitingForRoom, count < batch.Count);
            if (count > 0)
                outgoing.Receiver.Signal();
            return count;
        }

        public void Wait(TimeSpan timeout)
        {
            var end = timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : Environment.TickCount64 + (long)Math.Ceiling(timeout.TotalMilliseconds);
            lock (_lock)
            {
                while (!_isAwake && end - Environment.TickCount64 is > 0 and var rest)
                    Monitor.Wait(_lock, (int)Math.Min(rest, 10_000));
                _isAwake = false;
            }
        }

        public void Wake()
        {
            Wakes++;
            Signal();
        }

        public void Dispose()
        {
        }

        private void HasRoom()
        {
            if (Volatile.Read(ref _isWaitingForRoom))
                Signal();
        }

        private void Signal()
        {
            lock (_lock)
            {
                _isAwake = true;
                Monitor.PulseAll(_lock);
            }
        }
    }

    public sealed class Wire(int capacity, int mtu)
    {
        private readonly byte[] _bytes = new byte[capacity * mtu];
        private readonly int[] _lengths = new int[capacity];
        private int _first;
        private int _count;

        public Device Sender { get; set; } = null!; // the pair sets it

        public Device Receiver { get; set; } = null!; // the pair sets it

        public bool IsFull
        {
            get
            {
                lock (_bytes)
                    return _count == capacity;
            }
        }

        public bool TryPut(ReadOnlySpan<byte> packet)
        {
            lock (_bytes)
            {
                if (_count == capacity)
                    return false;

                var at = (_first + _count++) % capacity;
                packet.CopyTo(_bytes.AsSpan(at * mtu, mtu));
                _lengths[at] = packet.Length;
                return true;
            }
        }

        public bool TryTake(PacketBatch batch)
        {
            lock (_bytes)
            {
                if (_count == 0 || !batch.TryAdd(_bytes.AsSpan(_first * mtu, _lengths[_first])))
                    return false;

                (_first, _count) = ((_first + 1) % capacity, _count - 1);
                return true;
            }
        }
    }
}
