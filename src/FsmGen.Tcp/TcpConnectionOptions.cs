using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>The constants of a connection. The defaults are those of the RFCs; <see cref="Linux"/> has others.</summary>
public sealed partial record TcpConnectionOptions
{
    /// <summary>What the RFCs say, each where its property says; no acknowledgment is held back.</summary>
    public static TcpConnectionOptions Rfc { get; } = new();

    /// <summary>What Linux does by default.</summary>
    public static TcpConnectionOptions Linux { get; } = new()
    {
        MinimumRetransmissionTimeout = TimeSpan.FromMilliseconds(200),
        MaximumRetransmissionTimeout = TimeSpan.FromSeconds(120),
        MaximumRetransmissions = 15,
        MaximumSynRetransmissions = 6,
        UserTimeout = null,
        MaximumSegmentLifetime = TimeSpan.FromSeconds(30),
        AcknowledgmentDelay = TimeSpan.FromMilliseconds(40),
        QuickAcknowledgments = 16,
        KeepAliveProbeInterval = TimeSpan.FromSeconds(75),
        IgnoreResetInTimeWait = false,
        ReopenFromTimeWait = true,
    };

    /// <summary>Selects an initial sequence number for a local and a remote socket at a time; it must go up as time does.</summary>
    public Func<TcpEndpoint, TcpEndpoint, TimeSpan, SequenceNumber> SelectInitialSequenceNumber { get; init; } =
        InitialSequenceNumbers.Random.Select;

    /// <summary>Selects where the timestamp clock of a connection begins, in milliseconds; RFC 7323 section 5.4.</summary>
    public Func<TcpEndpoint, TcpEndpoint, uint> SelectTimestampOffset { get; init; } =
        InitialSequenceNumbers.Random.SelectTimestampOffset;

    /// <summary>Makes the congestion control of a connection; RFC 5681 unless told otherwise.</summary>
    public Func<ICongestionControl> CongestionControl { get; init; } = static () => new NewReno();

    /// <summary>Bytes of the longest IP packet that the link carries; RFC 9293 section 3.7.2.</summary>
    public int MaximumTransmissionUnit { get; init; } = 1500;

    /// <summary>
    /// Bytes of the longest IP packet that may be handed out to be cut into segments by the device, or zero if it cuts none.
    /// </summary>
    public int MaximumPacketLength { get; init; }

    /// <summary>The MSS option of our SYN in bytes of text, and the most that we send; null for what the MTU allows.</summary>
    public ushort? MaximumSegmentSize { get; init; }

    /// <summary>Bytes of text that wait for the user; the largest window that we offer. At most 2^30 (RFC 7323 section 2.2).</summary>
    public int ReceiveBufferSize { get; init; } = 1 << 20;

    /// <summary>Bytes of text that wait for their acknowledgment. At most 2^30.</summary>
    public int SendBufferSize { get; init; } = 1 << 20;

    /// <summary>Whether we offer to scale windows; RFC 7323 section 2.</summary>
    public bool WindowScaling { get; init; } = true;

    /// <summary>Whether we offer timestamps; RFC 7323 section 3.</summary>
    public bool Timestamps { get; init; } = true;

    /// <summary>Whether we offer selective acknowledgments; RFC 2018.</summary>
    public bool SelectiveAcknowledgments { get; init; } = true;

    /// <summary>Whether small segments go at once, without Nagle's algorithm; RFC 9293 section 3.7.4, MUST-17.</summary>
    public bool NoDelay { get; init; }

    /// <summary>Full segments that may be sent before the first acknowledgment; RFC 6928.</summary>
    public int InitialWindow { get; init; } = 10;

    /// <summary>The retransmission timeout before the first round trip is known; RFC 6298 section 2.1.</summary>
    public TimeSpan RetransmissionTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The shortest retransmission timeout; RFC 6298 section 2.4.</summary>
    public TimeSpan MinimumRetransmissionTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The retransmission timeout at which the back-off ends; RFC 6298 section 2.5.</summary>
    public TimeSpan MaximumRetransmissionTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The retransmission timeout where a SYN was sent again and no round trip is known; RFC 6298 section 5.7.</summary>
    public TimeSpan FallbackRetransmissionTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>R1: from so many retransmissions of one segment on, delivery is reported as doubtful; SHLD-10.</summary>
    public int DoubtfulRetransmissions { get; init; } = 3;

    /// <summary>R2: after so many retransmissions of one segment the connection is closed; MUST-21, SHLD-11.</summary>
    public int MaximumRetransmissions { get; init; } = 12;

    /// <summary>R2 of a SYN: three minutes at least, by MUST-23.</summary>
    public int MaximumSynRetransmissions { get; init; } = 8;

    /// <summary>How long text may wait for its acknowledgment, or null if only R2 counts; RFC 9293 section 3.8.3.</summary>
    public TimeSpan? UserTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The user timeout that our SYN tells the peer, or null to tell none; ADV_UTO in RFC 5482.</summary>
    public TimeSpan? AdvertisedUserTimeout { get; init; }

    /// <summary>The longest user timeout that the peer may bring us to, or null if what it says is ignored; U_LIMIT in RFC 5482.</summary>
    public TimeSpan? AcceptedUserTimeout { get; init; }

    /// <summary>MSL, the time that a segment may live in the network; TIME-WAIT lasts two of them.</summary>
    public TimeSpan MaximumSegmentLifetime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long FIN-WAIT-2 lasts at most once the user has released the connection; the RFC has no limit (AMB-27).</summary>
    public TimeSpan OrphanTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an acknowledgment may wait for company; zero sends it at once, half a second is not allowed (MUST-40).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or half a second or more.</exception>
    public TimeSpan AcknowledgmentDelay
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, TimeSpan.FromMilliseconds(500));
            field = value;
        }
    }

    /// <summary>Segments with text at the start of a connection that are acknowledged without delay.</summary>
    public int QuickAcknowledgments { get; init; }

    /// <summary>The silence after which a keep-alive is sent, or null for none, which is the default by MUST-25.</summary>
    public TimeSpan? KeepAliveInterval { get; init; }

    /// <summary>The time between keep-alives that draw no answer, or null for <see cref="KeepAliveInterval"/>.</summary>
    public TimeSpan? KeepAliveProbeInterval { get; init; }

    /// <summary>Keep-alives that may stay unanswered before the connection is closed.</summary>
    public int MaximumKeepAlives { get; init; } = 9;

    /// <summary>Challenge ACKs per second and connection; RFC 5961 section 7.</summary>
    public int ChallengeAcksPerSecond { get; init; } = 10;

    /// <summary>The time between two answers to segments without text that lie outside the window.</summary>
    /// <remarks>Without it, two sides that disagree about their numbers answer each other without end.</remarks>
    public TimeSpan UnacceptableSegmentInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether TIME-WAIT ignores resets; RFC 1337.</summary>
    public bool IgnoreResetInTimeWait { get; init; } = true;

    /// <summary>Whether a SYN that is clearly new may reopen a connection in TIME-WAIT; RFC 9293 MAY-2, RFC 6191.</summary>
    public bool ReopenFromTimeWait { get; init; }

    /// <summary>Whether errors that may pass, as ICMP tells them, are reported to the user; SHLD-20.</summary>
    public bool ReportSoftErrors { get; init; } = true;

    /// <summary>Time to live, or hop limit, of what is sent; MUST-49.</summary>
    public byte HopLimit { get; init; } = 64;

    /// <summary>The Diffserv field (DSCP and ECN bits) of what is sent; MUST-48.</summary>
    public byte TrafficClass { get; init; }
}
