using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Benchmarks.Simulated;

/// <summary>Two flows through one narrow link.</summary>
internal static class FairnessTable
{
    private const long Bandwidth = 10_000_000;

    // Of the narrow link, and of the one in front of it: a round trip is four of them.
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(10);

    public static Table Measure(bool isQuick) => new("fairness", "Two flows through one link, simulated", "Jain's index",
        [.. from scene in Scenes from control in CongestionControls.All select Measure(scene, control.Name, control.Make, isQuick)])
    {
        Cases = "flows",
        Note = $"A link of {Bandwidth / 1_000_000} Mbit/s with a queue of one bandwidth-delay product. 1 is an equal share, 0.5 is all for one. "
            + "With another round-trip time a flow that halves its window is not meant to get the same.",
    };

    private static IReadOnlyList<Scene> Scenes { get; } =
    [
        new("equal", Delay, TimeSpan.Zero),
        new("the second 10 s later", Delay, TimeSpan.FromSeconds(10)),
        new("the second with three times the RTT", 5 * Delay, TimeSpan.Zero),
    ];

    private static Measurement Measure(Scene scene, string name, Func<ICongestionControl> control, bool isQuick)
    {
        var duration = TimeSpan.FromSeconds(isQuick ? 60 : 300);
        var runs = Enumerable.Range(1, isQuick ? 3 : 9).Select(seed => Run((ulong)seed, scene, control, duration)).ToList();
        return new(scene.Name, name, Figure.Of([.. runs.Select(static run => Textbook.JainIndex([run.First, run.Second]))]))
        {
            Also = new Dictionary<string, string>
            {
                ["first, Mbit/s"] = Markdown.Number(Figure.Of([.. runs.Select(static run => run.First)]).Median),
                ["second, Mbit/s"] = Markdown.Number(Figure.Of([.. runs.Select(static run => run.Second)]).Median),
            },
        };
    }

    private static (double First, double Second) Run(ulong seed, Scene scene, Func<ICongestionControl> control, TimeSpan duration)
    {
        var network = new SimulatedNetwork(seed);
        var (left, right) = (network.AddRouter("left"), network.AddRouter("right"));
        var product = (int)(Bandwidth / 8 * (4 * Delay).TotalSeconds);
        // A little jitter, or two flows alike would fall into step.
        network.Connect(left, right, new() { Bandwidth = Bandwidth, Delay = Delay, QueueLength = product, Jitter = TimeSpan.FromMilliseconds(1) });
        var first = MakeFlow(network, left, right, 1, Delay, control);
        var second = MakeFlow(network, left, right, 2, scene.SecondDelay, control);

        first.Start();
        network.Run(scene.SecondStart);
        second.Start();
        var before = first.Received;
        network.Run(duration);
        return ((first.Received - before) * 8 / duration.TotalSeconds / 1e6, second.Received * 8 / duration.TotalSeconds / 1e6);
    }

    private static Flow MakeFlow(SimulatedNetwork network, SimulatedRouter left, SimulatedRouter right, int number, TimeSpan delay, Func<ICongestionControl> control)
    {
        var client = network.AddHost($"client {number}", Ipv4Address.Parse($"192.0.2.{number}"));
        var server = network.AddHost($"server {number}", Ipv4Address.Parse($"203.0.113.{number}"));
        network.Connect(client, left, new() { Delay = delay });
        network.Connect(right, server);
        return new(client, server, control);
    }

    private sealed record Scene(string Name, TimeSpan SecondDelay, TimeSpan SecondStart);
}
