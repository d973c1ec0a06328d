namespace FsmGen.Tcp.Simulation;

/// <summary>Says something about a packet.</summary>
/// <param name="packet">The packet, from its IP header on.</param>
public delegate bool PacketPredicate(ReadOnlySpan<byte> packet);
