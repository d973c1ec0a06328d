namespace FsmGen.Compiler;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Suggestion
{
    /// <summary>Nobody mistypes a word this long; comparing such words takes long.</summary>
    private const int MaximumLength = 64;

    private const int MaximumCandidates = 1_000;

    /// <summary>"; did you mean 'X'?", or nothing if no candidate is near.</summary>
    public static string For(string word, IEnumerable<string> candidates)
    {
        if (word.Length > MaximumLength)
            return "";
        // Of one letter any other would be as near.
        var limit = word.Length == 1 ? 0 : Math.Max(1, word.Length / 3);
        var best = candidates
            .Take(MaximumCandidates)
            .Select(candidate => (Candidate: candidate, Distance: Distance(word, candidate, limit)))
            .Where(pair => pair.Distance <= limit)
            .OrderBy(static pair => pair.Distance).ThenBy(static pair => pair.Candidate, StringComparer.Ordinal)
            .Select(static pair => pair.Candidate)
            .FirstOrDefault();
        return best is null ? "" : $"; did you mean '{best}'?";
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other; more than the limit: any number above it.</summary>
    private static int Distance(string from, string to, int limit)
    {
        if (Math.Abs(from.Length - to.Length) > limit)
            return int.MaxValue;

        // What both begin with costs nothing, and most words of a spec begin like another.
        var start = 0;
        while (start < from.Length && start < to.Length && Same(from[start], to[start]))
            start++;
        var columns = to.Length - start + 1;
        var (before, above, row) = (new int[columns], new int[columns], new int[columns]);
        for (var j = 0; j < columns; j++)
            row[j] = j;
        for (var i = start + 1; i <= from.Length; i++)
        {
            (before, above, row) = (above, row, before);
            row[0] = i - start;
            var best = row[0];
            for (var j = start + 1; j <= to.Length; j++)
            {
                var at = j - start;
                row[at] = Math.Min(above[at - 1] + (Same(from[i - 1], to[j - 1]) ? 0 : 1), 1 + Math.Min(above[at], row[at - 1]));
                if (i > start + 1 && at > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                    row[at] = Math.Min(row[at], before[at - 2] + 1);
                best = Math.Min(best, row[at]);
            }

            if (best > limit + 1)
                return int.MaxValue;
        }

        return row[columns - 1];
    }

    private static bool Same(char a, char b) => a == b || char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
