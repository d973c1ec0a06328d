using System.Buffers.Binary;
using FsmGen.Runtime.Fuzzing.Oracles;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>A whole datagram with a TCP segment: refused for the first thing that is wrong, byte for byte the same when written.</summary>
internal static class PacketTarget
{
    public static bool Read(ReadOnlySpan<byte> input)
    {
        var plain = PlainIp.Read(input);
        var isRead = Packet.TryParse(input, out var packet, out var error);
        Invariant.Holds(error == ErrorOf(input, plain));
        Invariant.Holds(isRead == (error == PacketError.None));
        if (!isRead)
        {
            Invariant.Holds(packet.Ip.Bytes.IsEmpty && packet.Tcp.Bytes.IsEmpty);
            return false;
        }

        // What stands in the headers is the other targets' affair.
        Invariant.Holds(packet.Ip.Bytes == input[..plain.End]);
        Invariant.Holds(packet.Tcp.Bytes == input[plain.PayloadOffset..plain.End]);
        HoldsWritten(packet);
        HoldsWrittenAnew(packet);
        return true;
    }

    private static PacketError ErrorOf(ReadOnlySpan<byte> input, in PlainIp ip)
    {
        if (ip.Error != PacketError.None)
            return ip.Error;
        if (ip.IsIpv4 && PlainChecksum.Of(input[..ip.PayloadOffset]) != 0)
            return PacketError.HeaderChecksum;
        if (ip.IsFragment)
            return PacketError.Fragment;
        if (ip.Protocol != 6)
            return PacketError.Protocol;

        var error = PlainTcp.ErrorOf(input[ip.PayloadOffset..ip.End]);
        return error == PacketError.None && PlainChecksum.OfPayload(input, ip) != 0 ? PacketError.Checksum : error;
    }

    /// <summary>All that was read, options and extension headers as they stand there, gives the same bytes.</summary>
    private static void HoldsWritten(Packet packet)
    {
        Span<byte> written = stackalloc byte[packet.Ip.Bytes.Length];
        var segment = written[WriteIp(written, packet.Ip)..];
        var data = segment[packet.Tcp.Header.Write(segment, packet.Tcp.Options.Bytes)..];
        packet.Tcp.Payload.CopyTo(data);
        var checksum = packet.Ip.PseudoHeader.Add(segment).Value;

        // 0xFFFF is as valid as the 0 that is written.
        Invariant.Holds(checksum == packet.Tcp.Checksum || (checksum, packet.Tcp.Checksum) == (0, ushort.MaxValue));
        BinaryPrimitives.WriteUInt16BigEndian(segment[TcpHeader.ChecksumOffset..], packet.Tcp.Checksum);
        Invariant.Holds(written.SequenceEqual(packet.Ip.Bytes));
    }

    private static int WriteIp(Span<byte> written, IpPacket ip)
    {
        if (!ip.IsIpv4)
        {
            var length = ip.AsIpv6.Header.Write(written, ip.AsIpv6.PayloadLength);
            ip.AsIpv6.Extensions.CopyTo(written[length..]);
            return length + ip.AsIpv6.Extensions.Length;
        }

        var ipv4 = ip.AsIpv4;
        ipv4.Header.Write(written, ipv4.Payload.Length, ipv4.Options);
        if (ipv4.Checksum == ushort.MaxValue)
            BinaryPrimitives.WriteUInt16BigEndian(written[10..], ipv4.Checksum);

        return ipv4.HeaderLength;
    }

    /// <summary>What the headers say, written with what is usual and without the rest, is read as the same.</summary>
    private static void HoldsWrittenAnew(Packet packet)
    {
        // Aligned, the options of a full header may not fit into one.
        var tcp = packet.Tcp.Header;
        if (tcp.HeaderLength > TcpHeader.MaximumLength)
            return;

        var ip = packet.Ip;
        var payload = packet.Tcp.Payload;
        Span<byte> written = stackalloc byte[(ip.IsIpv4 ? 20 : 40) + tcp.HeaderLength + payload.Length];
        Invariant.Holds(written.Length == (ip.IsIpv4
            ? Packet.Write(written, ip.AsIpv4.Header, tcp, payload)
            : Packet.Write(written, ip.AsIpv6.Header, tcp, payload)));
        Invariant.Holds(Packet.TryParse(written, out var again));
        Invariant.Holds(again.Ip.Source == ip.Source && again.Ip.Destination == ip.Destination);
        Invariant.Holds(again.Tcp.Header == tcp);
        Invariant.Holds(again.Tcp.Payload.SequenceEqual(payload));
    }
}
