using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class TimeWaitTests
{
    private static readonly TcpConnectionOptions Reopening = TcpConnectionOptions.Rfc with { ReopenFromTimeWait = true };

    private readonly StackPair _pair = new();

    [Fact]
    public void Who_closes_first_remembers_the_connection_for_two_segment_lifetimes()
    {
        Close(_pair.Connect());
        Assert.Equal((0, 0), (_pair.Left.ConnectionCount, _pair.Right.ConnectionCount));
        Assert.Equal((1, 0), (_pair.Left.TimeWaitCount, _pair.Right.TimeWaitCount));
        _pair.Pass(TimeSpan.FromMinutes(4) - TimeSpan.FromSeconds(1));
        Assert.Equal(1, _pair.Left.TimeWaitCount);
        _pair.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(0, _pair.Left.TimeWaitCount);
        Assert.Null(_pair.Left.NextDeadline);
    }

    [Fact]
    public void A_FIN_that_comes_again_is_acknowledged_again_and_the_time_begins_anew()
    {
        byte[]? fin = null;
        _pair.Devices.Right.Passes = packet =>
        {
            if (Packet.TryParse(packet.Span, out var parsed) && parsed.Tcp.Has(TcpFlags.Fin))
                fin = packet.ToArray();
            return true;
        };
        Close(_pair.Connect());
        var sent = _pair.Left.Statistics.PacketsSent;
        _pair.Pass(TimeSpan.FromMinutes(3));
        _pair.Devices.Right.Inject(fin);
        _pair.Settle();
        Assert.Equal(sent + 1, _pair.Left.Statistics.PacketsSent);
        _pair.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(1, _pair.Left.TimeWaitCount);
        _pair.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(0, _pair.Left.TimeWaitCount);
    }

    [Fact]
    public void A_port_in_TIME_WAIT_is_not_chosen_for_the_same_peer()
    {
        var (client, server) = _pair.Connect();
        var local = client.LocalEndPoint;
        Close((client, server));
        using var listener = _pair.Right.Listen(80);
        var error = Assert.Throws<TcpException>(() => _pair.Await(_pair.Left.ConnectAsync(server.LocalEndPoint, local)));
        Assert.Equal(TcpMessage.ConnectionAlreadyExists, error.Reason);
        Assert.NotEqual(local, _pair.Await(_pair.Left.ConnectAsync(server.LocalEndPoint)).LocalEndPoint);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_listener_takes_over_a_connection_in_TIME_WAIT_if_it_may(bool mayReopen)
    {
        using var listener = _pair.Right.Listen(new(default, 80), options: mayReopen ? Reopening : null);
        var connecting = _pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80));
        var client = _pair.Await(connecting);
        var server = _pair.Await(listener.AcceptAsync());
        var (local, remote) = (client.LocalEndPoint, client.RemoteEndPoint);
        Close((server, client));
        Assert.Equal((0, 1), (_pair.Left.TimeWaitCount, _pair.Right.TimeWaitCount));

        _pair.Pass(TimeSpan.FromSeconds(10));
        var again = _pair.Left.ConnectAsync(remote, local).AsTask();
        _pair.Settle();
        Assert.Equal(mayReopen, again.IsCompletedSuccessfully);
        Assert.Equal(mayReopen, listener.AcceptAsync().AsTask().IsCompleted);
        Assert.Equal(mayReopen ? 0 : 1, _pair.Right.TimeWaitCount);
    }

    [Fact]
    public void A_reopened_connection_that_is_reset_leaves_nothing_behind()
    {
        using var listener = _pair.Right.Listen(new(default, 80), options: Reopening);
        var client = _pair.Await(_pair.Left.ConnectAsync(new(StackPair.RightIpv4, 80)));
        var (local, remote) = (client.LocalEndPoint, client.RemoteEndPoint);
        Close((_pair.Await(listener.AcceptAsync()), client));
        _pair.Pass(TimeSpan.FromSeconds(10));

        _pair.Devices.Right.Passes = static _ => false;
        using var cancellation = new CancellationTokenSource();
        var again = _pair.Left.ConnectAsync(remote, local, ct: cancellation.Token).AsTask();
        _pair.Settle();
        Assert.Equal((1, 0), (_pair.Right.ConnectionCount, _pair.Right.TimeWaitCount));
        cancellation.Cancel();
        _pair.Devices.Right.Passes = null;
        _pair.Pass(TimeSpan.FromHours(1));
        Assert.True(again.IsCanceled);
        Assert.Equal((0, 0), (_pair.Right.ConnectionCount, _pair.Right.TimeWaitCount));
        Assert.Null(_pair.Right.NextDeadline);
    }

    [Fact]
    public void More_than_may_be_are_forgotten_at_once()
    {
        var pair = new StackPair(static options => options with { MaximumTimeWaits = 2 });
        for (ushort port = 1; port <= 5; port++)
            Close(pair.Connect(port), pair);
        Assert.Equal((2, 3), (pair.Left.TimeWaitCount, pair.Left.Statistics.TimeWaitDrops));
    }

    [Fact]
    public void Text_that_was_not_read_outlives_the_connection()
    {
        var (client, server) = _pair.Connect();
        _pair.Await(server.WriteAsync(new byte[5000]));
        client.CompleteWrites();
        _pair.Settle();
        server.Dispose();
        _pair.Settle();
        Assert.Equal((0, 1, 0), (_pair.Left.ConnectionCount, _pair.Left.TimeWaitCount, _pair.Right.ConnectionCount));
        _pair.Pass(TimeSpan.FromMinutes(10));

        var buffer = new byte[3000];
        Assert.Equal(3000, client.Read(buffer));
        Assert.Equal(2000, client.Read(buffer));
        Assert.Equal(0, client.Read(buffer));
        Assert.Equal(TcpMessage.ConnectionClosing, Assert.Throws<TcpException>(() => client.Write(buffer)).Reason);
    }

    private void Close((TcpStream First, TcpStream Second) streams) => Close(streams, _pair);

    private static void Close((TcpStream First, TcpStream Second) streams, StackPair pair)
    {
        streams.First.Dispose();
        pair.Settle();
        streams.Second.Dispose();
        pair.Settle();
    }
}
