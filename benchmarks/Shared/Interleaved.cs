namespace FsmGen.Benchmarks.Shared;

/// <summary>Somebody who takes part in a comparison.</summary>
/// <param name="Name">As it stands in the table.</param>
/// <param name="Measure">One run; what it comes to, in the unit of the table.</param>
internal sealed record Contestant(string Name, Func<double> Measure)
{
    /// <summary>Further columns, asked for once the last run is over.</summary>
    public Func<IReadOnlyDictionary<string, string>>? Also { get; init; }
}

/// <summary>
/// Measures contenders in turn, in rounds whose order rotates: a machine that drifts drifts for all, and nobody always runs
/// behind the same neighbour. A ratio is the median of the ratios within the rounds.
/// </summary>
internal static class Interleaved
{
    /// <summary>What xunit begins the reason with, where a peer of the tests says that it cannot be had here.</summary>
    private const string SkipMark = "$XunitDynamicSkip$";

    public static IReadOnlyList<Measurement> Measure(string @case, IReadOnlyList<Contestant> contestants, string baseline, int rounds)
    {
        var runs = contestants.Select(static _ => new List<double>()).ToArray();
        var failures = new string?[contestants.Count];
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contestants.Count; i++)
            {
                var turn = (i + round) % contestants.Count;
                if (failures[turn] is null)
                    failures[turn] = Run(contestants[turn], runs[turn]);
            }
        }

        var first = contestants.TakeWhile(contestant => contestant.Name != baseline).Count();
        return [.. contestants.Select((contestant, i) => failures[i] is { } reason
            ? Measurement.Failed(@case, contestant.Name, reason)
            : new Measurement(@case, contestant.Name, Figure.Of(runs[i]))
            {
                Ratio = first < contestants.Count && failures[first] is null ? Figure.Of([.. runs[i].Zip(runs[first], static (run, base_) => run / base_)]).Median : null,
                Also = contestant.Also?.Invoke() ?? new Dictionary<string, string>(),
            })];
    }

    // Whatever a peer throws is said in its row and in the exit code; the others have their turn all the same.
    private static string? Run(Contestant contestant, List<double> runs)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        try
        {
            runs.Add(contestant.Measure());
            return null;
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message.Replace(SkipMark, "", StringComparison.Ordinal)}";
        }
    }
}
