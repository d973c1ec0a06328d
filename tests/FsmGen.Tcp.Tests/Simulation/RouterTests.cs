using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Simulation;
using static System.TimeSpan;

namespace FsmGen.Tcp.Tests.Simulation;

public sealed class RouterTests
{
    private static readonly LinkOptions Slow = new() { Bandwidth = 1_000_000, Delay = FromMilliseconds(10), QueueLength = 5 * 1250 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Packets_find_their_way_and_lose_a_hop_at_each_router(bool isIpv6)
    {
        var net = new Dumbbell(Slow);
        var arrivals = net.Servers.Select(static server => new Arrivals(server)).ToArray();
        Dumbbell.Send(net.Clients[0], net.Servers[1], 1250, isIpv6);
        net.Network.RunUntilIdle(FromSeconds(1));

        var (time, packet) = Assert.Single(arrivals[1]);
        Assert.Empty(arrivals[0]);
        Assert.Equal(FromMilliseconds(22), time);
        Assert.True(IpPacket.TryParse(packet, out var ip));
        Assert.True(ip.IsHeaderChecksumValid);
        Assert.Equal(62, ip.HopLimit);
        Assert.Equal((1, 1, 0), (net.Left.Forwarded, net.Right.Forwarded, net.Left.Dropped));
    }

    [Fact]
    public void Flows_share_the_queue_of_a_bottleneck()
    {
        var net = new Dumbbell(Slow);
        var arrivals = net.Servers.Select(static server => new Arrivals(server)).ToArray();
        for (var i = 0; i < 5; i++)
        {
            Dumbbell.Send(net.Clients[0], net.Servers[0], 1250);
            Dumbbell.Send(net.Clients[1], net.Servers[1], 1250);
        }

        net.Network.RunUntilIdle(FromSeconds(1));

        Assert.Equal((3, 3), (arrivals[0].Count, arrivals[1].Count));
        Assert.Equal(4, net.Middle.Forward.Counters.DroppedByQueue);
        Assert.Equal(FromMilliseconds(1 + 60 + 10 + 1), arrivals[1][^1].Time);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_packet_that_is_too_long_for_the_next_link_is_reported_to_its_sender(bool isIpv6)
    {
        var net = new Dumbbell(new() { Mtu = 1280 });
        var arrivals = new Arrivals(net.Clients[0]);
        Dumbbell.Send(net.Clients[0], net.Servers[0], 1280, isIpv6);
        Dumbbell.Send(net.Clients[0], net.Servers[0], 1281, isIpv6);
        net.Network.RunUntilIdle(FromSeconds(1));

        var error = Parse(Assert.Single(arrivals).Packet);
        Assert.Equal((IcmpErrorKind.PacketTooBig, 1280u), (error.Kind, error.NextHopMtu));
        Assert.True(error.IsChecksumValid);
        Assert.Equal(net.Servers[0].Addresses[isIpv6 ? 1 : 0], error.Original.Destination);
        Assert.Equal((isIpv6 ? 1280 : 576) - (isIpv6 ? 48 : 28), error.Original.Bytes.Length);
        Assert.Equal((1, 1, 1), (net.Left.Forwarded, net.Left.Dropped, net.Left.ErrorsSent));
    }

    [Fact]
    public void A_packet_that_may_be_fragmented_is_dropped_without_a_word()
    {
        var net = new Dumbbell(new() { Mtu = 1280 });
        Dumbbell.Send(net.Clients[0], net.Servers[0], 1281, mayFragment: true);
        net.Network.RunUntilIdle(FromSeconds(1));

        Assert.Equal((1, 0), (net.Left.Dropped, net.Left.ErrorsSent));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_packet_without_hops_left_is_reported_by_the_router_where_it_ends(bool isIpv6)
    {
        var net = new Dumbbell(Slow);
        var arrivals = new Arrivals(net.Clients[0]);
        Dumbbell.Send(net.Clients[0], net.Servers[0], 100, isIpv6, hopLimit: 2);
        net.Network.RunUntilIdle(FromSeconds(1));

        var packet = Assert.Single(arrivals).Packet;
        Assert.Equal(IcmpErrorKind.TimeExceeded, Parse(packet).Kind);
        Assert.True(IpPacket.TryParse(packet, out var ip));
        Assert.Equal(net.Right.Addresses[isIpv6 ? 1 : 0], ip.Source);
    }

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.1")]
    [InlineData("2001:db8::77", "2001:db8::1")]
    public void A_destination_without_a_route_is_reported(string unknown, string source)
    {
        var net = new Dumbbell(Slow);
        var arrivals = new Arrivals(net.Clients[0]);
        net.Clients[0].Send(Datagram.Make(IpAddress.Parse(source), IpAddress.Parse(unknown), 100));
        net.Network.RunUntilIdle(FromSeconds(1));

        Assert.Equal(IcmpErrorKind.DestinationUnreachable, Parse(Assert.Single(arrivals).Packet).Kind);
    }

    [Fact]
    public void No_error_is_sent_about_an_error_or_to_nobody()
    {
        var net = new Dumbbell(Slow);
        var (client, error) = (net.Clients[0], new byte[RouterError.MaximumLength]);
        var original = Datagram.Make(client.Addresses[0], net.Servers[0].Addresses[0], 100, hopLimit: 1);
        RouterError.TimeExceeded.TryWrite(error, original, [Ipv4Address.Parse("192.0.2.77")], out _, out var length);
        new Ipv4Header { Source = (Ipv4Address)client.Addresses[0], Destination = Ipv4Address.Parse("192.0.2.77"), Protocol = IpProtocol.Icmp, TimeToLive = 64 }
            .Write(error, length - Ipv4Header.MinimumLength);
        client.Send(error.AsSpan(0, length));
        client.Send(Datagram.Make(default(Ipv4Address), net.Servers[0].Addresses[0], 100, hopLimit: 1));
        client.Send(Datagram.Make(client.Addresses[0], Ipv4Address.Parse("224.0.0.1"), 100, hopLimit: 1));
        net.Network.RunUntilIdle(FromSeconds(1));

        Assert.Equal((3, 0), (net.Left.Dropped, net.Left.ErrorsSent));
    }

    [Fact]
    public void A_router_without_an_address_is_a_black_hole_for_path_mtu_discovery()
    {
        var network = new SimulatedNetwork(seed: 1);
        var (a, b, router) = (network.AddHost("a", Wire.ClientAddress), network.AddHost("b", Wire.ServerAddress), network.AddRouter("router"));
        network.Connect(a, router);
        network.Connect(router, b, new() { Mtu = 1000 });
        a.Send(Datagram.Make(Wire.ClientAddress, Wire.ServerAddress, 1001));
        network.RunUntilIdle(FromSeconds(1));

        Assert.Equal((1, 0), (router.Dropped, router.ErrorsSent));
    }

    [Fact]
    public void Corrupted_headers_and_packets_for_the_router_go_no_further()
    {
        var net = new Dumbbell(Slow);
        var packet = Datagram.Make(net.Clients[0].Addresses[0], net.Servers[0].Addresses[0], 100);
        packet[10] ^= 1;
        net.Clients[0].Send(packet);
        net.Clients[0].Send([1, 2, 3]);
        net.Clients[0].Send(Datagram.Make(net.Clients[0].Addresses[0], net.Left.Addresses[0], 100));
        net.Network.RunUntilIdle(FromSeconds(1));

        Assert.Equal((0, 3, 0), (net.Left.Forwarded, net.Left.Dropped, net.Left.ErrorsSent));
        Assert.Equal(0, net.Network.PacketsUnderway);
    }

    [Fact]
    public void The_shortest_way_counts_and_new_links_are_found()
    {
        var net = new Dumbbell(Slow);
        var arrivals = new Arrivals(net.Servers[0]);
        Dumbbell.Send(net.Clients[0], net.Servers[0], 100);
        net.Network.RunUntilIdle(FromSeconds(1));
        var late = net.Network.AddHost("late", Ipv4Address.Parse("192.0.2.3"));
        net.Network.Connect(late, net.Left);
        Dumbbell.Send(late, net.Servers[0], 100);
        Dumbbell.Send(net.Servers[0], net.Clients[0], 100);
        var atLate = new Arrivals(late);
        net.Servers[0].Send(Datagram.Make(net.Servers[0].Addresses[0], late.Addresses[0], 100));
        net.Network.RunUntilIdle(FromSeconds(1));

        Assert.Equal(2, arrivals.Count);
        Assert.Single(atLate);
    }

    [Fact]
    public void Where_no_node_is_known_the_longest_prefix_counts()
    {
        var network = new SimulatedNetwork(seed: 1);
        var (router, a, b, c) = (network.AddRouter("router"), network.AddHost("a", Wire.ClientAddress), network.AddHost("b"), network.AddHost("c"));
        foreach (var host in (SimulatedHost[])[a, b, c])
            network.Connect(router, host);
        router.AddRoute(IpAddress.Parse("0.0.0.0"), 0, b);
        router.AddRoute(IpAddress.Parse("198.51.100.0"), 24, c);
        router.AddRoute(IpAddress.Parse("198.51.100.128"), 25, b);
        router.AddRoute(IpAddress.Parse("2001:db8::"), 32, c);
        var (atB, atC) = (new Arrivals(b), new Arrivals(c));
        foreach (var destination in (string[])["203.0.113.9", "198.51.100.9", "198.51.100.200", "2001:db8:7::1", "2001:db9::1"])
        {
            var to = IpAddress.Parse(destination);
            a.Send(Datagram.Make(to.IsIpv4 ? Wire.ClientAddress : IpAddress.Parse("2001:db8::1"), to, 100));
        }

        network.RunUntilIdle(FromSeconds(1));

        Assert.Equal((2, 2, 1), (atB.Count, atC.Count, router.Dropped));
        Assert.Throws<ArgumentException>(() => router.AddRoute(default, 0, network.AddHost("d")));
        Assert.Throws<ArgumentOutOfRangeException>(() => router.AddRoute(default, 33, b));
    }

    private static IcmpError Parse(byte[] packet)
    {
        Assert.True(IpPacket.TryParse(packet, out var ip));
        Assert.True(ip.IsHeaderChecksumValid);
        Assert.True(IcmpError.TryParse(ip, out var error));
        return error;
    }
}
