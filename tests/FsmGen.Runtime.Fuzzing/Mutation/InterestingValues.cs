namespace FsmGen.Runtime.Fuzzing.Mutation;

/// <summary>Numbers at which code tends to go wrong.</summary>
internal static class InterestingValues
{
    private static ReadOnlySpan<int> Values =>
    [
        0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 16, 17, 19, 20, 21, 24, 32, 39, 40, 44, 58, 60, 64, 100,
        127, 128, 129, 254, 255, 256, 512, 1000, 1023, 1024, 1460, 1500, 4096,
        short.MaxValue, short.MaxValue + 1, ushort.MaxValue - 1, ushort.MaxValue, ushort.MaxValue + 1,
        int.MaxValue - 1, int.MaxValue, int.MinValue, -2, -1,
    ];

    public static int Pick(ref SplitMix64 random) => Values[random.Next(Values.Length)];
}
