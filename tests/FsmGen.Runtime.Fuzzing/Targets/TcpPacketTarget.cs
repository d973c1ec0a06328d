using System.Buffers.Binary;
using FsmGen.Runtime.Fuzzing.Mutation;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>A whole datagram with a TCP segment: what the two headers promise, and a payload that is a part of the input.</summary>
internal static class TcpPacketTarget
{
    public static bool Read(ReadOnlySpan<byte> input)
    {
        var isRead = TcpPacket.TryRead(input, out var ip, out var tcp, out var payload);

        // All must agree on what is where: what the headers read alone is the other targets' affair.
        TcpHeader tcpAlone = default;
        var (segmentOffset, dataOffset) = (0, 0);
        Invariant.Holds(isRead == (
            Ipv4Header.TryRead(input, out var ipAlone, out segmentOffset)
            && ipAlone.Protocol == IpProtocol.Tcp
            && PlainChecksum.OfTransport(input[..ipAlone.TotalLength], segmentOffset) == 0
            && TcpHeader.TryRead(input[segmentOffset..ipAlone.TotalLength], out tcpAlone, out dataOffset)));

        if (!isRead)
        {
            Invariant.Holds(ip == default && tcp == default && payload.IsEmpty);
            return false;
        }

        Invariant.Holds(ip == ipAlone && tcp == tcpAlone);
        Invariant.Holds(payload == input[(segmentOffset + dataOffset)..ip.TotalLength]);
        HoldsWritten(input, segmentOffset, dataOffset, ip, tcp, payload);
        return true;
    }

    private static void HoldsWritten(
        ReadOnlySpan<byte> input, int segmentOffset, int dataOffset, in Ipv4Header ip, in TcpHeader tcp, ReadOnlySpan<byte> payload)
    {
        // Never longer than what was read, since options other than MSS are dropped.
        Span<byte> written = stackalloc byte[ip.TotalLength];
        var length = TcpPacket.Write(written, ip, tcp, payload);
        Invariant.Holds(length == Ipv4Header.MinimumLength + tcp.HeaderLength + payload.Length);

        Invariant.Holds(TcpPacket.TryRead(written, out var ipAgain, out var tcpAgain, out var payloadAgain));
        Invariant.Holds(ipAgain == ip with { TotalLength = (ushort)length });
        Invariant.Holds(tcpAgain == tcp);
        Invariant.Holds(payloadAgain.SequenceEqual(payload));

        var segment = input[segmentOffset..ip.TotalLength];
        if (Ipv4HeaderTarget.IsAsWritten(input, segmentOffset)
            && TcpHeaderTarget.IsAsWritten(segment, tcp, dataOffset)
            && BinaryPrimitives.ReadUInt16BigEndian(segment[TcpHeader.ChecksumOffset..]) != ushort.MaxValue)
        {
            Invariant.Holds(written.SequenceEqual(input[..ip.TotalLength]));
        }
    }
}
