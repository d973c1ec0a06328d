namespace FsmGen.Compiler;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Suggestion
{
    /// <summary>Nobody mistypes a word this long; comparing such words takes long.</summary>
    private const int MaximumLength = 64;

    private const int MaximumCandidates = 2_000;

    /// <summary>"; did you mean 'X'?", or nothing if no candidate is near.</summary>
    public static string For(string word, IEnumerable<string> candidates)
    {
        if (word.Length > MaximumLength)
            return "";
        var limit = Math.Max(1, word.Length / 3);
        var best = candidates
            .Take(MaximumCandidates)
            .Select(candidate => (Candidate: candidate, Distance: Distance(word, candidate, limit)))
            .Where(pair => pair.Distance <= limit)
            .OrderBy(static pair => pair.Distance).ThenBy(static pair => pair.Candidate, StringComparer.Ordinal)
            .Select(static pair => pair.Candidate)
            .FirstOrDefault();
        return best is null ? "" : $"; did you mean '{best}'?";
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other.</summary>
    private static int Distance(string from, string to, int limit)
    {
        if (string.Equals(from, to, StringComparison.OrdinalIgnoreCase))
            return 0;
        if (Math.Abs(from.Length - to.Length) > limit)
            return int.MaxValue;

        var cost = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            cost[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            cost[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var replace = cost[i - 1, j - 1] + (char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1);
                cost[i, j] = Math.Min(replace, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[from.Length, to.Length];
    }
}
