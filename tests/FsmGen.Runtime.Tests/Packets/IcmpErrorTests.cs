namespace FsmGen.Runtime.Tests.Packets;

public class IcmpErrorTests
{
    private static readonly TcpHeader Header = new() { SourcePort = 1024, DestinationPort = 80, Sequence = new(0xDEADBEEF), Flags = TcpFlags.Ack };
    private static readonly byte[] Quoted4 = Samples.Datagram(Header, new byte[1000]);
    private static readonly byte[] Quoted6 = Samples.Datagram(Samples.Client6, Samples.Server6, Header, new byte[1000]);

    [Fact]
    public void An_IPv4_error_says_whose_segment_was_too_big_and_for_what()
    {
        var error = Parsed(Message4(new(3, 4, 1280), Quoted4[..28]));

        Assert.Equal(IcmpErrorKind.PacketTooBig, error.Kind);
        Assert.Equal(1280u, error.NextHopMtu);
        Assert.Equal(Samples.Client, error.Original.Source);
        Assert.Equal(Samples.Server, error.Original.Destination);
        Assert.True(error.IsChecksumValid);
        Assert.True(error.TryGetTcp(out var tcp));
        Assert.Equal(new EmbeddedTcp(1024, 80, new(0xDEADBEEF)), tcp);
    }

    [Fact]
    public void An_IPv6_error_says_whose_segment_was_too_big_and_for_what()
    {
        var error = Parsed(Message6(new(2, 0, 70_000), Quoted6));

        Assert.Equal(IcmpErrorKind.PacketTooBig, error.Kind);
        Assert.Equal(70_000u, error.NextHopMtu);
        Assert.Equal(Samples.Server6, error.Original.Destination);
        Assert.True(error.IsChecksumValid);
        Assert.True(error.TryGetTcp(out var tcp));
        Assert.Equal(new SequenceNumber(0xDEADBEEF), tcp.Sequence);
    }

    [Theory]
    [InlineData(3, 0, IcmpErrorKind.DestinationUnreachable)]
    [InlineData(3, 2, IcmpErrorKind.ProtocolUnreachable)]
    [InlineData(3, 3, IcmpErrorKind.PortUnreachable)]
    [InlineData(3, 13, IcmpErrorKind.DestinationUnreachable)]
    [InlineData(4, 0, IcmpErrorKind.SourceQuench)]
    [InlineData(11, 1, IcmpErrorKind.TimeExceeded)]
    [InlineData(12, 0, IcmpErrorKind.ParameterProblem)]
    public void IPv4_types_and_codes_have_a_meaning(byte type, byte code, IcmpErrorKind kind) =>
        Assert.Equal(kind, Parsed(Message4(new(type, code, 0), Quoted4)).Kind);

    [Theory]
    [InlineData(1, 0, IcmpErrorKind.DestinationUnreachable)]
    [InlineData(1, 4, IcmpErrorKind.PortUnreachable)]
    [InlineData(3, 0, IcmpErrorKind.TimeExceeded)]
    [InlineData(4, 0, IcmpErrorKind.ParameterProblem)]
    [InlineData(4, 1, IcmpErrorKind.ProtocolUnreachable)]
    [InlineData(100, 0, IcmpErrorKind.Unknown)]
    public void IPv6_types_and_codes_have_a_meaning(byte type, byte code, IcmpErrorKind kind) =>
        Assert.Equal(kind, Parsed(Message6(new(type, code, 0), Quoted6)).Kind);

    [Fact]
    public void An_error_is_written_again_as_it_was_read()
    {
        var error = Parsed(Message4(new(11, 0, 0x01020304), Quoted4[..40]));
        var written = new byte[100];

        var length = error.Header.Write(written, error.Original.Bytes, default);
        Assert.Equal(error.Bytes, written.AsSpan(0, length));
    }

    [Theory]
    [InlineData(8, 0)] // echo
    [InlineData(0, 0)] // echo reply
    [InlineData(5, 0)] // redirect
    public void Other_messages_are_no_errors(byte type, byte code) =>
        Assert.Equal(PacketError.Protocol, ReasonOf(Message4(new(type, code, 0), Quoted4)));

