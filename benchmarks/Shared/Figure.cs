namespace FsmGen.Benchmarks.Shared;

/// <summary>A quantity that was measured several times.</summary>
internal readonly record struct Figure(double Median, double Min, double Max)
{
    /// <summary>How far apart the runs lie, as a part of the median.</summary>
    public double Spread => Median == 0 ? 0 : (Max - Min) / Median;

    /// <summary>A quantity that does not vary: a size, or the outcome of a simulation.</summary>
    public static Figure Exactly(double value) => new(value, value, value);

    public static Figure Of(IReadOnlyCollection<double> runs)
    {
        var sorted = runs.Order().ToArray();
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(median, sorted[0], sorted[^1]);
    }
}
