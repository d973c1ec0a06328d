using System.Buffers.Binary;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Tests.Conformance;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>Datagrams of the peer byte by byte, and their checksums by the book, without help of the code that is tested.</summary>
internal static class RawDatagram
{
    private const int IpHeader = 20, TcpHeader = 20, TcpChecksum = 16, IpChecksum = 10;

    /// <summary>A segment of the peer.</summary>
    public static byte[] Write(
        TcpFlags flags,
        SequenceNumber sequence,
        SequenceNumber acknowledgment,
        ReadOnlySpan<byte> options,
        ReadOnlySpan<byte> text = default,
        ReadOnlySpan<byte> ipOptions = default)
    {
        var headers = IpHeader + ipOptions.Length + TcpHeader + options.Length;
        var bytes = new byte[headers + text.Length];
        bytes[0] = (byte)(0x40 | ((IpHeader + ipOptions.Length) / 4));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)bytes.Length);
        (bytes[8], bytes[9]) = (64, 6);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(12), ((Ipv4Address)Bench.Remote.Address).Value);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), ((Ipv4Address)Bench.Local.Address).Value);
        ipOptions.CopyTo(bytes.AsSpan(IpHeader));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(IpChecksum), (ushort)~Sum(bytes.AsSpan(0, IpHeader + ipOptions.Length)));

        var tcp = bytes.AsSpan(IpHeader + ipOptions.Length);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, Bench.Remote.Port);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], Bench.Local.Port);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence.Value);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledgment.Value);
        tcp[12] = (byte)((TcpHeader + options.Length) / 4 << 4);
        tcp[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 10_000);
        options.CopyTo(tcp[TcpHeader..]);
        text.CopyTo(tcp[(TcpHeader + options.Length)..]);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[TcpChecksum..], (ushort)~SegmentSum(bytes));
        return bytes;
    }

    /// <summary>The sum over pseudo-header and segment: 0xFFFF if the checksum in it is right; RFC 9293 section 3.1.</summary>
    public static ushort SegmentSum(ReadOnlySpan<byte> datagram)
    {
        var tcp = datagram[((datagram[0] & 15) * 4)..];
        Span<byte> pseudo = [.. datagram[12..20], 0, 6, (byte)(tcp.Length >> 8), (byte)tcp.Length];
        return Sum([.. pseudo, .. tcp]);
    }

    private static ushort Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i++)
            sum += (uint)(bytes[i] << (i % 2 == 0 ? 8 : 0));
        while (sum > 0xFFFF)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)sum;
    }
}
