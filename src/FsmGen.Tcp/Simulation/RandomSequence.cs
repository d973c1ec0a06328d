namespace FsmGen.Tcp.Simulation;

/// <summary>Random numbers that depend on a seed and an index and nothing else: the outputs of SplitMix64, in any order.</summary>
/// <remarks>
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. Unlike those of <see cref="Random"/>, the
/// numbers are the same in each version of .NET.
/// </remarks>
internal readonly struct RandomSequence(ulong seed)
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    /// <summary>A number of 64 random bits.</summary>
    public ulong At(long index) => Mix(seed + (((ulong)index + 1) * GoldenRatio));

    /// <summary>A number from 0 to just below a limit; what the limits of a simulation make of bias is far below 2^-32.</summary>
    public long At(long index, long limit) => (long)(((UInt128)At(index) * (ulong)limit) >> 64);

    /// <summary>Whether something of a probability from 0 to 1 happens.</summary>
    public bool Happens(long index, double probability) => probability > 0 && (At(index) >> 11) * (1.0 / (1L << 53)) < probability;

    /// <summary>A sequence of its own for a purpose.</summary>
    public RandomSequence Fork(ulong purpose) => new(Mix(seed ^ Mix(purpose + GoldenRatio)));

    /// <summary>A sequence of its own for a name.</summary>
    public RandomSequence Fork(string name)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        var hash = 0xCBF29CE484222325;
        foreach (var c in name)
            hash = (hash ^ c) * 0x100000001B3;

        return Fork(hash);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
