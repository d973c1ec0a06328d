using System.Buffers;
using System.Numerics;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>The segments between SND.UNA and SND.NXT in their order, and what is known of each; RFC 9293 3.4, RFC 6675 section 3.</summary>
internal partial struct RetransmissionQueue
{
    private const int MinimumCapacity = 16;

    // A ring, whose length is a power of two. It goes back to the pool when nothing is out: an idle connection has none.
    private SentSegment[]? _segments;
    private int _mask;
    private int _first;
    private int _lostHint;
    private int _inFlight;
    private int _presumed;
    private bool _hasSacked;

    /// <summary>Segments on hand.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that are taken to be in the network; "pipe" in RFC 6675.</summary>
    public readonly int InFlight => Math.Max(0, _inFlight - _presumed);

    /// <summary>Whether a segment waits to be sent again.</summary>
    public bool HasLost => TryFindLost(out _);

    /// <summary>Whether the oldest segment is one of them.</summary>
    public readonly bool IsFrontLost => Count > 0 && At(0).IsLost;

    private readonly ref SentSegment At(int index) => ref _segments![(_first + index) & _mask];

    /// <summary>Forgets all segments.</summary>
    public void Clear()
    {
        (_first, Count, _inFlight, _presumed, _lostHint, _hasSacked) = (0, 0, 0, 0, 0, false);
        Exchange(null);
    }

    /// <summary>Appends a segment that has just been sent.</summary>
    public void Append(SequenceNumber start, int length, TimeSpan now)
    {
        if (Count == Capacity)
            Grow();

        At(Count++) = new() { Start = start, Length = length, SentAt = now };
        _inFlight += length;
    }

    /// <summary>Drops what is acknowledged.</summary>
    /// <param name="acknowledgment">SEG.ACK.</param>
    /// <returns>What can be told from it.</returns>
    public AcknowledgedSegments Acknowledge(SequenceNumber acknowledgment)
    {
        TimeSpan? sentAt = null;
        TimeSpan? sentAgainAt = null;
        var (count, sacked) = (0, 0);
        while (Count > 0 && At(0).End <= acknowledgment)
        {
            ref var segment = ref At(0);
            if (segment.IsInFlight)
                _inFlight -= segment.Length;
            if (segment.IsRetransmitted && !(sentAgainAt > segment.SentAt))
                sentAgainAt = segment.SentAt;
            // One that was reported before says nothing of how long this acknowledgment took.
            if (segment.IsSacked)
                sacked += segment.Length;
            else
                sentAt = segment.SentAt;
            _first = (_first + 1) & _mask;
            Count--;
            count++;
        }

        _lostHint = Math.Max(0, _lostHint - count);
        if (Count == 0)
            Clear();
        else if (At(0).Start < acknowledgment)
            sacked += Trim(acknowledgment);

        return new(count, sacked, sentAgainAt is null ? sentAt : null, sentAgainAt);
    }

    /// <summary>Notes a run that the peer holds.</summary>
    /// <param name="block">The run.</param>
    /// <param name="segmentSize">SMSS: what was sent in one piece is not held in parts.</param>
    /// <returns>The bytes of which that was not known.</returns>
    public int Sack(SackBlock block, int segmentSize)
    {
        var count = 0;
        for (var i = FirstAt(block.Left, segmentSize); i < Count && At(i).Start < block.Right; i++)
        {
            if (At(i).End > block.Right && !TrySplitAt(i, block.Right, segmentSize))
                break;

            ref var segment = ref At(i);
            if (segment.IsSacked)
                continue;

            if (segment.IsInFlight)
                _inFlight -= segment.Length;
            (segment.IsSacked, segment.IsLost) = (true, false);
            count += segment.Length;
            _hasSacked = true;
        }

        return count;
    }

    /// <summary>Takes it that segments have left the network, without knowing which: duplicate acknowledgments say so.</summary>
    public void Presume(int segments, int segmentSize) => _presumed = segments * segmentSize;

    private bool TryFindLost(out int index)
    {
        for (index = _lostHint; index < Count; index++)
        {
            if (At(index).IsLost)
            {
                _lostHint = index;
                return true;
            }
        }

        _lostHint = Count;
        return false;
    }

    private readonly int Capacity => _segments is null ? 0 : _mask + 1;

    // Part of a segment is acknowledged: what remains keeps what is known of it. Gives the bytes of the part that were held.
    private int Trim(SequenceNumber start)
    {
        ref var segment = ref At(0);
        var count = start - segment.Start;
        if (segment.IsInFlight)
            _inFlight -= count;
        (segment.Start, segment.Length) = (start, segment.Length - count);
        return segment.IsSacked ? count : 0;
    }

    private void SplitAt(int index, SequenceNumber sequence)
    {
        if (Count == Capacity)
            Grow();

        for (var i = Count++; i > index; i--)
            At(i) = At(i - 1);

        var length = sequence - At(index).Start;
        At(index).Length = length;
        ref var rest = ref At(index + 1);
        (rest.Start, rest.Length) = (sequence, rest.Length - length);
    }

    // Only what stands for several segments (offload) may be held in part: where the device has cut it. Elsewhere it would
    // be a lie, and a byte a piece.
    private bool TrySplitAt(int index, SequenceNumber sequence, int segmentSize)
    {
        if (At(index).Length <= segmentSize || (sequence - At(index).Start) % segmentSize != 0)
            return false;

        SplitAt(index, sequence);
        return true;
    }

    // The first segment that begins at a number or behind it.
    private int FirstAt(SequenceNumber sequence, int segmentSize)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (At(middle).Start < sequence)
                low = middle + 1;
            else
                high = middle;
        }

        if (low > 0 && At(low - 1).End > sequence)
            TrySplitAt(low - 1, sequence, segmentSize);
        return low;
    }

    private void Grow()
    {
        var segments = ArrayPool<SentSegment>.Shared.Rent(Math.Max(MinimumCapacity, 2 * Count));
        for (var i = 0; i < Count; i++)
            segments[i] = At(i);

        _first = 0;
        Exchange(segments);
    }

    private void Exchange(SentSegment[]? segments)
    {
        if (_segments is not null)
            ArrayPool<SentSegment>.Shared.Return(_segments);

        _segments = segments;
        _mask = segments is null ? 0 : (1 << BitOperations.Log2((uint)segments.Length)) - 1;
    }
}
