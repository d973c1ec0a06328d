namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>Chooses for each text of a level in which rank it stands: as near to where its arrow begins as there is room.</summary>
internal static class LabelRanks
{
    public static Dictionary<Link, int> Of(Level level, double width)
    {
        var used = new Dictionary<int, double>();
        var ranks = new Dictionary<Link, int>();
        foreach (var link in level.Links.Where(static link => link.Labelled is { Width: > 0 }))
        {
            var step = link.IsDown ? 2 : -2;
            var best = link.From.Rank + (step / 2);
            for (var rank = best; link.IsDown ? rank < link.To.Rank : rank > link.To.Rank; rank += step)
            {
                if (Width(used, rank) < Width(used, best))
                    best = rank;
                if (Width(used, best) + link.Labelled!.Width <= width)
                    break;
            }

            used[best] = Width(used, best) + link.Labelled!.Width;
            ranks.Add(link, best);
        }

        return ranks;
    }

    private static double Width(Dictionary<int, double> used, int rank) => used.TryGetValue(rank, out var width) ? width : 0;
}
