using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>A segment that is about to be written. Its text stays in the send buffer.</summary>
/// <param name="Flags">Its control bits.</param>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="TextLength">Bytes of text.</param>
internal readonly record struct OutgoingSegment(TcpFlags Flags, SequenceNumber Sequence, int TextLength)
{
    public bool Has(TcpFlags flags) => (Flags & flags) == flags;
}
