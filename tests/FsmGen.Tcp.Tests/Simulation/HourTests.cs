using System.Security.Cryptography;
using FsmGen.Runtime.Captures;
using FsmGen.Tcp.Simulation;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>An hour of a client that asks a server something every few seconds, over a link that is not too good.</summary>
public sealed class HourTests
{
    private const int QuestionLength = 500, AnswerLength = 20_000, Questions = 360;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void An_hour_is_the_same_to_the_last_byte_each_time_it_is_simulated()
    {
        var first = Run(seed: 1);

        Assert.Equal(first, Run(seed: 1));
        Assert.NotEqual(first, Run(seed: 2));
    }

    private static string Run(ulong seed)
    {
        var network = new SimulatedNetwork(seed);
        var (client, server) = (network.AddHost("client", Wire.ClientAddress), network.AddHost("server", Wire.ServerAddress));
        var link = network.Connect(client, server, new()
        {
            Bandwidth = 10_000_000,
            Delay = TimeSpan.FromMilliseconds(20),
            Jitter = TimeSpan.FromMilliseconds(2),
            Loss = 0.02,
            Reordering = 0.01,
            Duplication = 0.01,
            Corruption = 0.01,
        });
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        using (var writer = new PcapngWriter(stream))
        {
            link.Tap(writer);
            Ask(network, Stack(client, seed), Stack(server, seed));
        }

        Assert.InRange(link.Backward.Counters.Sent, Questions * AnswerLength / 1500, long.MaxValue);
        Assert.InRange(network.Now, Hour, 2 * Hour);
        return Convert.ToHexString(hash.Hash!); // the stream has set it
    }

    private static void Ask(SimulatedNetwork network, TcpStack client, TcpStack server)
    {
        using var listener = server.Listen(80);
        network.Run(
            async () =>
            {
                var serving = Serve(listener);
                for (var i = 0; i < Questions; i++)
                {
                    await using var stream = await client.ConnectAsync(new(Wire.ServerAddress, 80));
                    await stream.WriteAsync(new byte[QuestionLength]);
                    await stream.ReadExactlyAsync(new byte[AnswerLength]);
                    await Task.Delay(Hour / Questions, network.Time);
                }

                await serving;
            },
            2 * Hour);
    }

    private static async Task Serve(TcpListener listener)
    {
        for (var i = 0; i < Questions; i++)
        {
            await using var stream = await listener.AcceptAsync();
            await stream.ReadExactlyAsync(new byte[QuestionLength]);
            await stream.WriteAsync(new byte[AnswerLength]);
        }
    }

    private static TcpStack Stack(SimulatedHost host, ulong seed) => new StackWatch(host, new()
    {
        LocalAddresses = host.Addresses,
        TimeProvider = host.Network.Time,
        ContinuesInline = true,
        Seed = seed,
    }).Stack;
}
