namespace FsmGen.Runtime.Fuzzing.Mutation;

/// <summary>Steele, Lea and Flood's generator: the same numbers from the same seed everywhere, in a nanosecond each.</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        var bits = _state += 0x9E3779B97F4A7C15;
        bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ bits >> 27) * 0x94D049BB133111EB;
        return bits ^ bits >> 31;
    }

    /// <summary>A number from 0 up to, but not including, <paramref name="bound"/>, which is positive.</summary>
    public int Next(int bound) => (int)((Next() >> 32) * (ulong)bound >> 32);
}
