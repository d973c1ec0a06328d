namespace FsmGen.Runtime.Packets;

/// <summary>What an IP datagram carries: the IANA "Assigned Internet Protocol Numbers"; RFC 791 section 3.1.</summary>
/// <remarks>Any byte is a valid value; only those that matter beside TCP have a name.</remarks>
public enum IpProtocol : byte
{
    /// <summary>No protocol; number 0 means IPv6 hop-by-hop options, which IPv4 does not have.</summary>
    None = 0,

    /// <summary>Internet Control Message Protocol, RFC 792.</summary>
    Icmp = 1,

    /// <summary>Transmission Control Protocol, RFC 9293.</summary>
    Tcp = 6,

    /// <summary>User Datagram Protocol, RFC 768.</summary>
    Udp = 17,
}
