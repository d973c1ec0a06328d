using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Conformance;

/// <summary>A segment on the wire.</summary>
internal sealed record Segment(TcpHeader Header, byte[] Text)
{
    /// <summary>SEG.LEN.</summary>
    public int Length => Text.Length + (Has(TcpFlags.Syn) ? 1 : 0) + (Has(TcpFlags.Fin) ? 1 : 0);

    public bool Has(TcpFlags flag) => (Header.Flags & flag) != 0;

    public override string ToString() =>
        $"<SEQ={Header.Sequence}><ACK={Header.Acknowledgment}><CTL={Header.Flags}> {Text.Length} bytes";
}
