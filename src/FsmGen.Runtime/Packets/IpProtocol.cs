namespace FsmGen.Runtime.Packets;

/// <summary>
/// What an IP datagram carries, or which IPv6 extension header comes next: the IANA "Assigned Internet Protocol Numbers";
/// RFC 791 section 3.1, RFC 8200 section 3.
/// </summary>
/// <remarks>Any byte is a valid value; only those that matter beside TCP have a name.</remarks>
public enum IpProtocol : byte
{
    /// <summary>IPv6 hop-by-hop options, only directly behind the IPv6 header; RFC 8200 section 4.3.</summary>
    HopByHopOptions = 0,

    /// <summary>Internet Control Message Protocol, RFC 792.</summary>
    Icmp = 1,

    /// <summary>Transmission Control Protocol, RFC 9293.</summary>
    Tcp = 6,

    /// <summary>User Datagram Protocol, RFC 768.</summary>
    Udp = 17,

    /// <summary>IPv6 routing header, RFC 8200 section 4.4.</summary>
    Routing = 43,

    /// <summary>IPv6 fragment header, RFC 8200 section 4.5.</summary>
    Fragment = 44,

    /// <summary>Encapsulating security payload, RFC 4303: what follows cannot be read.</summary>
    EncapsulatingSecurityPayload = 50,

    /// <summary>Authentication header, RFC 4302; its length counts four-byte units.</summary>
    AuthenticationHeader = 51,

    /// <summary>Internet Control Message Protocol for IPv6, RFC 4443.</summary>
    Icmpv6 = 58,

    /// <summary>Nothing follows, RFC 8200 section 4.7.</summary>
    NoNextHeader = 59,

    /// <summary>IPv6 destination options, RFC 8200 section 4.6.</summary>
    DestinationOptions = 60,

    /// <summary>IPv6 mobility header, RFC 6275 section 6.1.</summary>
    Mobility = 135,

    /// <summary>Host identity protocol, RFC 7401 section 5.1.</summary>
    HostIdentity = 139,

    /// <summary>Site multihoming by IPv6 intermediation, RFC 5533 section 5.1.</summary>
    Shim6 = 140,
}
