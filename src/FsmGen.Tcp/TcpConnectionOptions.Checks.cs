using System.Runtime.CompilerServices;

namespace FsmGen.Tcp;

public sealed partial record TcpConnectionOptions
{
    private const int LargestBuffer = 1 << 30;
    private const int SmallestMtu = 68;

    // Options take some of it, and text has to be left: as much as a peer may ask for.
    private const int SmallestSegment = 48;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>Finds a constant with which a connection could not work.</summary>
    /// <exception cref="ArgumentException">There is one; the message names it.</exception>
    internal void Check()
    {
        Between(MaximumTransmissionUnit, SmallestMtu, ushort.MaxValue);
        Between(MaximumPacketLength, 0, ushort.MaxValue);
        Between(MaximumSegmentSize ?? ushort.MaxValue, SmallestSegment, ushort.MaxValue, nameof(MaximumSegmentSize));
        Between(ReceiveBufferSize, 1, LargestBuffer);
        Between(SendBufferSize, 1, LargestBuffer);
        Between(InitialWindow, 1, ushort.MaxValue);
        Between(DoubtfulRetransmissions, 0, int.MaxValue);
        Between(MaximumRetransmissions, 0, int.MaxValue);
        Between(MaximumSynRetransmissions, 0, int.MaxValue);
        Between(QuickAcknowledgments, 0, int.MaxValue);
        Between(MaximumKeepAlives, 0, int.MaxValue);
        Between(ChallengeAcksPerSecond, 0, int.MaxValue);

        Positive(RetransmissionTimeout);
        Positive(MinimumRetransmissionTimeout);
        Positive(MaximumRetransmissionTimeout);
        Positive(FallbackRetransmissionTimeout);
        Positive(MaximumSegmentLifetime);
        Positive(OrphanTimeout);
        Positive(UserTimeout ?? Longest, nameof(UserTimeout));
        Positive(AdvertisedUserTimeout ?? Longest, nameof(AdvertisedUserTimeout));
        Positive(KeepAliveInterval ?? Longest, nameof(KeepAliveInterval));
        Positive(KeepAliveProbeInterval ?? Longest, nameof(KeepAliveProbeInterval));
        if (MaximumRetransmissionTimeout < MinimumRetransmissionTimeout)
            throw new ArgumentException($"{nameof(MaximumRetransmissionTimeout)} is shorter than {nameof(MinimumRetransmissionTimeout)}");
    }

    private static void Between(int value, int least, int most, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least || value > most)
            throw new ArgumentException($"{name} is {value}; it can be {least} to {most}");
    }

    private static void Positive(TimeSpan value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value <= TimeSpan.Zero || value > Longest)
            throw new ArgumentException($"{name} is {value}; it can be more than nothing and up to a year");
    }
}
