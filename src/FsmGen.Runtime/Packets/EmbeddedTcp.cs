namespace FsmGen.Runtime.Packets;

/// <summary>The first eight bytes of a TCP header: what every ICMP error quotes of a segment; RFC 792, RFC 5927 section 4.1.</summary>
/// <param name="SourcePort">The port the segment came from: ours.</param>
/// <param name="DestinationPort">The port the segment went to.</param>
/// <param name="Sequence">The number of its first byte; an error is about this connection only if it lies in SND.UNA to SND.NXT - 1.</param>
public readonly record struct EmbeddedTcp(ushort SourcePort, ushort DestinationPort, SequenceNumber Sequence);
