using System.Net;
using System.Net.Sockets;
using FsmGen.Runtime.Captures;
using FsmGen.Tcp.Devices;
using FsmGen.Tcp.Tests.Peers;

namespace FsmGen.Tcp.Tests.Devices;

/// <summary>A connection of ours and a socket of Linux, over a TUN device.</summary>
public sealed class KernelConnectionTests
{
    private const int Length = 200_000;

    private static readonly TcpConnectionOptions Options = new() { MaximumSegmentSize = 1440, RetransmissionTimeout = TimeSpan.FromMilliseconds(100) };

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task A_socket_of_Linux_that_connects_to_us_gets_back_what_it_sends(AddressFamily family)
    {
        using var capture = new TemporaryFile();
        using (var peer = new KernelPeer())
        using (var device = Capturing(peer.Device, capture.Path))
            await Echo(peer, device, family);

        await WiresharkVerdict.Expect(capture.Path, Circumstances.Delay | Circumstances.FlowControl, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task We_connect_to_a_socket_of_Linux(AddressFamily family)
    {
        using var peer = new KernelPeer();
        using var listener = peer.Listen(family);
        var connection = new TcpConnection(Options);
        var port = (ushort)((IPEndPoint)listener.LocalEndPoint!).Port;
        connection.OpenActive(new(KernelPeer.OurAddress(family), 1024), new(KernelPeer.KernelAddress(family), port));

        var accepting = listener.AcceptAsync(TestContext.Current.CancellationToken).AsTask();
        new Driver(peer.Device, connection).Until(() => connection.State == TcpConnectionState.Established);

        using var socket = await accepting;
        Assert.Equal(new IPEndPoint(KernelPeer.OurAddress(family).ToIPAddress(), 1024), socket.RemoteEndPoint);
    }

    [Fact]
    public async Task Packets_that_are_lost_doubled_and_reordered_do_not_change_the_text()
    {
        using var capture = new TemporaryFile();
        using (var peer = new KernelPeer())
        using (var device = new DisturbingDevice(Capturing(peer.Device, capture.Path), seed: 1, loss: 0.02, duplication: 0.1, reordering: 0.1))
        {
            await Echo(peer, device, AddressFamily.InterNetwork, 50_000);
            Assert.True(device.Disturbances is { Lost: > 0, Doubled: > 0, Overtaken: > 0 }, $"{device.Disturbances}");
        }

        // A segment that comes late finds the connection closed, and is answered with a reset.
        const Circumstances Rough = Circumstances.Disturbance | Circumstances.FlowControl | Circumstances.Reset;
        await WiresharkVerdict.Expect(capture.Path, Rough, TestContext.Current.CancellationToken);
    }

    private static CapturingDevice Capturing(TunDevice device, string path) =>
        new(device, new PcapngWriter(File.Create(path), interfaceName: device.Name));

    private static async Task Echo(KernelPeer peer, INetworkDevice device, AddressFamily family, int length = Length)
    {
        using var socket = peer.Namespace.CreateSocket(family);
        var us = new TcpEndpoint(KernelPeer.OurAddress(family), 7);
        var connection = new TcpConnection(Options);
        connection.OpenPassive(us, default);

        var exchange = Exchange(socket, us, length);
        new Driver(device, connection).Until(new EchoServer(connection).Step);
        await exchange;
    }

    private static async Task Exchange(Socket socket, TcpEndpoint server, int length)
    {
        var (sent, received) = (new byte[length], new byte[length + 1]);
        new Random(1).NextBytes(sent);
        await socket.ConnectAsync(server.Address.ToIPAddress(), server.Port);
        var sending = Task.Run(async () =>
        {
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(sent);
            socket.Shutdown(SocketShutdown.Send);
        });

        await using var stream = new NetworkStream(socket);
        var count = await stream.ReadAtLeastAsync(received, received.Length, throwOnEndOfStream: false);
        await sending;
        Assert.Equal(sent, received[..count]);
    }
}
