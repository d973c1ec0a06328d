using FsmGen.Runtime.Captures;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Simulation;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>Two stacks with several connections at once, sometimes through a router behind which packets must be shorter; all by a seed.</summary>
internal sealed class StackRun : IRun
{
    private const ushort Port = 80;
    private const int MostText = 10_000;

    private static readonly TimeSpan Limit = TimeSpan.FromHours(12);

    private readonly SimulatedNetwork _network;
    private readonly Dice _dice;
    private readonly SimulatedLink[] _links;
    private readonly TcpMemory _memory = new();
    private readonly StackWatch _client, _server;
    private readonly Conversation[] _conversations;
    private readonly IpAddress _serverAddress;
    private readonly TcpConnectionOptions _clientOptions, _serverOptions;
    private int _served;

    /// <summary>Draws everything.</summary>
    /// <param name="seed">What from.</param>
    public StackRun(ulong seed)
    {
        var random = new RandomSequence(seed).Fork("stacks");
        _dice = new(random);
        _network = new SimulatedNetwork(seed);
        var isIpv6 = _dice.Roll(3) == 0;
        var (from, to) = isIpv6 ? (IpAddress.Parse("2001:db8::1"), IpAddress.Parse("2001:db8::2")) : (Wire.ClientAddress, Wire.ServerAddress);
        _serverAddress = to;
        var (client, server) = (_network.AddHost("client", from), _network.AddHost("server", to));
        _links = _dice.Roll(3) == 0 ? ConnectByRouter(client, server, isIpv6) : [_network.Connect(client, server, _dice.Link(), _dice.Link())];
        _clientOptions = Options(client, isIpv6);
        _serverOptions = Options(server, isIpv6);
        (_client, _server) = (Watch(client, _clientOptions, 2 * seed), Watch(server, _serverOptions, (2 * seed) + 1));
        _conversations = [.. Enumerable.Range(0, 1 + _dice.Roll(5)).Select(number => Conversation(number, random.Fork((ulong)number)))];
    }

    public void Run(Stream? capture = null)
    {
        using var writer = capture is null ? null : new PcapngWriter(capture, leaveOpen: true);
        if (writer is not null)
            _links[0].Tap(writer);

        _network.Run(Converse, Limit);
        Assert.True(_network.RunUntilIdle(Limit), "it never came to rest");
        _client.CheckGone();
        _server.CheckGone();
        Assert.Equal((0, 0L), (_network.PacketsUnderway, _memory.InUse));
    }

    public override string ToString() =>
        $"""
        {string.Join("\n", (object[])_conversations)}
        client: {_client}
            {_clientOptions}
        server: {_server}, {_served} served
            {_serverOptions}
        {string.Join("\n", _links.Select(static link => $"{link}: {link.Forward.Options}, {link.Backward.Options}"))}
        """;

    private async Task Converse()
    {
        using var listener = _server.Stack.Listen(new(default, Port), options: _serverOptions);
        var serving = Serve(listener);
        await Task.WhenAll(_conversations.Select(Ask));

        // Those who were left alone during the handshake are never served, but end.
        while (_served < _conversations.Count(static conversation => conversation.IsIntact) || _server.Stack.ConnectionCount > 0)
            await Task.Delay(TimeSpan.FromSeconds(1), _network.Time);

        listener.Dispose();
        await serving;
    }

    private async Task Ask(Conversation conversation)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(100 * conversation.Number), _network.Time);
        await conversation.Ask(await _client.Stack.ConnectAsync(new(_serverAddress, Port), options: _clientOptions));
    }

    private async Task Serve(TcpListener listener)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(Answer(await listener.AcceptAsync()));
        }
        catch (ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task Answer(TcpStream stream)
    {
        if (await Simulation.Conversation.Recognize(stream) is not { } number)
            return;

        await _conversations[number].Answer(stream);
        _served += _conversations[number].IsIntact ? 1 : 0;
    }

    private SimulatedLink[] ConnectByRouter(SimulatedHost client, SimulatedHost server, bool isIpv6)
    {
        var router = _network.AddRouter("router", IpAddress.Parse("198.51.100.1"), IpAddress.Parse("2001:db8:ff::1"));

        var mtu = isIpv6 ? 1280 + _dice.Roll(200) : 600 + _dice.Roll(900);

        // One link of the two corrupts: two bits that are flipped one after the other can leave the checksum as it was.
        return
        [
            _network.Connect(client, router, _dice.Link(loss: 0.15), _dice.Link(loss: 0.15)),
            _network.Connect(
                router,
                server,
                _dice.Link(loss: 0.15) with { Mtu = mtu, Corruption = 0 },
                _dice.Link(loss: 0.15) with { Mtu = mtu, Corruption = 0 }),
        ];
    }

    private TcpConnectionOptions Options(SimulatedHost host, bool isIpv6)
    {
        host.OffloadsSegmentation = _dice.Roll(4) == 0;

        // One that is left alone has to notice: its peer is not there any more to say so.
        return _dice.Connection(isIpv6) with
        {
            KeepAliveInterval = TimeSpan.FromSeconds(30),
            KeepAliveProbeInterval = TimeSpan.FromSeconds(5),
            MaximumKeepAlives = int.MaxValue,
        };
    }

    private StackWatch Watch(SimulatedHost host, TcpConnectionOptions options, ulong seed) => new(
        host,
        new()
        {
            LocalAddresses = host.Addresses,
            Connection = options,
            Memory = _memory,
            TimeProvider = _network.Time,
            ContinuesInline = true,
            Seed = seed,
        });

    private Conversation Conversation(int number, RandomSequence random)
    {
        var (asked, answered) = (_dice.Length(MostText), _dice.Length(MostText));
        var leaver = _dice.Roll(10);
        return new(number, random.Fork("client"), asked, random.Fork("server"), answered, leaver, _dice.Roll(1 + (leaver == 0 ? answered : asked)), _dice.Toss(), _network.Time);
    }
}
