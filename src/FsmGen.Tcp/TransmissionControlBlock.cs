using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>The variables of a connection, RFC 9293 section 3.3.1.</summary>
internal struct TransmissionControlBlock
{
    /// <summary>The local socket.</summary>
    public TcpEndpoint Local;

    /// <summary>The remote socket, as far as it is known.</summary>
    public TcpEndpoint Remote;

    /// <summary>Which OPEN the connection goes back to.</summary>
    public TcpOrigin Origin;

    /// <summary>Whether there is a block: in every state but CLOSED.</summary>
    public bool Exists;

    /// <summary>Whether the OPEN named the remote socket.</summary>
    public bool IsRemoteGiven;

    /// <summary>ISS, our initial sequence number.</summary>
    public SequenceNumber InitialSendSequence;

    /// <summary>SND.UNA, the oldest number that is not acknowledged.</summary>
    public SequenceNumber SendUnacknowledged;

    /// <summary>SND.NXT, the next number to send.</summary>
    public SequenceNumber SendNext;

    /// <summary>SND.WND, what the peer will take from SND.UNA on.</summary>
    public uint SendWindow;

    /// <summary>MAX.SND.WND, the largest window that the peer has offered.</summary>
    public uint MaximumSendWindow;

    /// <summary>SND.UP, the number behind the urgent text.</summary>
    public SequenceNumber SendUrgentPointer;

    /// <summary>SND.WL1, the sequence number of the segment that set the window.</summary>
    public SequenceNumber WindowUpdateSequence;

    /// <summary>SND.WL2, the acknowledgment number of the segment that set the window.</summary>
    public SequenceNumber WindowUpdateAcknowledgment;

    /// <summary>Snd.Wind.Shift, by which the peer's windows are shifted; RFC 7323 section 2.3.</summary>
    public byte SendWindowScale;

    /// <summary>Rcv.Wind.Shift, by which ours are.</summary>
    public byte ReceiveWindowScale;

    /// <summary>Whether both sides have sent the window scale option.</summary>
    public bool IsScaling;

    /// <summary>Whether both sides have sent the timestamps option.</summary>
    public bool HasTimestamps;

    /// <summary>Whether both sides have sent the SACK-permitted option.</summary>
    public bool IsSackPermitted;

    /// <summary>TS.Recent, the timestamp to be echoed; RFC 7323 section 4.3.</summary>
    public uint RecentTimestamp;

    /// <summary>When TS.Recent was taken.</summary>
    public TimeSpan RecentTimestampAt;

    /// <summary>What is added to our clock for TSval.</summary>
    public uint TimestampOffset;

    /// <summary>The most text that the peer takes in a segment without options.</summary>
    public int PeerSegmentSize;

    /// <summary>Bytes of the longest IP packet that the path carries, as far as is known.</summary>
    public int PathMtu;

    /// <summary>Eff.snd.MSS: the most text that a segment may carry behind the options that every segment has.</summary>
    public int SendSegmentSize;

    /// <summary>IRS, the peer's initial sequence number.</summary>
    public SequenceNumber InitialReceiveSequence;

    /// <summary>RCV.NXT, the next number expected.</summary>
    public SequenceNumber ReceiveNext;

    /// <summary>RCV.NXT+RCV.WND, which must never go back.</summary>
    public SequenceNumber ReceiveEdge;

    /// <summary>Last.ACK.sent; RFC 7323 section 4.3.</summary>
    public SequenceNumber LastAcknowledgmentSent;

    /// <summary>RCV.UP, the number behind the peer's urgent text.</summary>
    public SequenceNumber ReceiveUrgentPointer;

    /// <summary>Whether our SYN has been sent, or is to be sent, and is not acknowledged.</summary>
    public bool IsSynUnacknowledged;

    /// <summary>Whether the peer's SYN has come, so that our segments acknowledge it.</summary>
    public bool HasPeerSyn;

    /// <summary>Whether text and FIN may be sent, as far as windows allow.</summary>
    public bool IsTransmitting;

    /// <summary>Whether the user will take no more text.</summary>
    public bool IsReleased;

    /// <summary>The place of the peer's FIN, if it has been seen.</summary>
    public SequenceNumber? PeerFin;

    /// <summary>Whether the peer's FIN is next in sequence no more: it has been counted.</summary>
    public bool IsPeerFinTaken;

    /// <summary>Whether a CLOSE waits until it can be performed.</summary>
    public bool IsClosePending;

    /// <summary>Whether a FIN follows the last text.</summary>
    public bool IsFinQueued;

    /// <summary>The number of our FIN, once it has been sent.</summary>
    public SequenceNumber? OurFin;

    /// <summary>RCV.WND, what we will take from RCV.NXT on.</summary>
    public readonly uint ReceiveWindow => (uint)Math.Max(0, ReceiveEdge - ReceiveNext);

    /// <summary>Whether both sides have closed.</summary>
    public readonly bool IsClosing => IsFinQueued && IsPeerFinTaken;

    /// <summary>Whether something sent is not acknowledged.</summary>
    public readonly bool IsAwaitingAcknowledgment => SendUnacknowledged != SendNext;
}
