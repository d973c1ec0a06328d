using System.Globalization;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Benchmarks.Simulated;

/// <summary>Goodput by loss and round-trip time.</summary>
internal static class LossTable
{
    public const string Formula = "Padhye's formula";

    private const long Bandwidth = 100_000_000;
    private const double BitsPerSegment = 8 * 1448;

    private static readonly double[] Losses = [0.0001, 0.001, 0.01, 0.05];
    private static readonly int[] RoundTrips = [10, 50, 200];

    public static Table Measure(bool isQuick) => new("loss", "Goodput by loss and round-trip time, simulated", "Mbit/s",
        [.. from loss in Losses from roundTrip in RoundTrips from row in Measure(loss, TimeSpan.FromMilliseconds(roundTrip), isQuick) select row])
    {
        Cases = "loss, RTT",
        Note = $"A link of {Bandwidth / 1_000_000} Mbit/s that loses packets at random in one direction. The formulas know no bandwidth: where they promise more than the link's, it is the link's. "
            + "Mathis leaves timeouts out, Padhye takes the shortest one that RFC 6298 allows, a second. The spread is that of seeds.",
    };

    private static IReadOnlyList<Measurement> Measure(double loss, TimeSpan roundTrip, bool isQuick)
    {
        var name = $"{loss.ToString("0.##%", CultureInfo.InvariantCulture)}, {roundTrip.TotalMilliseconds:0} ms";
        return Table.Compare(
        [
            new(name, "Mathis' formula", Figure.Exactly(Limited(Textbook.Mathis(loss, roundTrip)))),
            new(name, Formula, Figure.Exactly(Limited(Textbook.Padhye(loss, roundTrip, TimeSpan.FromSeconds(1))))),
            .. CongestionControls.All.Select(control => new Measurement(name, control.Name, Figure.Of(
                [.. Enumerable.Range(1, isQuick ? 3 : 9).Select(seed => Run((ulong)seed, loss, roundTrip, control.Make, TimeSpan.FromSeconds(isQuick ? 40 : 300)))]))),
        ], Formula);
    }

    private static double Limited(double segmentsPerSecond) => Math.Min(segmentsPerSecond * BitsPerSegment, Bandwidth * BitsPerSegment / (8 * 1500)) / 1e6;

    private static double Run(ulong seed, double loss, TimeSpan roundTrip, Func<ICongestionControl> control, TimeSpan duration)
    {
        var network = new SimulatedNetwork(seed);
        var client = network.AddHost("client", Ipv4Address.Parse("192.0.2.1"));
        var server = network.AddHost("server", Ipv4Address.Parse("192.0.2.2"));
        var there = new LinkOptions { Bandwidth = Bandwidth, Delay = roundTrip / 2, Loss = loss };
        network.Connect(client, server, there, backward: there with { Loss = 0 });

        var flow = new Flow(client, server, control);
        flow.Start();
        network.Run(duration);
        return flow.Received * 8 / duration.TotalSeconds / 1e6;
    }
}
