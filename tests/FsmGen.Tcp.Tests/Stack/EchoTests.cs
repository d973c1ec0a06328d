using System.Buffers.Binary;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class EchoTests
{
    private readonly List<byte[]> _answers = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_echo_request_comes_back(bool ipv6)
    {
        var pair = Pair();
        var (source, destination) = ipv6 ? (StackPair.LeftIpv6, StackPair.RightIpv6) : (StackPair.LeftIpv4, StackPair.RightIpv4);
        pair.Inject(Request(source, destination));

        Assert.True(IpPacket.TryParse(Assert.Single(_answers), out var answer));
        Assert.Equal((destination, source), (answer.Source, answer.Destination));
        Assert.True(answer.IsHeaderChecksumValid);
        Assert.True((ipv6 ? answer.PseudoHeader : default).Add(answer.Payload).IsValid);
        Assert.Equal((ipv6 ? 129 : 0, 0), (answer.Payload[0], answer.Payload[1]));
        Assert.Equal("\x12\x34\x00\x07ping!"u8, answer.Payload[4..]);
        Assert.Equal(1, pair.Right.Statistics.EchoReplies);
    }

    [Theory]
    [InlineData("192.0.2.9")]
    [InlineData("255.255.255.255")]
    [InlineData("224.0.0.1")]
    public void Requests_for_others_and_for_groups_are_not_answered(string destination)
    {
        Pair().Inject(Request(StackPair.LeftIpv4, IpAddress.Parse(destination)));
        Assert.Empty(_answers);
    }

    [Fact]
    public void A_corrupted_request_is_not_answered()
    {
        var (pair, request) = (Pair(), Request(StackPair.LeftIpv4, StackPair.RightIpv4));
        request[^1] ^= 4;
        pair.Inject(request);
        Assert.Empty(_answers);
        Assert.Equal(1, pair.Right.Statistics.BadChecksums);
    }

    [Fact]
    public void A_stack_can_keep_silent()
    {
        var pair = new StackPair(right: static options => options with { AnswersEcho = false });
        pair.Inject(Request(StackPair.LeftIpv4, StackPair.RightIpv4));
        Assert.Equal(0, pair.Right.Statistics.PacketsSent);
    }

    [Fact]
    [Requirement("MUST-54")]
    public void An_error_is_matched_to_the_connection_that_it_quotes()
    {
        var pair = new StackPair();
        var (_, server) = pair.Connect();
        Assert.Equal(0, pair.Right.Statistics.IcmpErrors);
        pair.Inject(Error(server.LocalEndPoint, server.RemoteEndPoint));
        Assert.Equal((1, 0), (pair.Right.Statistics.IcmpErrors, pair.Right.Statistics.Strangers));
        pair.Inject(Error(server.LocalEndPoint, server.RemoteEndPoint with { Port = 9 }));
        Assert.Equal((1, 1), (pair.Right.Statistics.IcmpErrors, pair.Right.Statistics.Strangers));
    }

    [Fact]
    public void A_connection_that_nobody_can_take_is_given_up_at_once()
    {
        var pair = new StackPair();
        byte[] syn = [];
        pair.Devices.Right.Passes = packet =>
        {
            syn = packet.ToArray();
            return false;
        };
        var connecting = pair.Right.ConnectAsync(new(StackPair.LeftIpv4, 80)).AsTask();
        var message = new byte[200];
        var length = new IcmpErrorHeader(3, 3, 0).Write(message, syn, default);
        pair.Inject(Datagram(StackPair.LeftIpv4, StackPair.RightIpv4, message[..length]));
        Assert.Equal(TcpMessage.DestinationUnreachable, Assert.Throws<Tcp.Stack.TcpException>(() => connecting.GetAwaiter().GetResult()).Reason);
        Assert.Equal(TimeSpan.Zero, pair.Time.Wheel.Now);
    }

    internal static byte[] Request(IpAddress source, IpAddress destination, int padding = 0)
    {
        byte[] message = [(byte)(source.IsIpv4 ? 8 : 128), 0, 0, 0, .. "\x12\x34\x00\x07ping!"u8, .. new byte[padding]];
        return Datagram(source, destination, message);
    }

    private static byte[] Error(TcpEndpoint local, TcpEndpoint remote)
    {
        var segment = new byte[100];
        var header = new TcpHeader { SourcePort = local.Port, DestinationPort = remote.Port };
        var length = Packet.Write(segment, local.Address, remote.Address, header, []);
        var message = new byte[100];
        length = new IcmpErrorHeader(3, 1, 0).Write(message, segment.AsSpan(0, length), default);
        return Datagram(IpAddress.Parse("203.0.113.1"), local.Address, message[..length]);
    }

    private static byte[] Datagram(IpAddress source, IpAddress destination, byte[] message)
    {
        byte[] datagram;
        if (source.IsIpv4)
        {
            datagram = new byte[Ipv4Header.MinimumLength + message.Length];
            new Ipv4Header { Protocol = IpProtocol.Icmp, TimeToLive = 64, Source = (Ipv4Address)source, Destination = (Ipv4Address)destination }
                .Write(datagram, message.Length);
        }
        else
        {
            datagram = new byte[Ipv6Header.Length + message.Length];
            new Ipv6Header { NextHeader = IpProtocol.Icmpv6, HopLimit = 64, Source = (Ipv6Address)source, Destination = (Ipv6Address)destination }
                .Write(datagram, message.Length);
        }

        var payload = datagram.AsSpan(datagram.Length - message.Length);
        message.CopyTo(payload);
        payload[2..4].Clear();
        Assert.True(IpPacket.TryParse(datagram, out var packet));
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (source.IsIpv4 ? default : packet.PseudoHeader).Add(payload).Value);
        return datagram;
    }

    private StackPair Pair()
    {
        var pair = new StackPair();
        pair.Devices.Right.Passes = packet =>
        {
            _answers.Add(packet.ToArray());
            return false;
        };
        return pair;
    }
}
