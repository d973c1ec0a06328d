using System.Diagnostics.CodeAnalysis;

namespace FsmGen.Runtime.Packets;

/// <summary>The three bits in front of the fragment offset of an IPv4 header; RFC 791 section 3.1.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "Flags is what RFC 791 calls these bits.")]
public enum Ipv4Flags : byte
{
    /// <summary>Routers may fragment the datagram, and this is its last part.</summary>
    None = 0,

    /// <summary>More fragments of the datagram follow (MF).</summary>
    MoreFragments = 1,

    /// <summary>Routers may not fragment the datagram (DF).</summary>
    DontFragment = 2,

    /// <summary>The bit that must be zero.</summary>
    Reserved = 4,
}
