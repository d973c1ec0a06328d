using PacketDotNet.Tcp;
using PacketDotNet.Utils;
using OurOption = FsmGen.Runtime.Packets.TcpOption;
using TheirOption = PacketDotNet.Tcp.TcpOption;
using Theirs = PacketDotNet;

namespace FsmGen.Runtime.Tests.Packets;

/// <summary>PacketDotNet as a second oracle, for what it decodes.</summary>
public class PacketDotNetTests
{
    private const int Datagrams = 10_000;

    [Fact]
    public void PacketDotNet_sees_the_segments_that_it_can_decode_as_we_do()
    {
        var (decoded, options) = (0, 0);
        foreach (var datagram in RandomDatagrams.Take(Datagrams))
        {
            Assert.True(IpPacket.TryParse(datagram, out var ip));
            Assert.True(TcpSegment.TryParse(ip.Payload, out var tcp));
            if (Decode(datagram) is not { } theirs || IsMistaken(theirs, ip))
                continue;

            decoded++;
            AssertSameIp(theirs, ip);
            AssertSameTcp((Theirs.TcpPacket)theirs.PayloadPacket, tcp, tcp.IsChecksumValid(ip.PseudoHeader));
            options += AssertSameOptions((Theirs.TcpPacket)theirs.PayloadPacket, tcp);
        }

        // It gives up on extension headers that it does not know and on options that it knows otherwise.
        Assert.InRange(decoded, Datagrams * 85 / 100, Datagrams);
        Assert.InRange(options, Datagrams / 2, int.MaxValue);
    }

    private static Theirs.IPPacket? Decode(byte[] datagram)
    {
        var bytes = new ByteArraySegment(datagram);
        try
        {
            Theirs.IPPacket ip = datagram[0] >> 4 == 4 ? new Theirs.IPv4Packet(bytes) : new Theirs.IPv6Packet(bytes);
            return ip.PayloadPacket is Theirs.TcpPacket ? ip : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    // It takes all extension headers to count their length in the same unit, and checksums to cover the next destination;
    // Wireshark, RFC 4302 and RFC 8200 do not.
    private static bool IsMistaken(Theirs.IPPacket theirs, IpPacket ours) => theirs is Theirs.IPv6Packet ipv6
        && (ipv6.ExtensionHeadersLength != ours.AsIpv6.Extensions.Length || ours.AsIpv6.FinalDestination != ours.AsIpv6.Destination);

    private static void AssertSameIp(Theirs.IPPacket theirs, IpPacket ours)
    {
        Assert.Equal(theirs.SourceAddress, ours.Source.ToIPAddress());
        Assert.Equal(theirs.DestinationAddress, ours.Destination.ToIPAddress());
        if (theirs is Theirs.IPv4Packet ipv4)
        {
            var header = ours.AsIpv4.Header;
            Assert.Equal(
                (ipv4.TypeOfService, ipv4.Id, ipv4.FragmentFlags, ipv4.TimeToLive, ipv4.TotalLength, ipv4.Checksum),
                (header.TrafficClass, header.Identification, (int)header.Flags, header.TimeToLive, ours.AsIpv4.TotalLength, ours.AsIpv4.Checksum));
            Assert.Equal(ipv4.ValidIPChecksum, ours.AsIpv4.IsHeaderChecksumValid);
        }
        else if (theirs is Theirs.IPv6Packet ipv6)
        {
            var header = ours.AsIpv6.Header;
            Assert.Equal(
                (ipv6.TrafficClass, ipv6.FlowLabel, ipv6.HopLimit, ipv6.PayloadLength),
                (header.TrafficClass, (int)header.FlowLabel, header.HopLimit, (ushort)ours.AsIpv6.PayloadLength));
        }
    }

    private static void AssertSameTcp(Theirs.TcpPacket theirs, TcpSegment ours, bool isIntact)
    {
        Assert.Equal(
            (theirs.SourcePort, theirs.DestinationPort, theirs.SequenceNumber, theirs.AcknowledgmentNumber),
            (ours.SourcePort, ours.DestinationPort, ours.Sequence.Value, ours.Acknowledgment.Value));
        Assert.Equal(
            (theirs.DataOffset * 4, theirs.Flags & 0xFF, theirs.WindowSize, theirs.Checksum, (ushort)theirs.UrgentPointer), // it reads this one as signed
            (ours.HeaderLength, (int)ours.Flags, ours.Window, ours.Checksum, ours.UrgentPointer));
        Assert.Equal(theirs.PayloadData ?? [], ours.Payload.ToArray());
        Assert.Equal(theirs.ValidTcpChecksum, isIntact);
    }

    private static int AssertSameOptions(Theirs.TcpPacket theirs, TcpSegment ours)
    {
        // Among the bytes behind the end of a list it finds options without length, and takes memory until there is none.
        var length = 0;
        foreach (var option in ours.Options)
            length += option.Bytes.Length;
        if (length < ours.Options.Bytes.Length || DecodeOptions(theirs) is not { } decoded)
            return 0;

        // It may stop before the last option, but each that it has must be ours.
        var i = 0;
        foreach (var option in ours.Options)
        {
            if (i < decoded.Count)
                AssertSameOption(decoded[i++], option);
        }

        Assert.Equal(decoded.Count, i);
        return i;
    }

    private static List<TheirOption>? DecodeOptions(Theirs.TcpPacket tcp)
    {
        try
        {
            return tcp.OptionsCollection ?? [];
        }
        catch (NotImplementedException)
        {
            return null;
        }
    }

    private static void AssertSameOption(TheirOption theirs, OurOption ours)
    {
        Assert.Equal((byte)theirs.Kind, (byte)ours.Kind);
        switch (theirs)
        {
            case MaximumSegmentSizeOption option:
                Assert.True(ours.TryGetMaximumSegmentSize(out var size));
                Assert.Equal(option.Value, size);
                break;
            case WindowScaleFactorOption option:
                Assert.True(ours.TryGetWindowScale(out var shift));
                Assert.Equal(option.ScaleFactor, shift);
                break;
            case TimeStampOption option:
                Assert.True(ours.TryGetTimestamps(out var timestamps));
                Assert.Equal((option.Value, option.EchoReply), (timestamps.Value, timestamps.EchoReply));
                break;
        }
    }
}
