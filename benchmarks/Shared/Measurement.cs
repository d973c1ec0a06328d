namespace FsmGen.Benchmarks.Shared;

/// <summary>What one contender came to in one case.</summary>
internal sealed record Measurement(string Case, string Contender, Figure Figure)
{
    /// <summary>How many times the baseline's figure this is, in the same run; null where there is no baseline.</summary>
    public double? Ratio { get; init; }

    /// <summary>Why there is no figure; null if there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>Further columns of the table, by their headings.</summary>
    public IReadOnlyDictionary<string, string> Also { get; init; } = new Dictionary<string, string>();

    public static Measurement Failed(string @case, string contender, string reason) =>
        new(@case, contender, Figure.Exactly(double.NaN)) { Failure = reason };
}
