namespace Handshake;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>A question that ends a message, or nothing where no candidate is close.</summary>
    public static string Hint(string word, IEnumerable<string> candidates)
    {
        var nearest = candidates.MinBy(c => Distance(word, c));
        return nearest is not null && Distance(word, nearest) <= 1 + word.Length / 3 ? $"; did you mean '{nearest}'?" : "";
    }

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
