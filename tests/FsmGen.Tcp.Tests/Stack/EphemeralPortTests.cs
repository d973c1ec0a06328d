using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class EphemeralPortTests
{
    private static readonly IpAddress Local = StackPair.LeftIpv4;
    private static readonly TcpEndpoint Remote = new(StackPair.RightIpv4, 80);

    [Fact]
    [Rfc("6056", "3.3.3")]
    public void Ports_to_one_peer_follow_each_other_through_the_whole_range()
    {
        var ports = new EphemeralPorts(new SipHash(new byte[16]), 50000, 50099);
        var selected = Enumerable.Range(0, 100).Select(_ => Select(ports, Remote)).ToList();
        Assert.Equal(Enumerable.Range(50000, 100), selected.Order());
        Assert.Equal(selected[0], Select(ports, Remote));
        Assert.All(selected.Zip(selected.Skip(1)), static pair => Assert.Equal((pair.First - 50000 + 1) % 100, pair.Second - 50000));
    }

    [Fact]
    [Rfc("6056", "3.3.3")]
    public void Where_ports_begin_depends_on_the_peer_and_the_key()
    {
        var starts = new HashSet<int>();
        for (byte key = 0; key < 10; key++)
        {
            for (ushort port = 1; port <= 10; port++)
                starts.Add(Select(new(new SipHash([key, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 49152, 65535), Remote with { Port = port }));
        }

        Assert.InRange(starts.Count, 95, 100);
    }

    [Fact]
    [Rfc("6056", "3.3.3")]
    public void Ports_in_use_are_skipped_until_there_are_none()
    {
        var pair = new StackPair(static options => options with { FirstEphemeralPort = 60000, LastEphemeralPort = 60003 });
        using var listener = pair.Right.Listen(80);
        var used = new HashSet<ushort>();
        for (var i = 0; i < 4; i++)
            Assert.True(used.Add(pair.Await(pair.Left.ConnectAsync(Remote)).LocalEndPoint.Port));

        var error = Assert.Throws<TcpException>(() => pair.Await(pair.Left.ConnectAsync(Remote)));
        Assert.Equal(TcpMessage.InsufficientResources, error.Reason);
        Assert.Contains("60000 to 60003", error.Message);

        // To another peer, the same ports are free.
        using var other = pair.Right.Listen(81);
        Assert.Contains(pair.Await(pair.Left.ConnectAsync(Remote with { Port = 81 })).LocalEndPoint.Port, used);
    }

    [Fact]
    public void Two_connections_do_not_have_the_same_sockets()
    {
        var pair = new StackPair();
        using var listener = pair.Right.Listen(80);
        pair.Await(pair.Left.ConnectAsync(Remote, new(default, 5000)));
        var error = Assert.Throws<TcpException>(() => pair.Await(pair.Left.ConnectAsync(Remote, new(default, 5000))));
        Assert.Equal(TcpMessage.ConnectionAlreadyExists, error.Reason);
    }

    private static int Select(EphemeralPorts ports, TcpEndpoint remote)
    {
        Assert.True(ports.TrySelect(Local, remote, static _ => true, out var port));
        return port;
    }
}
