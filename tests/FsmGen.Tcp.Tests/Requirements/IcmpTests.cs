using FsmGen.Runtime.Packets;
using static FsmGen.Tcp.TcpConnectionState;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>What routers and the peer's host report: RFC 9293 section 3.9.2.2, as RFC 5927 advises.</summary>
public sealed class IcmpTests
{
    [Theory]
    [Requirement("MUST-47")]
    [Requirement("MUST-54")]
    [Requirement("MUST-56")]
    [Requirement("SHLD-25")]
    [InlineData(3, 0, IcmpErrorKind.DestinationUnreachable)]
    [InlineData(3, 1, IcmpErrorKind.DestinationUnreachable)]
    [InlineData(3, 5, IcmpErrorKind.DestinationUnreachable)]
    [InlineData(11, 0, IcmpErrorKind.TimeExceeded)]
    [InlineData(11, 1, IcmpErrorKind.TimeExceeded)]
    [InlineData(12, 0, IcmpErrorKind.ParameterProblem)]
    public void An_error_that_may_pass_is_told_and_ends_nothing(byte type, byte code, IcmpErrorKind kind)
    {
        var opening = new Dialog();
        opening.Open();
        opening.Reports(type, code, 0, 0);
        Assert.Equal(SynSent, opening.State);
        Assert.Equal([TcpMessage.SoftError], opening.Told());

        var dialog = Dialog.Established();
        dialog.Send(1000);
        dialog.Reports(type, code, 0, 1);
        Assert.Equal(Established, dialog.State);
        Assert.Equal([TcpMessage.SoftError], dialog.Told());
        Assert.Equal(kind, dialog.Connection.SoftError);
    }

    [Fact]
    [Requirement("SHLD-20")]
    public void The_user_need_not_be_told()
    {
        var dialog = Dialog.Established(Dialog.Plain with { ReportSoftErrors = false });
        dialog.Send(1000);
        dialog.Reports(3, 0, 0, 1);

        Assert.Empty(dialog.Told());
        Assert.Equal(IcmpErrorKind.DestinationUnreachable, dialog.Connection.SoftError);
    }

    [Theory]
    [Requirement("SHLD-26")]
    [Rfc("5927", "5.2")]
    [InlineData(2)]
    [InlineData(3)]
    public void A_hard_error_ends_the_attempt_to_open_and_no_connection_that_is_established(byte code)
    {
        var opening = new Dialog();
        opening.Open();
        opening.Reports(3, code, 0, 0);
        Assert.Equal(Closed, opening.State);
        Assert.Equal([TcpMessage.DestinationUnreachable], opening.Told());

        var dialog = Dialog.Established();
        dialog.Send(1000);
        dialog.Reports(3, code, 0, 1);
        Assert.Equal(Established, dialog.State);
        Assert.Equal([TcpMessage.SoftError], dialog.Told());
    }

    [Theory]
    [Rfc("5927", "4.1")]
    [InlineData(0)]
    [InlineData(1001)]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void An_error_about_a_segment_that_is_not_on_its_way_is_ignored(int sequence)
    {
        var dialog = Dialog.Established();
        dialog.Send(1000);
        dialog.Reports(3, 0, 0, sequence);
        Assert.Equal("", dialog.Reports(3, 4, 600, sequence));
        Assert.Empty(dialog.Told());

        var opening = new Dialog();
        opening.Open();
        opening.Reports(3, 3, 0, sequence == 0 ? 1 : sequence);
        Assert.Equal(SynSent, opening.State);
    }

    [Fact]
    [Requirement("MUST-55")]
    [Rfc("6633", "3")]
    public void A_source_quench_does_nothing()
    {
        var dialog = Dialog.Established();
        dialog.Send(100_000);
        var before = dialog.Connection.CongestionWindow;
        Assert.Equal("", dialog.Reports(4, 0, 0, 1));

        Assert.Equal(before, dialog.Connection.CongestionWindow);
        Assert.Empty(dialog.Told());
        Assert.Null(dialog.Connection.SoftError);
    }

