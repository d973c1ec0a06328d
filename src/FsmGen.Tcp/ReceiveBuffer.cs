using System.Buffers;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>Text that the user has not taken, and behind it what came out of order.</summary>
/// <remarks>Offsets count from RCV.NXT, the first byte that is missing.</remarks>
internal struct ReceiveBuffer(int capacity, TcpMemory memory)
{
    // Holes are the peer's choice, and each costs work: beyond so many, what would make another is taken for lost.
    private const int MaximumHeld = 128;

    private TextList _text = new(memory);
    private HeldText[] _held = [];
    private int _heldCount;
    private int _next;
    private uint _stamp;
    private int _examined;

    /// <summary>Bytes complete and not taken.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes that the buffer holds.</summary>
    public int Capacity => capacity;

    /// <summary>
    /// Bytes that are wanted. Text that the user knows and keeps is not counted: it may need more than the buffer holds at a
    /// time, and would wait for ever.
    /// </summary>
    public int Room => capacity - (Length - _examined);

    /// <summary>Whether the next byte is on hand, though not counted yet.</summary>
    public bool IsNextHeld => _next > 0;

    /// <summary>Whether bytes behind a hole are on hand.</summary>
    public bool HasHole => _heldCount > 0;

    /// <summary>The bytes that are complete, where they are.</summary>
    public ReadOnlySequence<byte> Text => _text.First(Length);

    /// <summary>Empties the buffer.</summary>
    public void Clear()
    {
        _text.Clear();
        (Length, _heldCount, _next, _examined) = (0, 0, 0, 0);
    }

    /// <summary>Holds text at an offset, if there is memory for it; the caller has cut it to the window.</summary>
    public void Hold(int offset, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return;

        if (_text.TryReach(Length + offset + text.Length) && TryMerge(offset, offset + text.Length))
            _text.Write(Length + offset, text);
        else if (IsEmpty)
            _text.Clear();
    }

    /// <summary>The first of some bytes that is held already, and those behind it; null if none is.</summary>
    public (int Start, int End)? FindHeld(int start, int end)
    {
        for (var i = 0; i < _heldCount && _held[i].Start < end; i++)
        {
            if (_held[i].End > start)
                return (Math.Max(start, _held[i].Start), Math.Min(end, _held[i].End));
        }

        return null;
    }

    /// <summary>Completes what is held next in sequence, and says how many bytes that is.</summary>
    public int Complete()
    {
        var count = _next;
        if (count == 0)
            return 0;

        for (var i = 0; i < _heldCount; i++)
            _held[i] = _held[i] with { Start = _held[i].Start - count, End = _held[i].End - count };

        (_next, Length) = (0, Length + count);
        return count;
    }

    /// <summary>Gives away as many complete bytes as fit, and says how many.</summary>
    public int Take(Span<byte> destination)
    {
        var count = Math.Min(destination.Length, Length);
        _text.Read(0, destination[..count]);
        Drop(count);
        return count;
    }

    /// <summary>Lends the complete bytes to the user: their memory is not used for others until some are taken.</summary>
    public void Lend() => _text.IsLent = true;

    /// <summary>Drops as many complete bytes as there are of those that the user has done with, and says how many.</summary>
    /// <param name="count">Bytes that the user has done with.</param>
    /// <param name="examined">Bytes that it knows, these included.</param>
    public int Take(int count, int examined)
    {
        count = Math.Clamp(count, 0, Length);
        _examined = Math.Clamp(examined, count, Length);
        Drop(count);
        return count;
    }

    /// <summary>Drops complete bytes in front.</summary>
    public void Drop(int count)
    {
        _text.IsLent = false;
        _examined = Math.Max(0, _examined - count);
        Length -= count;
        _text.Drop(count, isAll: IsEmpty);
    }

    /// <summary>What is held behind holes, the run that changed last first; RFC 2018 section 4.</summary>
    /// <param name="next">RCV.NXT, from which offsets count.</param>
    /// <param name="blocks">Where to; its length is the most that is given.</param>
    /// <returns>How many were given.</returns>
    public int Report(SequenceNumber next, Span<SackBlock> blocks)
    {
        var count = 0;
        for (var bound = uint.MaxValue; count < blocks.Length && TryFindLatest(bound, out var held); bound = held.Stamp)
            blocks[count++] = new(next + held.Start, next + held.End);

        return count;
    }

    private bool IsEmpty => Length + _next + _heldCount == 0;

    private bool TryFindLatest(uint before, out HeldText latest)
    {
        latest = default;
        for (var i = 0; i < _heldCount; i++)
        {
            if (_held[i].Stamp < before && _held[i].Stamp > latest.Stamp)
                latest = _held[i];
        }

        return latest.Stamp > 0;
    }

    // What is next in sequence makes no hole and takes no place among those behind holes: most connections never have one.
    private bool TryMerge(int start, int end)
    {
        if (start <= _next)
            (start, end) = (0, Math.Max(end, _next));

        var at = 0;
        while (at < _heldCount && _held[at].End < start)
            at++;

        var behind = at;
        for (; behind < _heldCount && _held[behind].Start <= end; behind++)
            (start, end) = (Math.Min(start, _held[behind].Start), Math.Max(end, _held[behind].End));

        if (start == 0)
        {
            _next = end;
            _held.AsSpan(behind, _heldCount - behind).CopyTo(_held);
            _heldCount -= behind;
            return true;
        }

        if (behind == at && !TryGrow())
            return false;

        // One takes the place of all that it touches; those behind move up, or down by one if it touches none.
        _held.AsSpan(behind, _heldCount - behind).CopyTo(_held.AsSpan(at + 1));
        _heldCount += at + 1 - behind;
        _held[at] = new(start, end, ++_stamp);
        return true;
    }

    private bool TryGrow()
    {
        if (_heldCount == MaximumHeld)
            return false;

        if (_heldCount == _held.Length)
            Array.Resize(ref _held, Math.Max(4, 2 * _held.Length));
        return true;
    }

    private readonly record struct HeldText(int Start, int End, uint Stamp);
}
