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

    /// <summary>The most text that a segment may carry, by the peer's MSS option and our own.</summary>
    public int SendSegmentSize;

    /// <summary>IRS, the peer's initial sequence number.</summary>
    public SequenceNumber InitialReceiveSequence;

    /// <summary>RCV.NXT, the next number expected.</summary>
    public SequenceNumber ReceiveNext;

    /// <summary>RCV.NXT+RCV.WND, which must never go back.</summary>
    public SequenceNumber ReceiveEdge;

    /// <summary>RCV.UP, the number behind the peer's urgent text.</summary>
    public SequenceNumber ReceiveUrgentPointer;

    /// <summary>Whether our SYN has been sent and is not acknowledged.</summary>
    public bool IsSynUnacknowledged;

    /// <summary>Whether the peer's SYN has come, so that our segments acknowledge it.</summary>
    public bool HasPeerSyn;

    /// <summary>The place of the peer's FIN, if it has been seen.</summary>
    public SequenceNumber? PeerFin;

    /// <summary>Whether a CLOSE waits until it can be performed.</summary>
    public bool IsClosePending;

    /// <summary>Whether a FIN follows the last text.</summary>
    public bool IsFinQueued;

    /// <summary>The number of our FIN, once it has been sent.</summary>
    public SequenceNumber? OurFin;

    /// <summary>RCV.WND, what we will take from RCV.NXT on.</summary>
    public readonly uint ReceiveWindow => (uint)Math.Max(0, ReceiveEdge - ReceiveNext);

    /// <summary>Whether something sent is not acknowledged.</summary>
    public readonly bool IsAwaitingAcknowledgment => SendUnacknowledged != SendNext;
}
