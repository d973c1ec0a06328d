using System.Net;
using System.Net.Sockets;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>What is not TCP between us and Linux: pings, datagrams, and what routers say.</summary>
[Collection(LinuxAsPeer.Name)]
public sealed class PathTests
{
    [Theory]
    [InlineData(AddressFamily.InterNetwork, 56)]
    [InlineData(AddressFamily.InterNetworkV6, 56)]
    [InlineData(AddressFamily.InterNetwork, 1472)]
    [InlineData(AddressFamily.InterNetworkV6, 1452)]
    public void Pings_are_answered(AddressFamily family, int length)
    {
        Peer.SkipUnlessPossible("ping");
        using var peer = new StackPeer();
        var output = peer.Kernel.Namespace.Run(
            "ping", "-n", "-c", "3", "-i", "0.01", "-W", "60", "-s", $"{length}", $"{KernelPeer.OurAddress(family)}");
        Assert.Contains("3 received", output, StringComparison.Ordinal);
        Assert.Equal(3, peer.Stack.Statistics.EchoReplies);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public void Datagrams_of_UDP_are_ignored(AddressFamily family)
    {
        using var peer = new StackPeer();
        using var socket = peer.Kernel.Namespace.Enter(() => new Socket(family, SocketType.Dgram, ProtocolType.Udp));
        socket.SendTo(new byte[10], new IPEndPoint(KernelPeer.OurAddress(family).ToIPAddress(), 7));
        peer.Until(() => peer.Stack.Statistics.OtherProtocols == 1, "the datagram arrives");
        Assert.Equal(0, peer.Stack.Statistics.PacketsSent);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task We_send_shorter_segments_where_a_router_says_so(AddressFamily family)
    {
        const int length = 1_000_000;
        using var peer = new StackPeer();
        using var behind = new NetworkNamespace();
        var address = AddRouter(peer.Kernel.Namespace, behind, family, mtu: 1300);
        using var listener = behind.CreateSocket(family);
        listener.Bind(new IPEndPoint(address, 0));
        listener.Listen();

        var remote = new TcpEndpoint(new(address), (ushort)((IPEndPoint)listener.LocalEndPoint!).Port);
        var stream = await peer.Stack.ConnectAsync(remote, ct: peer.Token);
        using (var conversation = new Conversation(stream, await listener.AcceptAsync(peer.Token)))
            await conversation.Exchange(length, length, peer.Token);

        Assert.InRange(peer.Stack.Statistics.IcmpErrors, 1, 100);
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.FlowControl | Circumstances.Disturbance);
    }

    /// <summary>Makes the kernel's end of our link a router to another namespace, by a route with an MTU of its own.</summary>
    private static IPAddress AddRouter(NetworkNamespace router, NetworkNamespace behind, AddressFamily family, int mtu)
    {
        var (near, far, us) = family == AddressFamily.InterNetwork
            ? ("198.51.100.1", "198.51.100.2", "192.0.2.0/24")
            : ("2001:db8:1::1", "2001:db8:1::2", "2001:db8::/64");
        var length = family == AddressFamily.InterNetwork ? 24 : 64;
        string[] protocol = family == AddressFamily.InterNetwork ? ["-4"] : ["-6"];
        string[] checks = family == AddressFamily.InterNetwork ? [] : ["nodad"];

        router.Run("ip", "link", "add", "behind0", "type", "veth", "peer", "name", "router0", "netns", behind.Name);
        // The addresses of their own making, they would first look for on the link, for two seconds.
        router.Run("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/behind0/dad_transmits");
        behind.Run("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/router0/dad_transmits");
        router.Run("ip", ["address", "add", $"{near}/{length}", "dev", "behind0", .. checks]);
        behind.Run("ip", ["address", "add", $"{far}/{length}", "dev", "router0", .. checks]);
        router.Run("ip", "link", "set", "behind0", "up");
        behind.Run("ip", "link", "set", "router0", "up");
        router.Run("ip", [.. protocol, "route", "add", $"{far}", "dev", "behind0", "mtu", "lock", $"{mtu}"]);
        behind.Run("ip", [.. protocol, "route", "add", us, "via", near]);
        router.Run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding");
        return IPAddress.Parse(far);
    }
}
