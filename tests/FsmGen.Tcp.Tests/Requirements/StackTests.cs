using FsmGen.Tcp.Tests.Stack;

namespace FsmGen.Tcp.Tests.Requirements;

/// <summary>What RFC 9293 asks of those who put connections together.</summary>
public sealed class StackTests
{
    [Fact]
    [Requirement("MUST-42")]
    public void One_may_listen_on_a_port_from_which_a_connection_is_being_opened()
    {
        var pair = new StackPair();
        pair.Devices.Left.Passes = static _ => false;
        var connecting = pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80), new(default, 5000)).AsTask();
        pair.Settle();
        using var listener = pair.Left.Listen(5000);

        Assert.False(connecting.IsCompleted);
        Assert.Equal(5000, listener.LocalEndPoint.Port);
    }

    [Fact]
    [Requirement("MUST-42")]
    public void One_may_listen_on_a_port_to_which_a_connection_is_being_opened()
    {
        var pair = new StackPair();
        using var first = pair.Right.Listen(80);
        pair.Devices.Right.Passes = static _ => false;
        _ = pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)).AsTask();
        pair.Settle();
        Assert.Equal(1, pair.Right.ConnectionCount);
        using var second = pair.Right.Listen(new TcpEndpoint(StackPair.RightIpv4, 80));

        Assert.Equal(80, second.LocalEndPoint.Port);
    }

    [Fact]
    [Requirement("MUST-59")]
    public void All_segments_that_wait_are_processed_before_one_is_acknowledged()
    {
        var pair = new StackPair();
        var (client, server) = pair.Connect();
        pair.Settle();
        var sent = 0;
        pair.Devices.Right.Passes = _ => ++sent > 0;
        var writing = client.WriteAsync(new byte[14_600]);
        while (pair.Left.Poll() > 0)
        {
        }

        // Ten segments wait on the wire.
        pair.Right.Poll();
        Assert.Equal(1, sent);
        pair.Await(writing);
        Assert.Equal(14_600, pair.Await(server.ReadAsync(new byte[20_000])));
    }
}
