using FsmGen.Runtime.Packets;
using FsmGen.Runtime.Timers;

namespace FsmGen.Tcp.Stack;

/// <summary>Connections in TIME-WAIT, of which little has to be remembered: some 90 bytes each, with index and timer.</summary>
/// <remarks>
/// <code>
///   buckets ─▶ entry ─▶ entry      by the hash of the sockets
///   slots   ─▶ entry ─▶ entry      by the second in which the time is over, or was before it was prolonged
/// </code>
/// Entries lie in chunks that do not move and refer to each other by number. One that is taken out stays in its slot, dead,
/// until that is looked at.
/// </remarks>
internal sealed class TimeWaitTable(SipHash hash, TimerWheel wheel, int capacity) : TimerNode
{
    private const int ChunkLength = 1024, SlotCount = 512, None = -1;

    private static readonly TimeSpan SlotLength = TimeSpan.FromSeconds(1);

    private readonly List<Entry[]> _chunks = [];
    private readonly int[] _slots = NewIndex(SlotCount);
    private int[] _buckets = NewIndex(ChunkLength);
    private int _free = None;
    private int _used;

    /// <summary>Connections that are remembered.</summary>
    public int Count { get; private set; }

    /// <summary>Remembers a connection that is not remembered yet; false if there is no room.</summary>
    public bool TryAdd(in ConnectionKey key, in TimeWaitBlock block)
    {
        if (_used == capacity)
            return false;
        if (_used >= _buckets.Length)
            Rehash();

        var index = Take();
        ref var entry = ref At(index);
        entry = new() { Key = new(key), Block = block };
        Link(index, key.Hash(hash));
        Watch(index);
        Count++;
        return true;
    }

    /// <summary>Finds what is remembered of a connection.</summary>
    public bool TryFind(in ConnectionKey key, out TimeWaitBlock block)
    {
        var index = Find(key);
        block = index == None ? default : At(index).Block;
        return index != None;
    }

    /// <summary>Remembers something else of a connection that is remembered; its time may only become longer.</summary>
    public void Replace(in ConnectionKey key, in TimeWaitBlock block) => At(Find(key)).Block = block;

    /// <summary>Forgets a connection that is remembered.</summary>
    public void Remove(in ConnectionKey key)
    {
        ref var place = ref _buckets[Bucket(key.Hash(hash))];
        var compact = new CompactKey(key);
        while (At(place).Key != compact)
            place = ref At(place).NextInBucket;

        ref var entry = ref At(place);
        place = entry.NextInBucket;
        entry.Key = default;
        Count--;
    }

    protected override void OnExpired()
    {
        var slot = SlotOf(wheel.Now);
        for (var index = Detach(slot); index != None;)
        {
            var next = At(index).NextInSlot;
            Look(index);
            index = next;
        }

        for (var i = 1; i <= SlotCount; i++)
        {
            if (_slots[(slot + i) % SlotCount] != None)
            {
                wheel.Schedule(this, (Math.Floor(wheel.Now / SlotLength) + i) * SlotLength);
                break;
            }
        }
    }

    // An entry in the slot that is due now: dead, or over, or prolonged since.
    private void Look(int index)
    {
        ref var entry = ref At(index);
        if (entry.Key != default && entry.Block.Deadline > wheel.Now)
        {
            Watch(index);
            return;
        }

        if (entry.Key != default)
            Remove(entry.Key.ToKey());

        entry.NextInBucket = _free;
        _free = index;
        _used--;
    }

    private int Find(in ConnectionKey key)
    {
        var compact = new CompactKey(key);
        var index = _buckets[Bucket(key.Hash(hash))];
        while (index != None && At(index).Key != compact)
            index = At(index).NextInBucket;

        return index;
    }

    private void Watch(int index)
    {
        ref var entry = ref At(index);

        // At least one slot ahead, at most once around.
        var ahead = Math.Clamp(Math.Ceiling(entry.Block.Deadline / SlotLength) - Math.Floor(wheel.Now / SlotLength), 1, SlotCount - 1);
        var due = (Math.Floor(wheel.Now / SlotLength) + ahead) * SlotLength;
        ref var slot = ref _slots[SlotOf(due)];
        entry.NextInSlot = slot;
        slot = index;
        if (!IsScheduled || due < Deadline)
            wheel.Schedule(this, due);
    }

    private int Detach(int slot)
    {
        var first = _slots[slot];
        _slots[slot] = None;
        return first;
    }

    private void Link(int index, uint code)
    {
        ref var bucket = ref _buckets[Bucket(code)];
        At(index).NextInBucket = bucket;
        bucket = index;
    }

    private int Take()
    {
        if (_free == None)
        {
            var first = _chunks.Count * ChunkLength;
            _chunks.Add(new Entry[ChunkLength]);
            for (var i = first + ChunkLength - 1; i >= first; i--)
            {
                At(i).NextInBucket = _free;
                _free = i;
            }
        }

        var index = _free;
        _free = At(index).NextInBucket;
        _used++;
        return index;
    }

    private void Rehash()
    {
        var old = _buckets;
        _buckets = NewIndex(2 * old.Length);
        foreach (var first in old)
        {
            for (var index = first; index != None;)
            {
                var next = At(index).NextInBucket;
                Link(index, At(index).Key.ToKey().Hash(hash));
                index = next;
            }
        }
    }

    private ref Entry At(int index) => ref _chunks[index / ChunkLength][index % ChunkLength];

    private int Bucket(uint code) => (int)code & (_buckets.Length - 1);

    private static int SlotOf(TimeSpan instant) => (int)((long)Math.Floor(instant / SlotLength) % SlotCount);

    private static int[] NewIndex(int length)
    {
        var index = new int[length];
        Array.Fill(index, None);
        return index;
    }

    /// <summary>Two sockets, without what alignment makes of them.</summary>
    internal readonly record struct CompactKey
    {
        private readonly ulong _localHigh, _localLow, _remoteHigh, _remoteLow;
        private readonly ushort _localPort, _remotePort;
        private readonly bool _isIpv6;

        public CompactKey(in ConnectionKey key)
        {
            _isIpv6 = key.Local.Address.IsIpv6;
            var (local, remote) = (BitsOf(key.Local.Address), BitsOf(key.Remote.Address));
            (_localHigh, _localLow, _localPort) = ((ulong)(local >> 64), (ulong)local, key.Local.Port);
            (_remoteHigh, _remoteLow, _remotePort) = ((ulong)(remote >> 64), (ulong)remote, key.Remote.Port);
        }

        public ConnectionKey ToKey() => new(new(AddressOf(_localHigh, _localLow), _localPort), new(AddressOf(_remoteHigh, _remoteLow), _remotePort));

        private IpAddress AddressOf(ulong high, ulong low) => _isIpv6 ? new Ipv6Address(new UInt128(high, low)) : new Ipv4Address((uint)low);

        private static UInt128 BitsOf(IpAddress address) => address.IsIpv4 ? ((Ipv4Address)address).Value : ((Ipv6Address)address).Value;
    }

    private struct Entry
    {
        public CompactKey Key;
        public int NextInBucket, NextInSlot;
        public TimeWaitBlock Block;
    }
}
