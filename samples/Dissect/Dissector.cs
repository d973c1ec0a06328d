using FsmGen.Runtime.Captures;
using FsmGen.Runtime.Packets;

namespace Dissect;

/// <summary>Says of each packet of a capture, pcap or pcapng, what a person wants to see.</summary>
internal static class Dissector
{
    public static IEnumerable<string> Lines(Stream capture)
    {
        using var reader = CaptureReader.Open(capture, leaveOpen: true);
        while (Next(reader) is { } line)
            yield return line;
    }

    // Apart from the iterator, which cannot hold on to a packet: that is a view of the reader's buffer.
    private static string? Next(CaptureReader reader) =>
        reader.TryRead(out var packet) ? $"{packet.Timestamp} {Line(packet)}" : null;

    private static string Line(CapturedPacket packet)
    {
        if (!packet.TryGetDatagram(out var datagram))
            return $"{packet.LinkType}, {packet.OriginalLength} bytes";
        if (!IpPacket.TryParseBeginning(datagram, out var ip, out var error))
            return $"not a datagram: {error}";
        if (IcmpError.TryParse(ip, out var icmp))
            return $"{Line(ip, icmp)}{Checksum(ip, icmp.IsChecksumValid)}";

        var summary = $"{ip.Source} > {ip.Destination}: {ip.Protocol}, {ip.Payload.Length} bytes";
        if (ip.IsFragment)
            return $"{summary} from {ip.FragmentOffset} of datagram {ip.Identification}";
        if (ip.Protocol != IpProtocol.Tcp)
            return summary;

        return TcpSegment.TryParse(ip.Payload, out var tcp, out error) ? Line(ip, tcp) : $"{summary}, malformed: {error}";
    }

    private static string Line(IpPacket ip, TcpSegment tcp)
    {
        var acknowledgment = tcp.Has(TcpFlags.Ack) ? $" ack {tcp.Acknowledgment}" : "";
        var options = tcp.Options.Bytes.IsEmpty ? "" : $" {Options(tcp.Options)}";
        return $"{ip.Source}.{tcp.SourcePort} > {ip.Destination}.{tcp.DestinationPort}: {tcp.Flags} "
            + $"seq {tcp.Sequence}{acknowledgment} win {tcp.Window}{options}, {tcp.Payload.Length} bytes{Checksum(ip, tcp.IsChecksumValid(ip.PseudoHeader))}";
    }

    // What was not captured cannot be verified.
    private static string Checksum(IpPacket ip, bool isValid) => ip.IsCutOff ? ", cut off" : isValid ? "" : ", bad checksum";

    private static string Options(TcpOptionList options)
    {
        var names = new List<string>();
        foreach (var option in options)
        {
            if (option.Kind != TcpOptionKind.NoOperation)
                names.Add(Option(option));
        }

        return $"<{string.Join(", ", names)}>";
    }

    private static string Option(TcpOption option)
    {
        if (option.TryGetMaximumSegmentSize(out var size))
            return $"mss {size}";
        if (option.TryGetWindowScale(out var shift))
            return $"wscale {shift}";
        if (option.TryGetTimestamps(out var timestamps))
            return $"ts {timestamps.Value} {timestamps.EchoReply}";
        if (option.TryGetSackBlocks(out var blocks))
            return $"sack {blocks}";

        return $"{option.Kind}";
    }

    private static string Line(IpPacket ip, IcmpError icmp)
    {
        var about = icmp.TryGetTcp(out var tcp)
            ? $"{icmp.Original.Source}.{tcp.SourcePort} > {icmp.Original.Destination}.{tcp.DestinationPort} seq {tcp.Sequence}"
            : $"{icmp.Original.Source} > {icmp.Original.Destination} {icmp.Original.Protocol}";
        var mtu = icmp.Kind == IcmpErrorKind.PacketTooBig ? $", mtu {icmp.NextHopMtu}" : "";
        return $"{ip.Source} > {ip.Destination}: {icmp.Kind}{mtu}, about {about}";
    }
}
