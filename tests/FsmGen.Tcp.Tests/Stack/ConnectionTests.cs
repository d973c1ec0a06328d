using System.Text;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class ConnectionTests
{
    private readonly StackPair _pair = new();

    [Theory]
    [Requirement("MUST-44")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_client_and_a_server_talk(bool ipv6)
    {
        var (client, server) = _pair.Connect(ipv6: ipv6);
        Assert.Equal((client.LocalEndPoint, client.RemoteEndPoint), (server.RemoteEndPoint, server.LocalEndPoint));
        Assert.Equal(80, server.LocalEndPoint.Port);
        Assert.InRange(client.LocalEndPoint.Port, 49152, 65535);

        var buffer = new byte[100];
        var reading = server.ReadAsync(buffer).AsTask();
        Assert.False(reading.IsCompleted);
        _pair.Await(client.WriteAsync("hello"u8.ToArray()));
        Assert.Equal("hello", Encoding.ASCII.GetString(buffer, 0, _pair.Await(reading)));
    }

    [Theory]
    [InlineData("192.0.2.1:80")]
    [InlineData("[2001:db8::1]:65535")]
    public void Sockets_are_those_of_the_BCL(string text)
    {
        var endPoint = System.Net.IPEndPoint.Parse(text);
        Assert.Equal(text, endPoint.ToTcpEndpoint().ToString());
        Assert.Equal(endPoint, endPoint.ToTcpEndpoint().ToIPEndPoint());
    }

    [Fact]
    public void A_port_that_nobody_listens_on_refuses()
    {
        var error = Assert.Throws<TcpException>(() => _pair.Await(_pair.Left.ConnectAsync(new(StackPair.RightIpv4, 81))));
        Assert.Equal(TcpMessage.ConnectionRefused, error.Reason);
        Assert.Equal((1, 1), (_pair.Right.Statistics.Strangers, _pair.Right.Statistics.ResetsSent));
        Assert.Equal(0, _pair.Left.ConnectionCount);
    }

    [Fact]
    public void A_host_that_does_not_answer_is_given_up()
    {
        _pair.Devices.Left.Passes = static _ => false;
        var error = Assert.Throws<TcpException>(() => _pair.Await(_pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80))));
        Assert.True(error.Reason is TcpMessage.UserTimeoutExpired or TcpMessage.RetransmissionLimitReached, error.Message);
    }

    [Theory]
    [Requirement("MUST-46")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("224.0.0.1")]
    [InlineData("::")]
    [InlineData("ff02::1")]
    public void Nobody_connects_to_a_group_or_to_nowhere(string address) =>
        Assert.Throws<ArgumentException>(() => _pair.Await(_pair.Left.ConnectAsync(new(IpAddress.Parse(address), 80))));

    [Theory]
    [Requirement("MUST-57")]
    [Requirement("MUST-63")]
    [InlineData("192.0.2.1", "255.255.255.255")]
    [InlineData("192.0.2.1", "224.0.0.1")]
    [InlineData("224.0.0.1", "192.0.2.2")]
    [InlineData("255.255.255.255", "192.0.2.2")]
    [InlineData("0.0.0.0", "192.0.2.2")]
    [InlineData("2001:db8::1", "ff02::1")]
    [InlineData("ff02::1", "2001:db8::2")]
    public void Requests_to_groups_and_from_impossible_addresses_are_dropped(string source, string destination)
    {
        var pair = new StackPair(right: static options => options with { AcceptsAnyDestination = true });
        using var listener = pair.Right.ListenToAllPorts();
        pair.Inject(Segment(IpAddress.Parse(source), IpAddress.Parse(destination), TcpFlags.Syn));
        Assert.Equal((1, 0, 0), (pair.Right.Statistics.Misaddressed, pair.Right.ConnectionCount, pair.Right.Statistics.PacketsSent));
    }

    [Fact]
    public void The_most_particular_listener_gets_the_connection()
    {
        using var exact = _pair.Right.Listen(new TcpEndpoint(StackPair.RightIpv4, 80));
        using var port = _pair.Right.Listen(80);
        using var all = _pair.Right.ListenToAllPorts();

        _pair.Await(_pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)));
        Assert.True(exact.AcceptAsync().AsTask().IsCompletedSuccessfully);
        _pair.Await(_pair.Left.ConnectAsync(new(StackPair.RightIpv6, 80)));
        Assert.True(port.AcceptAsync().AsTask().IsCompletedSuccessfully);
        _pair.Await(_pair.Left.ConnectAsync(new(StackPair.RightIpv6, 8080)));
        Assert.True(all.AcceptAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void A_stack_that_stands_for_all_addresses_accepts_for_any()
    {
        var pair = new StackPair(right: static options => options with { AcceptsAnyDestination = true });
        using var listener = pair.Right.ListenToAllPorts();
        var remote = new TcpEndpoint(IpAddress.Parse("203.0.113.77"), 12345);
        pair.Await(pair.Left.ConnectAsync(remote));
        Assert.Equal(remote, pair.Await(listener.AcceptAsync()).LocalEndPoint);
    }

    [Fact]
    [Requirement("MUST-41")]
    public void Two_listeners_do_not_share_a_socket()
    {
        using var first = _pair.Right.Listen(80);
        Assert.Equal(TcpMessage.ConnectionAlreadyExists, Assert.Throws<TcpException>(() => _pair.Right.Listen(80)).Reason);
        first.Dispose();
        using var second = _pair.Right.Listen(80);
        using var any = _pair.Right.Listen(0);
        Assert.InRange(any.LocalEndPoint.Port, 49152, 65535);
    }

    [Fact]
    public void Corrupted_packets_are_counted_and_dropped()
    {
        var packet = Segment(StackPair.LeftIpv4, StackPair.RightIpv4, TcpFlags.Syn);
        packet[^1] ^= 1;
        _pair.Inject(packet);
        packet[8] ^= 1;
        _pair.Inject(packet);
        _pair.Inject([0x45, 0]);
        Assert.Equal((2, 1, 0), (_pair.Right.Statistics.BadChecksums, _pair.Right.Statistics.Malformed, _pair.Right.Statistics.PacketsSent));
    }

    [Fact]
    public void A_stranger_that_acknowledges_gets_a_reset_with_its_number()
    {
        var answers = new List<TcpHeader>();
        _pair.Devices.Right.Passes = packet =>
        {
            Assert.True(Packet.TryParse(packet.Span, out var parsed));
            answers.Add(parsed.Tcp.Header);
            return false;
        };

        _pair.Inject(Segment(StackPair.LeftIpv4, StackPair.RightIpv4, TcpFlags.Ack));
        _pair.Inject(Segment(StackPair.LeftIpv4, StackPair.RightIpv4, TcpFlags.Rst));
        using var listener = _pair.Right.Listen(80);
        _pair.Inject(Segment(StackPair.LeftIpv4, StackPair.RightIpv4, TcpFlags.Ack));
        Assert.All(answers, static answer => Assert.Equal((TcpFlags.Rst, 77u), (answer.Flags, answer.Sequence.Value)));
        Assert.Equal(2, answers.Count);
    }

    [Fact]
    public void Resets_of_listeners_are_limited_too()
    {
        var pair = new StackPair(right: static options => options with { MaximumResetsPerSecond = 3 });
        using var listener = pair.Right.ListenToAllPorts();
        var sent = 0;
        pair.Devices.Right.Passes = _ => ++sent > 0;
        for (var i = 0; i < 10; i++)
            pair.Inject(Segment(StackPair.LeftIpv4, StackPair.RightIpv4, TcpFlags.Ack));
        Assert.Equal((3, 3), (sent, pair.Right.Statistics.ResetsSent));
    }

    [Fact]
    public void Resets_for_strangers_are_limited()
    {
        var pair = new StackPair(right: static options => options with { MaximumResetsPerSecond = 3 });
        for (var i = 0; i < 10; i++)
            pair.Inject(Segment(StackPair.LeftIpv4, StackPair.RightIpv4, TcpFlags.Ack));
        Assert.Equal((10, 3), (pair.Right.Statistics.Strangers, pair.Right.Statistics.ResetsSent));
        pair.Pass(TimeSpan.FromSeconds(1));
        pair.Inject(Segment(StackPair.LeftIpv4, StackPair.RightIpv4, TcpFlags.Ack));
        Assert.Equal(4, pair.Right.Statistics.ResetsSent);
    }

    [Fact]
    public void A_segment_fits_the_link_of_its_family()
    {
        var pair = new StackPair(mtu: 1280);
        var longest = 0;
        pair.Devices.Left.Passes = packet => (longest = Math.Max(longest, packet.Length)) > 0;
        foreach (var ipv6 in (ReadOnlySpan<bool>)[false, true])
        {
            longest = 0;
            pair.Await(pair.Connect(ipv6: ipv6).Left.WriteAsync(new byte[20000]));
            pair.Settle();
            Assert.Equal(1280, longest);
        }
    }

    [Fact]
    public void A_stack_that_is_disposed_resets_its_connections_and_ends_its_calls()
    {
        var (client, server) = _pair.Connect();
        var reading = client.ReadAsync(new byte[1]).AsTask();
        using var listener = _pair.Left.Listen(80);
        var accepting = listener.AcceptAsync().AsTask();
        var connecting = _pair.Left.ConnectAsync(new(StackPair.RightIpv4, 99)).AsTask();

        _pair.Left.Dispose();
        Assert.Throws<TcpException>(() => reading.GetAwaiter().GetResult());
        Assert.Throws<ObjectDisposedException>(() => accepting.GetAwaiter().GetResult());
        Assert.Throws<ObjectDisposedException>(() => connecting.GetAwaiter().GetResult());
        Assert.Throws<ObjectDisposedException>(() => _pair.Await(_pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80))));
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => _pair.Await(server.ReadAsync(new byte[1]))).Reason);
        Assert.Equal((0, 0), (_pair.Left.ConnectionCount, _pair.Right.ConnectionCount));
    }

    internal static byte[] Segment(IpAddress source, IpAddress destination, TcpFlags flags, ushort sourcePort = 1000, uint sequence = 1)
    {
        var header = new TcpHeader { SourcePort = sourcePort, DestinationPort = 80, Sequence = new(sequence), Acknowledgment = new(77), Flags = flags };
        var packet = new byte[100];
        return packet[..Packet.Write(packet, source, destination, header, [])];
    }
}
