namespace FsmGen.Tcp.Stack;

/// <summary>What a stack has done since it was made.</summary>
public record struct TcpStackStatistics
{
    /// <summary>Packets that the device gave.</summary>
    public long PacketsReceived { get; set; }

    /// <summary>Packets that the device took.</summary>
    public long PacketsSent { get; set; }

    /// <summary>TCP segments that arrived whole, with valid checksums.</summary>
    public long SegmentsReceived { get; set; }

    /// <summary>TCP segments written for the device.</summary>
    public long SegmentsSent { get; set; }

    /// <summary>TCP segments that were sent again.</summary>
    public long Retransmissions { get; set; }

    /// <summary>Packets dropped because a checksum was wrong.</summary>
    public long BadChecksums { get; set; }

    /// <summary>Packets dropped because they could not be read.</summary>
    public long Malformed { get; set; }

    /// <summary>Packets dropped because they were for somebody else, or came from an address that nobody can have.</summary>
    public long Misaddressed { get; set; }

    /// <summary>Packets dropped because they carried something that the stack does not speak.</summary>
    public long OtherProtocols { get; set; }

    /// <summary>Segments for no connection and no listener.</summary>
    public long Strangers { get; set; }

    /// <summary>Resets that answered segments for no connection.</summary>
    public long ResetsSent { get; set; }

    /// <summary>Connections that were asked for from here.</summary>
    public long ActiveOpens { get; set; }

    /// <summary>Connections that were asked for from elsewhere.</summary>
    public long PassiveOpens { get; set; }

    /// <summary>Connections that were established.</summary>
    public long Established { get; set; }

    /// <summary>Connections that ended by a reset or a refusal of the peer, an ICMP error or a timeout.</summary>
    public long Broken { get; set; }

    /// <summary>Requests for a connection ignored because the listener's backlog was full.</summary>
    public long BacklogDrops { get; set; }

    /// <summary>Half-open connections dropped to make room for later ones.</summary>
    public long HalfOpenDrops { get; set; }

    /// <summary>Requests for a connection ignored because the stack had as many as it may.</summary>
    public long ConnectionLimitDrops { get; set; }

    /// <summary>Connections not remembered in TIME-WAIT because there were as many as may be.</summary>
    public long TimeWaitDrops { get; set; }

    /// <summary>Fragments that arrived.</summary>
    public long Fragments { get; set; }

    /// <summary>Datagrams put together from fragments.</summary>
    public long Reassembled { get; set; }

    /// <summary>Datagrams of which fragments had come, and that were dropped: too late, overlapping, too long, no room.</summary>
    public long ReassemblyDrops { get; set; }

    /// <summary>Echo requests that were answered.</summary>
    public long EchoReplies { get; set; }

    /// <summary>ICMP errors about a connection of ours.</summary>
    public long IcmpErrors { get; set; }
}
