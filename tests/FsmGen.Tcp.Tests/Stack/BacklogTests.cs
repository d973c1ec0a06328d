using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class BacklogTests
{
    [Fact]
    public void The_oldest_half_open_connection_makes_room_for_the_newest()
    {
        var pair = new StackPair();
        using var listener = pair.Right.Listen(new(default, 80), backlog: 4);
        pair.Devices.Right.Passes = static _ => false;
        for (ushort port = 1; port <= 10; port++)
            pair.Inject(ConnectionTests.Segment(StackPair.LeftIpv4, StackPair.RightIpv4, TcpFlags.Syn, port));

        Assert.Equal((4, 6), (pair.Right.ConnectionCount, pair.Right.Statistics.HalfOpenDrops));
        pair.Devices.Right.Passes = null;
        var client = pair.Await(pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)));
        Assert.Equal(client.LocalEndPoint, pair.Await(listener.AcceptAsync()).RemoteEndPoint);
    }

    [Fact]
    public void Requests_are_ignored_while_nobody_accepts()
    {
        var pair = new StackPair();
        using var listener = pair.Right.Listen(new(default, 80), backlog: 2);
        pair.Await(pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)));
        pair.Await(pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)));
        var third = pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)).AsTask();
        pair.Settle();
        Assert.False(third.IsCompleted);
        Assert.Equal((2, 1), (pair.Right.ConnectionCount, pair.Right.Statistics.BacklogDrops));

        pair.Await(listener.AcceptAsync());
        Assert.Equal(80, pair.Await(third).RemoteEndPoint.Port);
    }

    [Fact]
    public void A_stack_has_no_more_connections_than_it_may()
    {
        var pair = new StackPair(static options => options with { MaximumConnections = 3 }, static options => options with { MaximumConnections = 2 });
        using var listener = pair.Right.Listen(80);
        pair.Await(pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)));
        pair.Await(pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)));
        var third = pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)).AsTask();
        pair.Settle();
        Assert.Equal((2, 1), (pair.Right.ConnectionCount, pair.Right.Statistics.ConnectionLimitDrops));
        var error = Assert.Throws<TcpException>(() => pair.Await(pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80))));
        Assert.Equal(TcpMessage.InsufficientResources, error.Reason);
        Assert.Contains("3 connections", error.Message);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public void A_handshake_that_is_reset_leaves_nothing_behind()
    {
        var pair = new StackPair();
        using var listener = pair.Right.Listen(80);
        pair.Devices.Right.Passes = static _ => false;
        pair.Inject(ConnectionTests.Segment(StackPair.LeftIpv4, StackPair.RightIpv4, TcpFlags.Syn, sequence: 1));
        Assert.Equal(1, pair.Right.ConnectionCount);
        pair.Inject(ConnectionTests.Segment(StackPair.LeftIpv4, StackPair.RightIpv4, TcpFlags.Rst, sequence: 2));
        Assert.Equal(0, pair.Right.ConnectionCount);
        pair.Pass(TimeSpan.FromHours(1));
        Assert.Null(pair.Right.NextDeadline);
    }

    [Fact]
    public void Accepting_can_be_cancelled_and_ends_with_the_listener()
    {
        var pair = new StackPair();
        using var cancellation = new CancellationTokenSource();
        var listener = pair.Right.Listen(80);
        var cancelled = listener.AcceptAsync(cancellation.Token).AsTask();
        var first = listener.AcceptAsync().AsTask();
        var second = listener.AcceptAsync().AsTask();
        cancellation.Cancel();
        Assert.True(cancelled.IsCanceled);
        Assert.True(listener.AcceptAsync(cancellation.Token).AsTask().IsCanceled);

        pair.Await(pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)));
        Assert.True(first.IsCompletedSuccessfully);
        listener.Dispose();
        Assert.Throws<ObjectDisposedException>(() => second.GetAwaiter().GetResult());
        Assert.Throws<ObjectDisposedException>(() => pair.Await(listener.AcceptAsync()));
    }

    [Fact]
    public void A_listener_that_is_disposed_resets_those_it_has_not_accepted()
    {
        var pair = new StackPair();
        var listener = pair.Right.Listen(80);
        var client = pair.Await(pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)));
        listener.Dispose();
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => pair.Await(client.ReadAsync(new byte[1]))).Reason);
        Assert.Equal(0, pair.Right.ConnectionCount);
    }

    [Fact]
    public void Connecting_can_be_cancelled()
    {
        var pair = new StackPair();
        using var cancellation = new CancellationTokenSource();
        pair.Devices.Right.Passes = static _ => false;
        using var listener = pair.Right.Listen(80);
        var connecting = pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80), ct: cancellation.Token).AsTask();
        pair.Settle();
        cancellation.Cancel();
        Assert.True(connecting.IsCanceled);
        Assert.Equal(0, pair.Left.ConnectionCount);
    }
}
