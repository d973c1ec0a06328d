// Prints the throughput of TCP by loss and round-trip time, beside the textbook's: dotnet run -c Release --project samples/LossyLink
using System.Globalization;
using LossyLink;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
double[] losses = [0, 0.0001, 0.001, 0.01, 0.05];
int[] roundTrips = [10, 50, 100, 200];
var duration = TimeSpan.FromMinutes(5);

Console.WriteLine($"""
    Mbit/s of text over a link of {Transfer.Bandwidth / 1e6:0} Mbit/s, {duration.TotalMinutes:0} simulated minutes each.
    In brackets what the textbook expects where only loss limits a connection: MSS / RTT * sqrt(3/2) / sqrt(loss).

    """);
Console.WriteLine($"{"loss",8}{string.Concat(roundTrips.Select(static rtt => $"{$"RTT {rtt} ms",20}"))}");
foreach (var loss in losses)
{
    Console.Write($"{loss,8:P2}");
    foreach (var rtt in roundTrips)
    {
        var transfer = new Transfer(TimeSpan.FromMilliseconds(rtt), loss);
        var expected = loss == 0 ? "" : $"({transfer.Expected / 1e6:F2})";
        Console.Write($"{$"{transfer.Run(duration) / 1e6:F2} {expected,8}",20}");
    }

    Console.WriteLine();
}
