using System.Diagnostics.CodeAnalysis;

namespace FsmGen.Runtime.Packets;

//   byte 13 of the TCP header, most significant bit first
//
//      128    64    32    16     8     4     2     1
//   ┌─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┐
//   │ CWR │ ECE │ URG │ ACK │ PSH │ RST │ SYN │ FIN │
//   └─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┘

/// <summary>The eight control bits of a TCP segment, with the values they have on the wire; RFC 9293 section 3.1.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "Flags is what RFC 9293 calls these bits.")]
public enum TcpFlags : byte
{
    /// <summary>No control bit is set.</summary>
    None = 0,

    /// <summary>The sender has no more data; takes one sequence number.</summary>
    Fin = 1,

    /// <summary>The sequence number is the initial one; takes one sequence number itself.</summary>
    Syn = 2,

    /// <summary>The connection is to be reset.</summary>
    Rst = 4,

    /// <summary>The data should reach the receiving user without waiting for more; RFC 9293 section 3.9.1.2.</summary>
    Psh = 8,

    /// <summary>The acknowledgment field means something; set on all segments but a first SYN and some resets.</summary>
    Ack = 16,

    /// <summary>The urgent pointer means something; RFC 9293 section 3.8.5.</summary>
    Urg = 32,

    /// <summary>The sender saw a congestion mark (ECN-Echo); RFC 3168 section 6.1.</summary>
    Ece = 64,

    /// <summary>The sender has reduced its congestion window; RFC 3168 section 6.1.</summary>
    Cwr = 128,
}
