namespace FsmGen.Runtime.Packets;

/// <summary>What an ICMP error says, whichever version of IP it is about; RFC 792, RFC 4443.</summary>
/// <remarks>What a connection should make of each is the matter of RFC 1122 section 4.2.3.9 and RFC 5927.</remarks>
public enum IcmpErrorKind
{
    /// <summary>An error of a type that is not known here.</summary>
    Unknown,

    /// <summary>No way leads there, or none that is allowed: network, host, policy.</summary>
    DestinationUnreachable,

    /// <summary>The destination does not know the protocol; in IPv6 a problem with the "next header", RFC 4443 section 3.4.</summary>
    ProtocolUnreachable,

    /// <summary>Nobody listens on the port.</summary>
    PortUnreachable,

    /// <summary>The datagram was too long for a link and may not be fragmented; RFC 1191, RFC 8201.</summary>
    PacketTooBig,

    /// <summary>A router dropped it for want of room; deprecated, to be ignored (RFC 6633).</summary>
    SourceQuench,

    /// <summary>It passed too many routers, or not all of its fragments came in time.</summary>
    TimeExceeded,

    /// <summary>A field of its header makes no sense.</summary>
    ParameterProblem,
}
