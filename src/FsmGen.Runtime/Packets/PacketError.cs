namespace FsmGen.Runtime.Packets;

/// <summary>Why bytes could not be read as what they were taken for.</summary>
public enum PacketError
{
    /// <summary>They could be read.</summary>
    None,

    /// <summary>There are fewer bytes than the header, or the lengths in it, ask for.</summary>
    Truncated,

    /// <summary>The version of an IP header is not the one asked for.</summary>
    Version,

    /// <summary>A header says that it is shorter than it can be; IPv4's IHL, TCP's data offset.</summary>
    HeaderLength,

    /// <summary>The total length of an IPv4 datagram is shorter than its header.</summary>
    TotalLength,

    /// <summary>An IPv6 extension header does not fit, or stands where it may not; RFC 8200 section 4.</summary>
    ExtensionHeader,

    /// <summary>An option says that it is shorter than two bytes or longer than its header; RFC 9293 MUST-7.</summary>
    OptionLength,

    /// <summary>The header checksum of an IPv4 datagram is wrong; RFC 791 section 3.1.</summary>
    HeaderChecksum,

    /// <summary>The datagram is a fragment, and only a whole one can be read.</summary>
    Fragment,

    /// <summary>The datagram carries something else than what was asked for.</summary>
    Protocol,

    /// <summary>The checksum over header, data and pseudo-header is wrong; RFC 9293 MUST-3.</summary>
    Checksum,
}
