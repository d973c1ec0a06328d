namespace FsmGen.Runtime.Packets;

/// <summary>A run of bytes that has come, though not all before it has; RFC 2018 section 3.</summary>
/// <param name="Left">The number of its first byte.</param>
/// <param name="Right">The number behind its last byte.</param>
public readonly record struct SackBlock(SequenceNumber Left, SequenceNumber Right);
