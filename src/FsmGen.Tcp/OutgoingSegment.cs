using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>A segment that waits to be written. Its text stays in the send buffer.</summary>
/// <param name="Local">Where it comes from.</param>
/// <param name="Remote">Where it goes to.</param>
/// <param name="Flags">Its control bits.</param>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Acknowledgment">What a reset acknowledges; other segments acknowledge what has come when they are written.</param>
/// <param name="TextLength">Bytes of text.</param>
internal readonly record struct OutgoingSegment(
    TcpEndpoint Local,
    TcpEndpoint Remote,
    TcpFlags Flags,
    SequenceNumber Sequence,
    SequenceNumber Acknowledgment,
    int TextLength)
{
    public bool Has(TcpFlags flags) => (Flags & flags) == flags;
}
