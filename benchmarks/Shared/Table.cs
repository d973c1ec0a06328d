namespace FsmGen.Benchmarks.Shared;

/// <summary>Contenders beside each other, in one or more cases.</summary>
/// <param name="Name">Names the files of its plot; small letters and hyphens.</param>
/// <param name="Title">What was measured.</param>
/// <param name="Unit">Of the figures.</param>
/// <param name="Rows">In the order in which they are shown; rows of a case stand together.</param>
internal sealed record Table(string Name, string Title, string Unit, IReadOnlyList<Measurement> Rows)
{
    /// <summary>What the cases are; null where there is one only.</summary>
    public string? Cases { get; init; }

    /// <summary>What a reader has to know of the figures.</summary>
    public string? Note { get; init; }

    /// <summary>Whether every contender could be run.</summary>
    public bool IsComplete => Rows.All(static row => row.Failure is null);

    /// <summary>The rows with their ratios to the baseline of their case.</summary>
    public static IReadOnlyList<Measurement> Compare(IReadOnlyList<Measurement> rows, string baseline) =>
        [.. rows.Select(row => row with { Ratio = Ratio(row, rows.FirstOrDefault(other => other.Case == row.Case && other.Contender == baseline)) })];

    /// <summary>The ratio of a contender in a case; null if there is none.</summary>
    public double? RatioOf(string @case, string contender) => Find(@case, contender)?.Ratio;

    /// <summary>The median of a contender in a case; null if there is none.</summary>
    public double? MedianOf(string @case, string contender) => Find(@case, contender)?.Figure.Median;

    private Measurement? Find(string @case, string contender) =>
        Rows.FirstOrDefault(row => row.Case == @case && row.Contender == contender && row.Failure is null);

    private static double? Ratio(Measurement row, Measurement? baseline) =>
        row.Failure is null && baseline is { Failure: null } ? row.Figure.Median / baseline.Figure.Median : null;
}
