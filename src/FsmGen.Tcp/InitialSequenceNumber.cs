using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>Ways to select an initial sequence number.</summary>
public static class InitialSequenceNumber
{
    private const long TicksPerIncrement = 4 * TimeSpan.TicksPerMicrosecond;

    /// <summary>The clock of RFC 9293 section 3.4.1 alone: one more every four microseconds, round in about five hours.</summary>
    /// <remarks>Easy to guess for a stranger: outside tests add the keyed hash of RFC 6528.</remarks>
    public static SequenceNumber FromClock(TimeSpan now) => new(unchecked((uint)(now.Ticks / TicksPerIncrement)));
}
