using System.Net;
using System.Net.Sockets;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>How connections between us and Linux end, and two unusual ways in which they begin.</summary>
[Collection(LinuxAsPeer.Name)]
public sealed class ClosingTests
{
    [Theory]
    [InlineData(AddressFamily.InterNetwork, Role.Server)]
    [InlineData(AddressFamily.InterNetworkV6, Role.Client)]
    public async Task A_side_that_has_closed_still_receives(AddressFamily family, Role role)
    {
        using var peer = new StackPeer();
        foreach (var isOursFirst in (bool[])[true, false])
        {
            using var conversation = await peer.Connect(family, role);
            var (first, second) = isOursFirst
                ? ((Stream)conversation.Ours, (Stream)conversation.Theirs)
                : (conversation.Theirs, conversation.Ours);
            Text.Finish(first);
            await Text.ReadEnd(second, peer.Token);

            await Task.WhenAll(Text.Write(second, 300_000, peer.Token), Text.Read(first, 300_000, peer.Token));
            Text.Finish(second);
            await Text.ReadEnd(first, peer.Token);
        }

        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.FlowControl);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task A_reset_from_the_kernel_ends_what_waits(AddressFamily family)
    {
        using var peer = new StackPeer();
        using var conversation = await peer.Connect(family, Role.Server);
        var reading = conversation.Ours.ReadAsync(new byte[1], peer.Token).AsTask();
        conversation.Socket.LingerState = new(true, 0);
        conversation.Socket.Dispose();

        var error = await Assert.ThrowsAsync<TcpException>(() => reading);
        Assert.Equal(TcpMessage.ConnectionReset, error.Reason);
        error = await Assert.ThrowsAsync<TcpException>(async () => await conversation.Ours.WriteAsync(new byte[1], peer.Token));
        Assert.Equal(TcpMessage.ConnectionReset, error.Reason);
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.Reset);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task The_kernel_sees_a_reset_when_we_give_up(AddressFamily family)
    {
        using var peer = new StackPeer();
        using var conversation = await peer.Connect(family, Role.Client);
        conversation.Ours.Abort();

        await ExpectReset(conversation, peer.Token);
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.Reset);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task The_kernel_sees_a_reset_when_we_leave_without_having_read_all(AddressFamily family)
    {
        using var peer = new StackPeer();
        using var conversation = await peer.Connect(family, Role.Server);
        await Text.Write(conversation.Theirs, 2, peer.Token);
        await Text.Read(conversation.Ours, 1, peer.Token);
        conversation.Ours.Dispose();

        await ExpectReset(conversation, peer.Token);
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.Reset);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task The_kernel_sees_a_reset_when_it_sends_to_somebody_who_has_left(AddressFamily family)
    {
        using var peer = new StackPeer();
        using var conversation = await peer.Connect(family, Role.Server);
        conversation.Ours.Dispose();
        await Text.ReadEnd(conversation.Theirs, peer.Token);

        await Text.Write(conversation.Theirs, 1, peer.Token);
        peer.Until(() => conversation.Socket.Poll(0, SelectMode.SelectError), "the kernel hears of it");
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.Reset);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task Both_close_at_the_same_time(AddressFamily family)
    {
        using var peer = new StackPeer();
        using var conversation = await peer.Connect(family, Role.Server);
        await conversation.Greet(peer.Token);

        // While our stack does not look, the kernel's FIN waits in the link; ours leaves all the same.
        peer.Pause();
        Text.Finish(conversation.Theirs);
        Text.Finish(conversation.Ours);
        peer.Resume();

        await Text.ReadEnd(conversation.Ours, peer.Token);
        await Text.ReadEnd(conversation.Theirs, peer.Token);
        peer.ExpectNothingLeft();

        // Only who closes at the same time as the other ends in TIME-WAIT on both sides.
        peer.Until(() => peer.Stack.TimeWaitCount == 1, "we are in TIME-WAIT");
        Assert.Contains(":", peer.Kernel.Namespace.Run("ss", "-Htan", "state", "time-wait"), StringComparison.Ordinal);
        await peer.ExpectApproval(Circumstances.None);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task Both_open_at_the_same_time(AddressFamily family)
    {
        const ushort ourPort = 1024, theirPort = 2048;
        using var peer = new StackPeer();
        var socket = peer.Kernel.Namespace.CreateSocket(family);
        socket.Bind(new IPEndPoint(KernelPeer.KernelAddress(family).ToIPAddress(), theirPort));

        // Two SYNs that cross, as above.
        peer.Pause();
        var theirs = socket.ConnectAsync(KernelPeer.OurAddress(family).ToIPAddress(), ourPort, peer.Token);
        var ours = peer.Stack.ConnectAsync(
            new(KernelPeer.KernelAddress(family), theirPort), new(KernelPeer.OurAddress(family), ourPort), ct: peer.Token);
        peer.Resume();

        await theirs;
        using var conversation = new Conversation(await ours, socket);
        await conversation.Greet(peer.Token);
        await conversation.Exchange(1000, 1000, peer.Token);
        conversation.Dispose();
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.None);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task Where_nobody_listens_connections_are_refused(AddressFamily family)
    {
        using var peer = new StackPeer();
        using var socket = peer.Kernel.Namespace.CreateSocket(family);
        var refusal = await Assert.ThrowsAsync<SocketException>(
            async () => await socket.ConnectAsync(KernelPeer.OurAddress(family).ToIPAddress(), 9, peer.Token));
        Assert.Equal(SocketError.ConnectionRefused, refusal.SocketErrorCode);

        var error = await Assert.ThrowsAsync<TcpException>(
            async () => await peer.Stack.ConnectAsync(new(KernelPeer.KernelAddress(family), 9), ct: peer.Token));
        Assert.Equal(TcpMessage.ConnectionRefused, error.Reason);
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.Reset);
    }

    private static async Task ExpectReset(Conversation conversation, CancellationToken ct)
    {
        var error = await Assert.ThrowsAsync<IOException>(async () => await conversation.Theirs.ReadExactlyAsync(new byte[1], ct));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(error.InnerException).SocketErrorCode);
    }
}
