using FsmGen.Runtime.Captures;
using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>Two peers exchange text over a link, and all that is not fixed about it follows from a seed.</summary>
internal sealed class SeededRun
{
    private const int MostText = 20_000;
    private const double MostLoss = 0.3, MostOfOthers = 0.2;

    private static readonly TimeSpan Limit = TimeSpan.FromHours(12);

    // The connection may not give up before the network has let through what it has to.
    private static readonly TcpConnectionOptions Patient = new()
    {
        UserTimeout = null,
        MaximumRetransmissions = 1000,
        MaximumRetransmissionTimeout = TimeSpan.FromSeconds(4),
    };

    private static readonly TcpEndpoint ClientSocket = new(Wire.ClientAddress, 1024);
    private static readonly TcpEndpoint ServerSocket = new(Wire.ServerAddress, 80);

    private readonly RandomSequence _random;
    private readonly int _clientLength, _serverLength;
    private readonly SimulatedNetwork _network;
    private readonly Peer _client, _server;
    private long _drawn;

    /// <summary>Draws everything.</summary>
    /// <param name="seed">What from.</param>
    public SeededRun(ulong seed)
    {
        _random = new RandomSequence(seed).Fork("run");
        (_clientLength, _serverLength) = (Length(), Length());
        _network = new SimulatedNetwork(seed);
        var client = _network.AddHost("client", Wire.ClientAddress);
        var server = _network.AddHost("server", Wire.ServerAddress);
        Link = _network.Connect(client, server, Options(), Options());

        // At least one of the two closes without waiting for the other.
        var closes = Draw(3) switch
        {
            0 => (Closes.AtOnce, Closes.AfterPeer),
            1 => (Closes.AfterPeer, Closes.AtOnce),
            _ => (Closes.AtOnce, Closes.AtOnce),
        };
        var (clientText, serverText) = (_random.Fork("client"), _random.Fork("server"));
        _client = new Peer(client, Patient, clientText, _clientLength, serverText, closes.Item1);
        _server = new Peer(server, Patient, serverText, _serverLength, clientText, closes.Item2);
    }

    public SimulatedLink Link { get; }

    /// <summary>Runs until both ends are in CLOSED, and checks that every byte came once and nothing is left.</summary>
    /// <param name="capture">Where to write all packets as the link sees them, if anywhere.</param>
    public void Run(Stream? capture = null)
    {
        using var writer = capture is null ? null : new PcapngWriter(capture, leaveOpen: true);
        if (writer is not null)
            Link.Tap(writer);

        _server.Connection.OpenPassive(ServerSocket, default);
        _client.Connection.OpenActive(ClientSocket, ServerSocket);
        Assert.True(_network.RunUntil(() => _client.IsClosed && _server.IsClosed, Limit), "it never ended");
        Assert.Equal((_serverLength, _clientLength), (_client.Heard, _server.Heard));
        Assert.True(_network.RunUntilIdle(Limit), "it never came to rest");
        Assert.Equal(0, _network.PacketsUnderway);
    }

    public override string ToString() =>
        $"""
        client: {_client}
        server: {_server}
        there:  {Link.Forward.Options}
        back:   {Link.Backward.Options}
        """;

    private LinkOptions Options() => new()
    {
        Bandwidth = Draw(4) == 0 ? null : 100_000 + Draw(10_000_000),
        Delay = TimeSpan.FromMicroseconds(Draw(200_000)),
        Jitter = TimeSpan.FromMicroseconds(Draw(2) * Draw(50_000)),
        QueueLength = (int)(2_000 + Draw(100_000)),
        Loss = Probability(MostLoss),
        Duplication = Probability(MostOfOthers),
        Reordering = Probability(MostOfOthers),
        ReorderingDelay = TimeSpan.FromMicroseconds(Draw(300_000)),
        Corruption = Probability(MostOfOthers),
    };

    // Every other link has no such fault at all.
    private double Probability(double most) => Draw(2) * (Draw(1_000_001) / 1e6) * most;

    // Short texts are as likely as long ones, and now and then there is none.
    private int Length() => (int)(Draw(8) == 0 ? 0 : Draw(1 + Draw(MostText)));

    private long Draw(long limit) => _random.At(_drawn++, limit);
}
