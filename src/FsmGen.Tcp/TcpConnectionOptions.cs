using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>The constants of a connection.</summary>
public sealed record TcpConnectionOptions
{
    /// <summary>Gives the initial sequence number at a time; it must go up as time does.</summary>
    public Func<TimeSpan, SequenceNumber> SelectInitialSequenceNumber { get; init; } = InitialSequenceNumber.FromClock;

    /// <summary>The MSS option of our SYN, and the most text that we put into a segment.</summary>
    public ushort MaximumSegmentSize { get; init; } = 1460;

    /// <summary>Bytes of text that wait for the user; the largest window that we offer.</summary>
    public ushort ReceiveBufferSize { get; init; } = ushort.MaxValue;

    /// <summary>Bytes of text that wait for their acknowledgment.</summary>
    public int SendBufferSize { get; init; } = 65536;

    /// <summary>The retransmission timeout before any back-off, RFC 6298 section 2.1.</summary>
    public TimeSpan RetransmissionTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The retransmission timeout at which the back-off ends, RFC 6298 section 2.5.</summary>
    public TimeSpan MaximumRetransmissionTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>R1: from so many retransmissions of one segment on, delivery is reported as doubtful.</summary>
    public int DoubtfulRetransmissions { get; init; } = 3;

    /// <summary>R2: after so many retransmissions of one segment the connection is closed.</summary>
    public int MaximumRetransmissions { get; init; } = 12;

    /// <summary>How long text may wait for its acknowledgment, or null if only R2 counts.</summary>
    public TimeSpan? UserTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>MSL, the time that a segment may live in the network; TIME-WAIT lasts two of them.</summary>
    public TimeSpan MaximumSegmentLifetime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an acknowledgment may wait for company; zero sends it at once, more than half a second is not allowed.</summary>
    public TimeSpan AcknowledgmentDelay { get; init; } = TimeSpan.Zero;

    /// <summary>The silence after which a keep-alive is sent, or null for none, which is the default by MUST-25.</summary>
    public TimeSpan? KeepAliveInterval { get; init; }

    /// <summary>Keep-alives that may stay unanswered before the connection is closed.</summary>
    public int MaximumKeepAlives { get; init; } = 9;

    /// <summary>Challenge ACKs per second, RFC 5961 section 7.</summary>
    public int ChallengeAcksPerSecond { get; init; } = 10;

    /// <summary>Whether TIME-WAIT ignores resets, RFC 1337.</summary>
    public bool IgnoreResetInTimeWait { get; init; } = true;

    /// <summary>Whether a SYN with a higher sequence number may reopen a connection in TIME-WAIT, RFC 9293 MAY-2.</summary>
    public bool ReopenFromTimeWait { get; init; }
}
