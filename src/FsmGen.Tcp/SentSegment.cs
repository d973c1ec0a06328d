using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>A segment that is on its way, or may be lost.</summary>
internal struct SentSegment
{
    /// <summary>The number of its first byte.</summary>
    public SequenceNumber Start;

    /// <summary>The numbers it takes: its text, and one for a FIN.</summary>
    public int Length;

    /// <summary>When it was sent last.</summary>
    public TimeSpan SentAt;

    /// <summary>Whether the peer holds it (SACK).</summary>
    public bool IsSacked;

    /// <summary>Whether it is taken for lost and waits to be sent again.</summary>
    public bool IsLost;

    /// <summary>Whether it was sent more than once, so that no round trip can be told from it (Karn).</summary>
    public bool IsRetransmitted;

    /// <summary>The number behind its last byte.</summary>
    public readonly SequenceNumber End => Start + Length;

    /// <summary>Whether it counts as being in the network.</summary>
    public readonly bool IsInFlight => !IsSacked && !IsLost;
}
