namespace FsmGen.Benchmarks.Shared;

/// <summary>What was aimed at, and what came of it.</summary>
/// <param name="What">The goal in words, with its number.</param>
/// <param name="Limit">The number.</param>
/// <param name="Measured">What was measured; null if it could not be.</param>
/// <param name="IsMaximum">Whether less is better.</param>
internal sealed record Goal(string What, double Limit, double? Measured, bool IsMaximum = true)
{
    public bool IsMet => Measured is { } value && (IsMaximum ? value <= Limit : value >= Limit);

    /// <summary>Whether it is met and, if not, by how much it is missed.</summary>
    public string Verdict => Measured is not { } value ? "not measured"
        : IsMet ? "met"
        : Limit == 0 ? "missed"
        : $"missed by {Markdown.Number(100 * Math.Abs(value - Limit) / Limit)} %";
}
