namespace FsmGen.Runtime.Benchmarks.Timers;

/// <summary>Which timer comes next and how long it shall run: the same for all peers, and far longer than a branch predictor remembers.</summary>
internal sealed class Workload
{
    /// <summary>The mean time that a timer is set for, in ticks of a millisecond.</summary>
    public const int MeanTimeout = 1 << 16;

    private const int Length = 1 << 20;

    /// <summary>Whether only few and many timers are measured: making a million takes longer than measuring them.</summary>
    public static bool IsQuick { get; set; }

    /// <summary>How many timers there are.</summary>
    public static IEnumerable<int> Sizes => IsQuick ? [1_000, 1_000_000] : [1_000, 100_000, 1_000_000];

    private readonly int[] _timers = new int[Length], _timeouts = new int[Length];
    private int _next;

    public Workload(int timers)
    {
        var random = new Random(timers);
        for (var i = 0; i < Length; i++)
            (_timers[i], _timeouts[i]) = (random.Next(timers), Timeout(random));
    }

    public (int Timer, int Timeout) Next()
    {
        var i = _next++ & (Length - 1);
        return (_timers[i], _timeouts[i]);
    }

    private static int Timeout(Random random) => (MeanTimeout / 2) + random.Next(MeanTimeout);
}
