namespace FsmGen.Runtime.Captures;

/// <summary>What a captured packet begins with, as the registry in draft-ietf-opsawg-pcaplinktype numbers it.</summary>
/// <remarks>Any 16-bit value is valid; <see cref="CapturedPacket.TryGetDatagram"/> knows the ones with a name.</remarks>
public enum LinkType : ushort
{
    /// <summary>BSD loopback: an address family of four bytes in the byte order of the machine that captured.</summary>
    Null = 0,

    /// <summary>An Ethernet frame, from its destination address on.</summary>
    Ethernet = 1,

    /// <summary>An IPv4 or IPv6 header.</summary>
    Raw = 101,

    /// <summary>OpenBSD loopback: an address family of four bytes in network byte order.</summary>
    Loop = 108,

    /// <summary>The 16 bytes that Linux makes up when it captures on all interfaces ("cooked").</summary>
    LinuxSll = 113,

    /// <summary>An IPv4 header.</summary>
    Ipv4 = 228,

    /// <summary>An IPv6 header.</summary>
    Ipv6 = 229,

    /// <summary>The second version of <see cref="LinuxSll"/>: 20 bytes, with the number of the interface.</summary>
    LinuxSll2 = 276,
}
