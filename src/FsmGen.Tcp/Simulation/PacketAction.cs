namespace FsmGen.Tcp.Simulation;

/// <summary>Does something with a packet; no other delegate takes a span on every runtime that is supported.</summary>
internal delegate void PacketAction(ReadOnlySpan<byte> packet);