    [Fact]
    public void IPv6_information_is_no_error() =>
        Assert.Equal(PacketError.Protocol, ReasonOf(Message6(new(128, 0, 0), Quoted6)));

    [Theory]
    [InlineData(0, PacketError.Truncated)]
    [InlineData(19, PacketError.Truncated)]
    [InlineData(20, PacketError.None)]
    public void A_quotation_needs_the_whole_IP_header(int length, PacketError expected) =>
        Assert.Equal(expected, ReasonOf(Message4(new(3, 3, 0), Quoted4[..length])));

    [Theory]
    [InlineData(27, false)]
    [InlineData(28, true)]
    public void A_quotation_needs_eight_bytes_of_the_segment_to_say_whose_it_is(int length, bool isRead) =>
        Assert.Equal(isRead, Parsed(Message4(new(3, 3, 0), Quoted4[..length])).TryGetTcp(out _));

    [Fact]
    public void A_quotation_of_something_else_is_not_taken_for_TCP()
    {
        var udp = (byte[])Quoted4.Clone();
        udp[9] = (byte)IpProtocol.Udp;
        Assert.False(Parsed(Message4(new(3, 3, 0), udp)).TryGetTcp(out _));

        var laterFragment = (byte[])Quoted4.Clone();
        laterFragment[7] = 1;
        Assert.False(Parsed(Message4(new(11, 1, 0), laterFragment)).TryGetTcp(out _));
    }

    [Fact]
    public void A_quotation_of_the_other_family_is_refused() =>
        Assert.Equal(PacketError.Version, ReasonOf(Message4(new(3, 3, 0), Quoted6)));

    [Fact]
    public void Extensions_behind_the_quotation_are_not_part_of_it()
    {
        byte[] quotation = [.. Quoted4.AsSpan(..128), 0x20, 0x00, 0xAB, 0xCD];
        var error = Parsed(Message4(new(11, 0, 128 / 4 << 16), quotation));

        Assert.Equal(Quoted4.AsSpan(..128), error.Original.Bytes);
    }

    [Fact]
    public void A_flipped_bit_makes_the_checksum_wrong_in_either_family()
    {
        foreach (var datagram in new[] { Message4(new(3, 3, 0), Quoted4), Message6(new(1, 4, 0), Quoted6) })
        {
            datagram[^1] ^= 1;
            Assert.False(Parsed(datagram).IsChecksumValid);
        }
    }

    private static IcmpError Parsed(byte[] datagram)
    {
        Assert.True(IpPacket.TryParse(datagram, out var packet));
        Assert.True(IcmpError.TryParse(packet, out var error, out var reason), $"{reason}");
        return error;
    }

    private static PacketError ReasonOf(byte[] datagram)
    {
        Assert.True(IpPacket.TryParse(datagram, out var packet));
        Assert.Equal(IcmpError.TryParse(packet, out _), IcmpError.TryParse(packet, out _, out var reason));
        return reason;
    }

    private static byte[] Message4(IcmpErrorHeader header, byte[] original)
    {
        var datagram = new byte[28 + original.Length];
        new Ipv4Header { Source = Samples.Server, Destination = Samples.Client, Protocol = IpProtocol.Icmp, TimeToLive = 64 }.Write(datagram, datagram.Length - 20);
        header.Write(datagram.AsSpan(20), original, default);
        return datagram;
    }

    private static byte[] Message6(IcmpErrorHeader header, byte[] original)
    {
        var datagram = new byte[48 + original.Length];
        new Ipv6Header { Source = Samples.Server6, Destination = Samples.Client6, NextHeader = IpProtocol.Icmpv6, HopLimit = 64 }.Write(datagram, datagram.Length - 40);
        Assert.True(IpPacket.TryParse(datagram, out var packet));
        header.Write(datagram.AsSpan(40), original, packet.PseudoHeader);
        return datagram;
    }
}
