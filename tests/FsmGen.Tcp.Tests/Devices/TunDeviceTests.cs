using System.Net;
using System.Net.Sockets;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Devices;
using FsmGen.Tcp.Tests.Peers;

namespace FsmGen.Tcp.Tests.Devices;

/// <summary>A TUN device with the kernel at its other end.</summary>
public sealed class TunDeviceTests
{
    private readonly PacketBatch _batch = new(16, 16 * 1500);

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task The_ping_of_Linux_hears_our_answer(AddressFamily family)
    {
        Peer.SkipUnlessPossible("ping");
        using var peer = new KernelPeer();
        var ping = peer.Namespace.Start("ping", "-n", "-c", "1", "-W", "60", "-s", "1000", KernelPeer.OurAddress(family).ToString());

        ReceiveUntil(peer.Device, static packet => Echo.TryReply(packet));
        Assert.Equal(1, peer.Device.Send(_batch));

        Assert.Contains("1 packets transmitted, 1 received", await ping.Finish(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public void The_SYN_of_a_socket_in_Linux_arrives(AddressFamily family)
    {
        using var peer = new KernelPeer();
        using var socket = peer.Namespace.CreateSocket(family);
        var connecting = socket.ConnectAsync(KernelPeer.OurAddress(family).ToIPAddress(), 80);

        ReceiveUntil(peer.Device, static packet => Packet.TryParse(packet, out _));

        Assert.True(Packet.TryParse(_batch[^1], out var syn));
        Assert.Equal((KernelPeer.KernelAddress(family), KernelPeer.OurAddress(family)), (syn.Ip.Source, syn.Ip.Destination));
        Assert.Equal((TcpFlags.Syn, 80), (syn.Tcp.Header.Flags, syn.Tcp.Header.DestinationPort));
        Assert.False(connecting.IsCompleted);
        socket.Dispose();
        Assert.Throws<SocketException>(() => connecting.GetAwaiter().GetResult());
    }

    [Theory]
    [InlineData("198.51.100.0", 24, "198.51.100.7")]
    [InlineData("2001:db8:1::", 48, "2001:db8:1::7")]
    public void What_goes_to_a_network_that_is_routed_to_the_device_arrives(string network, int prefixLength, string host)
    {
        using var peer = new KernelPeer();
        var address = IpAddress.Parse(host);

        peer.Device.AddRoute(IpAddress.Parse(network), prefixLength);

        using var socket = Udp(peer, address.IsIpv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6);
        socket.SendTo([1, 2, 3], new IPEndPoint(address.ToIPAddress(), 9));
        ReceiveUntil(peer.Device, packet => IpPacket.TryParse(packet, out var ip) && ip.Destination == address);
        Assert.Equal([1, 2, 3], _batch[^1][^3..].ToArray());
    }

    [Fact]
    public void A_batch_that_is_full_leaves_the_rest_for_the_next()
    {
        using var peer = new KernelPeer();
        using var socket = Udp(peer, AddressFamily.InterNetwork);
        Drain(peer.Device);
        for (byte i = 0; i < 5; i++)
            socket.SendTo([i], new IPEndPoint(KernelPeer.OurIpv4.ToIPAddress(), 9));

        var small = new PacketBatch(3, 3 * 1500);
        Assert.Equal(3, peer.Device.Receive(small));
        Assert.Equal(0, peer.Device.Receive(small));
        Assert.Equal([0, 1, 2], (int[])[small[0][^1], small[1][^1], small[2][^1]]);

        small.Clear();
        Assert.Equal(2, peer.Device.Receive(small));
        Assert.Equal([3, 4], (int[])[small[0][^1], small[1][^1]]);
    }

    [Fact]
    public void A_link_that_is_down_loses_packets_and_one_that_is_up_again_does_not()
    {
        using var peer = new KernelPeer();
        using var socket = Udp(peer, AddressFamily.InterNetwork);
        socket.Bind(new IPEndPoint(KernelPeer.KernelIpv4.ToIPAddress(), 0));
        var port = (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;

        peer.Namespace.Run("ip", "link", "set", KernelPeer.InterfaceName, "down");
        Assert.Equal(2, Send(peer.Device, Datagram.Udp(port, 1), Datagram.Udp(port, 2)));
        Assert.Equal(2, peer.Device.PacketsLost);

        peer.Device.BringUp();
        Assert.Equal(1, Send(peer.Device, Datagram.Udp(port, 3)));
        Assert.Equal(2, peer.Device.PacketsLost);
        Assert.Equal(3, ReceiveByte(socket));
    }

    [Fact]
    public void What_is_no_IP_packet_is_lost_and_the_next_is_not()
    {
        using var peer = new KernelPeer();
        using var socket = Udp(peer, AddressFamily.InterNetwork);
        socket.Bind(new IPEndPoint(KernelPeer.KernelIpv4.ToIPAddress(), 0));
        var port = (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;

        Assert.Equal(2, Send(peer.Device, new byte[40], Datagram.Udp(port, 4)));
        Assert.Equal(1, peer.Device.PacketsLost);
        Assert.Equal(4, ReceiveByte(socket));
    }

    [Fact]
    public void An_interface_that_somebody_deleted_is_an_error()
    {
        using var peer = new KernelPeer();
        peer.Namespace.Run("ip", "link", "delete", KernelPeer.InterfaceName);

        Assert.Equal(
            "Cannot receive from tun0: somebody has deleted the interface",
            Assert.Throws<IOException>(() => peer.Device.Receive(_batch)).Message);
        Assert.True(_batch.TryAdd(new byte[40]));
        Assert.Contains("tun0", Assert.Throws<IOException>(() => peer.Device.Send(_batch)).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(peer.Device.BringUp);
    }

    [Fact]
    public void Packets_and_waits_cost_no_allocation()
    {
        using var peer = new KernelPeer();
        var ping = Datagram.Ping();
        Drain(peer.Device);

        var answers = 0;
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                _batch.Clear();
                _batch.TryAdd(ping);
                _batch.TryAdd(ping);
                peer.Device.Send(_batch);
                _batch.Clear();
                peer.Device.Wake();
                peer.Device.Wait(Timeout.InfiniteTimeSpan);
                peer.Device.Wait(TimeSpan.FromSeconds(60));
                answers += peer.Device.Receive(_batch);
                peer.Device.Wait(TimeSpan.FromTicks(1));
            }
        }));
        Assert.Equal(2 * 100 * Allocations.Rounds, answers);
    }

    private static Socket Udp(KernelPeer peer, AddressFamily family) =>
        peer.Namespace.Enter(() => new Socket(family, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 60_000 });

    private static byte ReceiveByte(Socket socket)
    {
        var buffer = new byte[2];
        Assert.Equal(1, socket.Receive(buffer));
        return buffer[0];
    }

    private int Send(TunDevice device, params ReadOnlySpan<byte[]> packets)
    {
        _batch.Clear();
        foreach (var packet in packets)
            Assert.True(_batch.TryAdd(packet));

        return device.Send(_batch);
    }

    private void Drain(TunDevice device)
    {
        while (device.Receive(_batch) > 0)
            _batch.Clear();
    }

    /// <summary>Receives packets one by one; the one that is looked for is the last of the batch.</summary>
    private void ReceiveUntil(TunDevice device, Func<Span<byte>, bool> isIt)
    {
        var one = new PacketBatch(1, 1500);
        do
        {
            one.Clear();
            device.Wait(TimeSpan.FromSeconds(60));
            Assert.Equal(1, device.Receive(one));
        }
        while (!isIt(one[0]));

        _batch.Clear();
        Assert.True(_batch.TryAdd(one[0]));
    }
}
