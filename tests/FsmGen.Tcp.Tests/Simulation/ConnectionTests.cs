using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Tests.Simulation;

public sealed class ConnectionTests
{
    [Fact]
    public void Two_bare_connections_exchange_text_over_a_lossy_link_and_close()
    {
        var network = new SimulatedNetwork(seed: 1);
        var (a, b) = (network.AddHost("client", Wire.ClientAddress), network.AddHost("server", Wire.ServerAddress));
        var link = network.Connect(a, b, new() { Bandwidth = 10_000_000, Delay = TimeSpan.FromMilliseconds(20), Loss = 0.05 });
        var (question, answer) = (new RandomSequence(1), new RandomSequence(2));
        var client = new Peer(a, new(), question, 5_000, answer, new() { Closes = Closes.AtOnce });
        var server = new Peer(b, new(), answer, 50_000, question, new() { Closes = Closes.AfterPeer });
        server.Connection.OpenPassive(new(Wire.ServerAddress, 80), default);
        client.Connection.OpenActive(new(Wire.ClientAddress, 1024), new(Wire.ServerAddress, 80));

        Assert.True(network.RunUntil(() => client.IsClosed && server.IsClosed, TimeSpan.FromHours(1)));
        Assert.Equal((50_000, 5_000), (client.Heard, server.Heard));
        Assert.True(link.Backward.Counters.Lost > 0);
    }

    [Fact]
    public void Calls_between_runs_are_noticed_when_the_next_begins()
    {
        var network = new SimulatedNetwork(seed: 1);
        var (a, b) = (network.AddHost("client", Wire.ClientAddress), network.AddHost("server", Wire.ServerAddress));
        network.Connect(a, b, new() { Delay = TimeSpan.FromMilliseconds(20) });
        var (client, server) = (new TcpConnection(), new TcpConnection());
        a.AttachConnection(client);
        b.AttachConnection(server);
        server.OpenPassive(new(Wire.ServerAddress, 80), default);
        network.Run(TimeSpan.FromSeconds(1));
        client.OpenActive(new(Wire.ClientAddress, 1024), new(Wire.ServerAddress, 80));
        network.Run(TimeSpan.FromMilliseconds(60));

        Assert.Equal((TcpConnectionState.Established, TcpConnectionState.Established), (client.State, server.State));
    }
}
