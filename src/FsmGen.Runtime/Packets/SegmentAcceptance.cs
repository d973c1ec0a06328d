namespace FsmGen.Runtime.Packets;

/// <summary>The first test on an arriving segment: does it touch the receive window? RFC 9293 section 3.10.7.4, step 1.</summary>
public static class SegmentAcceptance
{
    //                  │ window 0                │ window > 0
    //   ───────────────┼─────────────────────────┼─────────────────────────────────────
    //    length 0      │ sequence = receiveNext  │ sequence in the window
    //    length > 0    │ never                   │ first or last number in the window

    /// <summary>Whether a segment is acceptable to a receiver with the given window.</summary>
    /// <remarks>
    /// <para>
    /// The four cases are applied as they stand: a segment that begins before the window and ends after it is not acceptable.
    /// </para>
    /// <para>
    /// A receiver with window 0 still has to heed valid ACK, URG and RST of segments that fail here (MUST-66); that is
    /// its decision, not part of this test.
    /// </para>
    /// </remarks>
    /// <param name="sequence">SEG.SEQ, the first number the segment occupies.</param>
    /// <param name="length">SEG.LEN, bytes of data plus one each for SYN and FIN.</param>
    /// <param name="receiveNext">RCV.NXT, the next number expected.</param>
    /// <param name="receiveWindow">RCV.WND, in bytes, after any window scaling.</param>
    public static bool IsAcceptable(SequenceNumber sequence, uint length, SequenceNumber receiveNext, uint receiveWindow) =>
        (length, receiveWindow) switch
        {
            (0, 0) => sequence == receiveNext,
            (0, _) => sequence.IsInWindow(receiveNext, receiveWindow),
            (_, 0) => false,
            _ => sequence.IsInWindow(receiveNext, receiveWindow)
                || (sequence + (length - 1)).IsInWindow(receiveNext, receiveWindow),
        };
}
