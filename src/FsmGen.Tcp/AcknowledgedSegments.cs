namespace FsmGen.Tcp;

/// <summary>What an acknowledgment takes off the retransmission queue.</summary>
/// <param name="Count">How many segments.</param>
/// <param name="Sacked">The bytes of them that the peer was known to hold.</param>
/// <param name="SentAt">When the last of them was sent, if none of them was sent twice: then the round trip is known (Karn).</param>
/// <param name="SentAgainAt">When the last of those that were sent twice was sent, if there are any.</param>
internal readonly record struct AcknowledgedSegments(int Count, int Sacked, TimeSpan? SentAt, TimeSpan? SentAgainAt);
