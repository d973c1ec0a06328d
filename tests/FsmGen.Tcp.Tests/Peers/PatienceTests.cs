using System.Net.Sockets;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Connections between us and Linux on which nothing moves: windows that are closed, and silence.</summary>
[Collection(LinuxAsPeer.Name)]
public sealed class PatienceTests
{
    [Theory]
    [InlineData(AddressFamily.InterNetwork, Role.Client)]
    [InlineData(AddressFamily.InterNetworkV6, Role.Server)]
    public async Task We_probe_the_closed_window_of_a_program_that_does_not_read(AddressFamily family, Role role)
    {
        const int length = 1_000_000;
        WatchedDevice? link = null;
        using var peer = new StackPeer(link: device => link = new(device, IsWindowClosed));
        using var conversation = await peer.Connect(family, role, receiveBufferSize: 8192);
        var writing = Text.Write(conversation.Ours, length, peer.Token);
        peer.Until(() => link!.Received > 3, "the kernel answers probes");

        await Task.WhenAll(writing, Text.Read(conversation.Theirs, length, peer.Token));
        conversation.Dispose();
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.FlowControl);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, Role.Server)]
    [InlineData(AddressFamily.InterNetworkV6, Role.Client)]
    public async Task The_kernel_probes_our_closed_window_while_we_do_not_read(AddressFamily family, Role role)
    {
        const int length = 1_000_000;
        WatchedDevice? link = null;
        using var peer = new StackPeer(
            TcpConnectionOptions.Linux with { ReceiveBufferSize = 20_000 }, link: device => link = new(device, IsWindowClosed));
        using var conversation = await peer.Connect(family, role);
        var writing = Text.Write(conversation.Theirs, length, peer.Token);
        peer.Until(() => link!.Sent > 3, "we answer probes");

        await Task.WhenAll(writing, Text.Read(conversation.Ours, length, peer.Token));
        conversation.Dispose();
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.FlowControl);
    }

    [Fact]
    public async Task We_answer_keep_alives_of_the_kernel()
    {
        WatchedDevice? link = null;
        using var peer = new StackPeer(link: device => link = new(device, IsEmpty));
        using var conversation = await peer.Connect(AddressFamily.InterNetwork, Role.Server);
        await conversation.Greet(peer.Token);
        var before = link!.Received;
        conversation.Socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 1);
        conversation.Socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 1);
        conversation.Socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        conversation.Socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);

        // One for the text may have been on its way; of those that are left, more than the kernel would send without an answer.
        peer.Until(() => link.Received > before + 4, "the kernel sends keep-alives");
        await conversation.Greet(peer.Token);
        conversation.Dispose();
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.Silence);
    }

    [Fact]
    public async Task The_kernel_answers_our_keep_alives_until_the_link_is_cut()
    {
        // The kernel answers one of them in half a second (its tcp_invalid_ratelimit).
        const int most = 2;
        WatchedDevice? link = null;
        var options = TcpConnectionOptions.Linux with
        {
            KeepAliveInterval = TimeSpan.FromMilliseconds(600),
            KeepAliveProbeInterval = TimeSpan.FromMilliseconds(600),
            MaximumKeepAlives = most,
        };
        using var peer = new StackPeer(options, link: device => link = new(device, IsEmpty));
        using var conversation = await peer.Connect(AddressFamily.InterNetworkV6, Role.Client);
        var before = link!.Received;
        peer.Until(() => link.Received > before + most + 1, "the kernel answers");
        await conversation.Greet(peer.Token);

        peer.Kernel.Drop(100);
        var error = await Assert.ThrowsAsync<TcpException>(async () => await conversation.Ours.ReadExactlyAsync(new byte[1], peer.Token));
        Assert.Equal(TcpMessage.PeerUnreachable, error.Reason);
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.Silence | Circumstances.Reset);
    }

    private static bool IsWindowClosed(TcpSegment segment) => segment.Header.Window == 0 && !segment.Has(TcpFlags.Rst);

    private static bool IsEmpty(TcpSegment segment) => segment.Payload.IsEmpty && segment.Header.Flags == TcpFlags.Ack;
}
