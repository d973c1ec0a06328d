using FsmGen.Runtime.Captures;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>Two bare connections exchange text over a link, and all that is not fixed about it follows from a seed.</summary>
internal sealed class SeededRun : IRun
{
    private const int MostText = 20_000;

    private static readonly TimeSpan Limit = TimeSpan.FromHours(12);
    private static readonly IpAddress[] Ipv6 = [IpAddress.Parse("2001:db8::1"), IpAddress.Parse("2001:db8::2")];

    private readonly Dice _dice;
    private readonly int _clientLength, _serverLength;
    private readonly SimulatedNetwork _network;
    private readonly SimulatedLink _link;
    private readonly TcpMemory _memory = new();
    private readonly Peer _client, _server;
    private readonly TcpConnectionOptions _clientOptions, _serverOptions;
    private readonly TcpEndpoint _clientSocket, _serverSocket;
    private readonly bool _isSimultaneous;

    /// <summary>Draws everything.</summary>
    /// <param name="seed">What from.</param>
    public SeededRun(ulong seed)
    {
        var random = new RandomSequence(seed).Fork("run");
        _dice = new(random);
        var (isIpv6, isTiny) = (_dice.Roll(3) == 0, _dice.Roll(10) == 0);
        (_clientSocket, _serverSocket) = (new(isIpv6 ? Ipv6[0] : Wire.ClientAddress, 1024), new(isIpv6 ? Ipv6[1] : Wire.ServerAddress, 80));
        var most = isTiny ? 500 : MostText;
        (_clientLength, _serverLength) = (_dice.Length(most), _dice.Length(most));

        _network = new SimulatedNetwork(seed);
        var client = _network.AddHost("client", _clientSocket.Address);
        var server = _network.AddHost("server", _serverSocket.Address);
        _link = _network.Connect(client, server, _dice.Link(), _dice.Link());
        (_clientOptions, _serverOptions) = (Options(isIpv6, isTiny, client), Options(isIpv6, isTiny, server));
        _isSimultaneous = _dice.Roll(8) == 0;

        var (clientBehavior, serverBehavior) = Behaviors();
        if (clientBehavior.Leaves != serverBehavior.Leaves)
            (_clientOptions, _serverOptions) = (Watchful(_clientOptions), Watchful(_serverOptions));
        var (clientText, serverText) = (random.Fork("client"), random.Fork("server"));
        _client = new Peer(client, _clientOptions, clientText, _clientLength, serverText, clientBehavior, _memory);
        _server = new Peer(server, _serverOptions, serverText, _serverLength, clientText, serverBehavior, _memory);
    }

    public void Run(Stream? capture = null)
    {
        using var writer = capture is null ? null : new PcapngWriter(capture, leaveOpen: true);
        if (writer is not null)
            _link.Tap(writer);

        if (_isSimultaneous)
            _server.Connection.OpenActive(_serverSocket, _clientSocket);
        else
            _server.Connection.OpenPassive(_serverSocket, default);
        _client.Connection.OpenActive(_clientSocket, _serverSocket);

        Assert.True(_network.RunUntil(() => IsOver(_client, _server) && IsOver(_server, _client), Limit), "it never ended");
        if (!_client.HasLeft && !_server.HasLeft)
            Assert.Equal((_serverLength, _clientLength), (_client.Heard, _server.Heard));

        Assert.True(_client.Heard <= _server.Said && _server.Heard <= _client.Said, "more was heard than was said");
        Assert.True(_network.RunUntilIdle(Limit), "it never came to rest");
        CheckNothingIsLeft();
    }

    public override string ToString() =>
        $"""
        client: {_client}
            {_clientOptions}
        server: {_server}
            {_serverOptions}
        there:  {_link.Forward.Options}
        back:   {_link.Backward.Options}
        """;

    private void CheckNothingIsLeft()
    {
        foreach (var peer in (Peer[])[_client, _server])
        {
            if (peer.IsClosed)
                peer.CheckGone();
            else
                peer.Connection.Abort();
        }

        Assert.Equal((0, 0L), (_network.PacketsUnderway, _memory.InUse));
    }

    // A server whose client has left during the handshake listens again.
    private static bool IsOver(Peer peer, Peer other) =>
        peer.IsClosed || (other.HasLeft && peer.Connection.State == TcpConnectionState.Listen);

    private TcpConnectionOptions Options(bool isIpv6, bool isTiny, SimulatedHost host)
    {
        host.OffloadsSegmentation = _dice.Roll(4) == 0;
        return _dice.Connection(isIpv6, isTiny) with { MaximumPacketLength = host.OffloadsSegmentation ? ushort.MaxValue : 0 };
    }

    // One that is left alone has to notice: its peer is not there any more to say so.
    private static TcpConnectionOptions Watchful(TcpConnectionOptions options) => options with
    {
        KeepAliveInterval = TimeSpan.FromSeconds(30),
        KeepAliveProbeInterval = TimeSpan.FromSeconds(5),
        MaximumKeepAlives = int.MaxValue,
    };

    // At least one of the two closes without waiting for the other, and at most one leaves before its time.
    private (Behavior Client, Behavior Server) Behaviors()
    {
        var (client, server) = (Behavior(), Behavior());
        var first = _dice.Roll(3);
        client = client with { Closes = first == 1 ? Closes.AfterPeer : Closes.AtOnce };
        server = server with { Closes = first == 0 ? Closes.AfterPeer : Closes.AtOnce, IsEager = server.IsEager && _isSimultaneous };
        var leaves = (Leaves)Math.Max(0, _dice.Roll(8) - 5);
        if (leaves == Leaves.Never)
            return (client, server);

        (client, server) = (client with { Releases = true, Closes = Closes.AfterPeer }, server with { Releases = true, Closes = Closes.AfterPeer });
        return _dice.Toss()
            ? (client with { Leaves = leaves, LeavesAfter = _dice.Roll(1 + _clientLength + _serverLength) }, server)
            : (client, server with { Leaves = leaves, LeavesAfter = _dice.Roll(1 + _clientLength + _serverLength) });
    }

    private Behavior Behavior() => new()
    {
        Releases = _dice.Toss(),
        IsEager = _dice.Toss(),
        Urgency = _dice.Roll(4) == 0 ? 1 + _dice.Roll(5) : 0,
        ChunkLength = _dice.Toss() ? 4096 : 100 + _dice.Roll(2000),
        Rest = _dice.Roll(5) == 0 ? _dice.Milliseconds(50) : default,
    };
}
