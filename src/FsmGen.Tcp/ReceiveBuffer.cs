namespace FsmGen.Tcp;

/// <summary>Text that the user has not taken, and behind it what came out of order.</summary>
/// <remarks>Offsets count from RCV.NXT, the first byte that is missing.</remarks>
internal sealed class ReceiveBuffer(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];
    private readonly List<(int Start, int End)> _held = [];
    private int _head;

    /// <summary>Bytes complete and not taken.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes that the buffer holds.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>Whether the next byte is on hand, though not counted yet.</summary>
    public bool IsNextHeld => _held is [{ Start: 0 }, ..];

    /// <summary>Whether bytes behind a hole are on hand.</summary>
    public bool HasHole => _held is [{ Start: > 0 }, ..];

    /// <summary>Empties the buffer.</summary>
    public void Clear()
    {
        (_head, Length) = (0, 0);
        _held.Clear();
    }

    /// <summary>Holds text at an offset; the caller has cut it to the window.</summary>
    public void Hold(int offset, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return;

        var position = (_head + Length + offset) % _bytes.Length;
        var first = Math.Min(text.Length, _bytes.Length - position);
        text[..first].CopyTo(_bytes.AsSpan(position));
        text[first..].CopyTo(_bytes);
        Merge(offset, offset + text.Length);
    }

    /// <summary>Completes what is held next in sequence, and says how many bytes that is.</summary>
    public int Complete()
    {
        if (!IsNextHeld)
            return 0;

        var count = _held[0].End;
        _held.RemoveAt(0);
        for (var i = 0; i < _held.Count; i++)
            _held[i] = (_held[i].Start - count, _held[i].End - count);

        Length += count;
        return count;
    }

    /// <summary>Gives away as many complete bytes as fit, and says how many.</summary>
    public int Take(Span<byte> destination)
    {
        var count = Math.Min(destination.Length, Length);
        var first = Math.Min(count, _bytes.Length - _head);
        _bytes.AsSpan(_head, first).CopyTo(destination);
        _bytes.AsSpan(0, count - first).CopyTo(destination[first..]);
        _head = (_head + count) % _bytes.Length;
        Length -= count;
        return count;
    }

    private void Merge(int start, int end)
    {
        var at = 0;
        while (at < _held.Count && _held[at].End < start)
            at++;

        while (at < _held.Count && _held[at].Start <= end)
        {
            (start, end) = (Math.Min(start, _held[at].Start), Math.Max(end, _held[at].End));
            _held.RemoveAt(at);
        }

        _held.Insert(at, (start, end));
    }
}
