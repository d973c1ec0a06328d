using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Simulation;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class SimulationTests
{
    private static readonly IpAddress ClientAddress = IpAddress.Parse("2001:db8:1::1"), ServerAddress = IpAddress.Parse("2001:db8:2::1");

    [Fact]
    public void Stacks_talk_through_a_faulty_network_and_the_same_way_every_time()
    {
        var first = Run(seed: 7);
        Assert.Equal(first, Run(seed: 7));
        Assert.NotEqual(first, Run(seed: 8));
        Assert.InRange(first.Statistics.Retransmissions, 1, 1000);
    }

    private static (TimeSpan Took, TcpStackStatistics Statistics) Run(ulong seed)
    {
        var network = new SimulatedNetwork(seed);
        var (client, server) = (network.AddHost("client", ClientAddress), network.AddHost("server", ServerAddress));
        var faulty = new LinkOptions { Bandwidth = 10_000_000, Delay = TimeSpan.FromMilliseconds(10), Loss = 0.02, Reordering = 0.01, Corruption = 0.005 };
        network.Connect(client, server, faulty);

        using var left = Stack(network, client, ClientAddress, seed);
        using var right = Stack(network, server, ServerAddress, seed);
        using var listener = right.Listen(80);
        var serving = ServeAsync();
        var asking = AskAsync();
        Assert.True(network.RunUntil(() => serving.IsCompleted && asking.IsCompleted, TimeSpan.FromMinutes(10)));
        serving.GetAwaiter().GetResult();
        asking.GetAwaiter().GetResult();
        return (network.Now, left.Statistics);

        async Task ServeAsync()
        {
            await using var stream = await listener.AcceptAsync();
            await stream.CopyToAsync(stream, 30_000);
        }

        async Task AskAsync()
        {
            await using var stream = await left.ConnectAsync(new(ServerAddress, 80));
            var (text, answer) = (new byte[300_000], new byte[300_000]);
            new Random(1).NextBytes(text);
            var writing = stream.WriteAsync(text).AsTask();
            await stream.ReadExactlyAsync(answer);
            await writing;
            Assert.Equal(text, answer);
            stream.CompleteWrites();
            Assert.Equal(0, await stream.ReadAsync(answer));
        }
    }

    private static TcpStack Stack(SimulatedNetwork network, SimulatedHost host, IpAddress address, ulong seed)
    {
        var numbers = new InitialSequenceNumbers([(byte)seed, .. new byte[15]]);
        var stack = new TcpStack(host, new()
        {
            LocalAddresses = [address],
            TimeProvider = network.Time,
            ContinuesInline = true,
            Seed = seed,
            Connection = TcpConnectionOptions.Linux with { SelectInitialSequenceNumber = numbers.Select, SelectTimestampOffset = numbers.SelectTimestampOffset },
        });
        host.Attach(() => stack.Poll(), () => stack.NextDeadline);
        return stack;
    }
}
