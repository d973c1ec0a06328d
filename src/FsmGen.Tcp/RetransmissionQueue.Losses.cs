using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// What is taken for lost, by which sign, and what of it is sent again next.
internal partial struct RetransmissionQueue
{
    /// <summary>
    /// DupThresh: a segment is lost once so many duplicates have come, or so many separate runs, or more than one segment less
    /// than that, are held behind it; RFC 5681 section 3.2, RFC 6675 section 4.
    /// </summary>
    public const int DuplicateThreshold = 3;

    /// <summary>Marks segments as lost that the peer has missed for long enough; RFC 6675 section 4, IsLost.</summary>
    /// <param name="segmentSize">SMSS.</param>
    /// <returns>The number behind the last that was marked, or null if none was.</returns>
    public SequenceNumber? MarkLost(int segmentSize)
    {
        SequenceNumber? end = null;
        if (!_hasSacked)
            return end;

        var (runs, bytes, wasSacked) = (0, 0, false);
        for (var i = Count - 1; i >= 0; i--)
        {
            ref var segment = ref At(i);
            if (segment.IsSacked)
            {
                bytes += segment.Length;
                runs += wasSacked ? 0 : 1;
                wasSacked = true;
                continue;
            }

            wasSacked = false;
            if (segment is { IsLost: false, IsRetransmitted: false }
                && (runs >= DuplicateThreshold || bytes > (DuplicateThreshold - 1) * segmentSize))
            {
                Lose(i);
                end ??= segment.End;
            }
        }

        return end;
    }

    /// <summary>Marks the oldest segment as lost.</summary>
    /// <returns>The number behind it, or null if it is marked already, or waits for its retransmission to be acknowledged.</returns>
    /// <param name="segmentSize">SMSS: of what was sent in one piece, the first segment.</param>
    public SequenceNumber? LoseFront(int segmentSize)
    {
        if (Count == 0 || At(0) is { IsLost: true } or { IsRetransmitted: true } or { IsSacked: true })
            return null;

        if (At(0).Length > segmentSize)
            SplitAt(0, At(0).Start + segmentSize);
        Lose(0);
        return At(0).End;
    }

    /// <summary>Marks the first segment as lost behind which the peer holds anything; RFC 6675 section 4, rule 3 of NextSeg.</summary>
    /// <returns>False if there is none that has not been sent again.</returns>
    public bool LoseBehindHeld()
    {
        var last = Count - 1;
        while (last >= 0 && !At(last).IsSacked)
            last--;

        for (var i = 0; i < last; i++)
        {
            if (At(i) is { IsInFlight: true, IsRetransmitted: false })
            {
                Lose(i);
                return true;
            }
        }

        return false;
    }

    /// <summary>Marks the last segment that the peer does not hold as lost; RFC 6675 section 4, rule 4 of NextSeg.</summary>
    /// <returns>False if there is none that has not been sent again.</returns>
    public bool LoseLast()
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            if (At(i) is { IsInFlight: true, IsRetransmitted: false })
            {
                Lose(i);
                return true;
            }
        }

        return false;
    }

    /// <summary>Marks what is out and too long for the path as lost.</summary>
    public void LoseLongerThan(int segmentSize)
    {
        for (var i = 0; i < Count; i++)
        {
            if (At(i).IsInFlight && At(i).Length > segmentSize)
                Lose(i);
        }
    }

    /// <summary>Marks all that the peer does not hold as lost: the retransmission timer has expired.</summary>
    public void LoseAll()
    {
        // A peer that holds the oldest segment has given up what it reported: RFC 2018 section 8.
        var isRenege = Count > 0 && At(0).IsSacked;
        for (var i = 0; i < Count; i++)
        {
            ref var segment = ref At(i);
            segment.IsSacked &= !isRenege;
            if (segment is { IsSacked: false, IsLost: false })
                Lose(i);
        }

        if (isRenege)
            (_inFlight, _hasSacked) = (0, false);
    }

    /// <summary>Gives the oldest segment that waits to be sent again, cut to a length.</summary>
    /// <param name="length">The numbers that it may take at most.</param>
    /// <param name="limit">Where the peer's window ends; the oldest segment of all may lie beyond.</param>
    /// <param name="now">The time.</param>
    /// <param name="segment">The segment.</param>
    public bool TryTakeLost(int length, SequenceNumber limit, TimeSpan now, out SentSegment segment)
    {
        segment = default;
        if (!TryFindLost(out var index) || (index > 0 && At(index).End > limit))
            return false;

        if (At(index).Length > length)
            SplitAt(index, At(index).Start + length);

        ref var found = ref At(index);
        (found.IsLost, found.IsRetransmitted, found.SentAt) = (false, true, now);
        _inFlight += found.Length;
        segment = found;
        return true;
    }

    private void Lose(int index)
    {
        ref var segment = ref At(index);
        if (segment.IsInFlight)
            _inFlight -= segment.Length;
        segment.IsLost = true;
        _lostHint = Math.Min(_lostHint, index);
    }
}