    [Fact]
    [Rfc("1191", "6.5")]
    [Rfc("1191", "4")]
    public void What_was_too_long_goes_again_at_once_in_smaller_pieces()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 3 });
        Assert.Equal("1-1001, 1001-2001, 2001-3001", dialog.Send(10_000));

        // Three segments of 600 may be out.
        Assert.Equal("1-601, 601-1001, 1001-1601", dialog.Reports(3, 4, 640, 1));
        Assert.Equal("1601-2001, 2001-2601", dialog.Acknowledges(601));
        Assert.Equal("2601-3001, 3001-3601", dialog.Acknowledges(1001));
    }

    [Fact]
    [Rfc("1191", "6.5")]
    public void Too_long_a_packet_is_no_sign_of_congestion()
    {
        var dialog = Dialog.Established(Dialog.Plain with { InitialWindow = 4 });
        dialog.Send(10_000);
        dialog.Reports(3, 4, 640, 1);

        // Four segments, of which each is shorter now.
        Assert.Equal(4 * 600, dialog.Connection.CongestionWindow);
    }

    [Theory]
    [Rfc("1191", "4")]
    [Rfc("5927", "7")]
    [InlineData(68u, 512)]
    [InlineData(0u, 512)]
    [InlineData(552u, 512)]
    [InlineData(1000u, 960)]
    [InlineData(1040u, 1000)]
    [InlineData(9000u, 1000)]
    public void A_path_is_believed_to_be_narrow_but_not_narrower_than_any_is(uint mtu, int size)
    {
        var dialog = Dialog.Established(Dialog.Plain with { NoDelay = true });
        dialog.Send(1000);
        dialog.Reports(3, 4, mtu, 1);
        dialog.Acknowledges(1001);

        Assert.StartsWith($"1001-{1001 + size}", dialog.Send(5000));
    }

    [Theory]
    [Rfc("8201", "4")]
    [InlineData(1300u, 1300)]
    [InlineData(1000u, 1280)]
    public void In_ipv6_a_path_is_believed_to_be_as_narrow_as_1280_bytes(uint mtu, int length)
    {
        var (connection, datagram) = (new TcpConnection(Dialog.Plain), new byte[2048]);
        var (local, remote) = (new TcpEndpoint(IpAddress.Parse("2001:db8::1"), 1024), new TcpEndpoint(IpAddress.Parse("2001:db8::2"), 80));
        connection.OpenActive(local, remote);
        Assert.True(connection.TryTransmit(datagram, out _));
        var header = new TcpHeader
        {
            SourcePort = remote.Port,
            DestinationPort = local.Port,
            Acknowledgment = connection.LastStatus.SendNext,
            Flags = TcpFlags.Syn | TcpFlags.Ack,
            Window = 20_000,
            Options = new() { MaximumSegmentSize = 1440 },
        };
        connection.SegmentArrives(new(remote.Address, local.Address, header, []));
        Assert.True(connection.TryTransmit(datagram, out _));
        connection.Send(new byte[1440], urgent: false);
        Assert.True(connection.TryTransmit(datagram, out var sent));
        Assert.Equal(1500, sent);

        var (router, quoted) = (Ipv6Address.Parse("2001:db8::ffff"), datagram.AsSpan(0, 1000).ToArray());
        var packet = new byte[Ipv6Header.Length + IcmpErrorHeader.Length + quoted.Length];
        new Ipv6Header { Source = router, Destination = (Ipv6Address)local.Address, NextHeader = IpProtocol.Icmpv6, HopLimit = 64 }
            .Write(packet, packet.Length - Ipv6Header.Length);
        new IcmpErrorHeader(2, 0, mtu).Write(packet.AsSpan(Ipv6Header.Length), quoted, default);
        Assert.True(IpPacket.TryParse(packet, out var ip));
        Assert.True(IcmpError.TryParse(ip, out var error));
        connection.IcmpArrives(error);

        Assert.True(connection.TryTransmit(datagram, out sent));
        Assert.Equal(length, sent);
    }

    [Fact]
    [Rfc("1191", "3")]
    [Rfc("6864", "4.1")]
    public void Routers_may_not_fragment_and_such_packets_need_no_identification()
    {
        var datagram = new byte[2048];
        var connection = new TcpConnection();
        connection.OpenActive(Conformance.Bench.Local, Conformance.Bench.Remote);
        Assert.True(connection.TryTransmit(datagram, out var length));
        Assert.True(IpPacket.TryParse(datagram.AsSpan(0, length), out _));

        Assert.Equal((0, 0x40), ((datagram[4] << 8) + datagram[5], datagram[6]));
    }

    [Fact]
    public void A_link_that_is_narrower_than_any_path_stays_as_it_is()
    {
        var dialog = Dialog.Established(Dialog.Plain with { MaximumTransmissionUnit = 500 });
        Assert.Equal("1-461, 461-921, 921-1001", dialog.Send(1000));

        Assert.Equal("", dialog.Reports(3, 4, 400, 1));
    }
}
