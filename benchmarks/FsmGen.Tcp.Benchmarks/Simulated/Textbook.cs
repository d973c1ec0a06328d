namespace FsmGen.Tcp.Benchmarks.Simulated;

/// <summary>What loss and round-trip time leave of a TCP that halves its window, in segments per second.</summary>
internal static class Textbook
{
    /// <summary>Mathis, Semke, Mahdavi and Ott, "The macroscopic behavior of the TCP congestion avoidance algorithm", 1997: no timeouts.</summary>
    public static double Mathis(double loss, TimeSpan roundTrip) => Math.Sqrt(1.5 / loss) / roundTrip.TotalSeconds;

    /// <summary>Padhye, Firoiu, Towsley and Kurose, "Modeling TCP throughput", 1998, for a receiver that acknowledges each segment.</summary>
    public static double Padhye(double loss, TimeSpan roundTrip, TimeSpan retransmissionTimeout) => 1 /
        ((roundTrip.TotalSeconds * Math.Sqrt(2 * loss / 3))
            + (retransmissionTimeout.TotalSeconds * Math.Min(1, 3 * Math.Sqrt(3 * loss / 8)) * loss * (1 + (32 * loss * loss))));

    /// <summary>Jain, Chiu and Hawe, 1984: 1 where all get the same, 1/n where one gets all.</summary>
    public static double JainIndex(IReadOnlyCollection<double> shares) =>
        shares.Sum() * shares.Sum() / (shares.Count * shares.Sum(static share => share * share));
}
