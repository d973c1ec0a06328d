namespace FsmGen.Tcp.Devices;

/// <summary>Packets that cross a device together, in one buffer that is used over and over: nothing is allocated.</summary>
public sealed class PacketBatch
{
    private readonly byte[] _bytes;
    private readonly Slot[] _slots;
    private int _first;
    private int _end;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="packets">The most packets that it holds.</param>
    /// <param name="bytes">The most bytes that they have together.</param>
    public PacketBatch(int packets, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(packets);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        (_slots, _bytes) = (new Slot[packets], new byte[bytes]);
    }

    /// <summary>The packets on hand.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes of a packet, from its IP header on; valid until the batch is cleared.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many packets.</exception>
    public Span<byte> this[int index] => _bytes.AsSpan(At(index).Start, At(index).Length);

    /// <summary>
    /// Zero, or the bytes of TCP text in each segment (the last may be shorter) of a packet that stands for several.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many packets.</exception>
    public int SegmentSize(int index) => At(index).SegmentSize;

    /// <summary>Gives room behind the last packet, or an empty span if there is not enough.</summary>
    /// <param name="length">The bytes that the next packet may take.</param>
    public Span<byte> Reserve(int length) => _first + Count == _slots.Length || length > _bytes.Length - _end
        ? default
        : _bytes.AsSpan(_end, length);

    /// <summary>Appends the packet that was written into the room last reserved.</summary>
    /// <param name="length">Its bytes.</param>
    /// <param name="segmentSize">See <see cref="SegmentSize"/>.</param>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public void Commit(int length, int segmentSize = 0)
    {
        if (Reserve(length).IsEmpty)
            throw new InvalidOperationException("The batch has no room for this packet");

        _slots[_first + Count++] = new(_end, length, segmentSize);
        _end += length;
    }

    /// <summary>Appends a copy of a packet; false, and nothing happens, if there is no room for it.</summary>
    /// <param name="packet">The packet; one without a byte is none, and is left out.</param>
    /// <param name="segmentSize">See <see cref="SegmentSize"/>.</param>
    public bool TryAdd(ReadOnlySpan<byte> packet, int segmentSize = 0)
    {
        if (packet.IsEmpty)
            return true;

        var room = Reserve(packet.Length);
        if (room.IsEmpty)
            return false;

        packet.CopyTo(room);
        Commit(packet.Length, segmentSize);
        return true;
    }

    /// <summary>Drops packets from the front; room comes back once the batch is empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many packets.</exception>
    public void RemoveFirst(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        (_first, Count) = (_first + count, Count - count);
        if (Count == 0)
            Clear();
    }

    /// <summary>Drops all packets.</summary>
    public void Clear() => (_first, Count, _end) = (0, 0, 0);

    private Slot At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _slots[_first + index];
    }

    private readonly record struct Slot(int Start, int Length, int SegmentSize);
}
