namespace FsmGen.Runtime.Packets;

/// <summary>What the timestamps option carries; RFC 7323 section 3.2.</summary>
/// <param name="Value">TSval, the sender's clock, in ticks of 1 ms to 1 s that only the sender knows.</param>
/// <param name="EchoReply">TSecr, the value that the sender took from the other side last; without ACK it means nothing.</param>
public readonly record struct TcpTimestamps(uint Value, uint EchoReply);
