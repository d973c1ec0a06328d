namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>Gives the children of a level their ranks, so that as many arrows as possible lead downwards.</summary>
internal static class Layering
{
    /// <summary>Beyond so many arrows, depth is breadth's: a search in depth would make a rank of nearly each state.</summary>
    private const int Many = 400;

    public static void Run(Level level)
    {
        var indexes = level.Children.Select(static (vertex, index) => (vertex, index)).ToDictionary(static pair => pair.vertex, static pair => pair.index);
        var next = new List<int>[indexes.Count];
        for (var i = 0; i < next.Length; i++)
            next[i] = [];
        foreach (var (from, to) in level.Spans.Distinct())
            next[indexes[from]].Add(indexes[to]);

        var starts = Enumerable.Range(0, next.Length).OrderBy(i => level.Children[i].Box!.IsStart ? 0 : 1).ToList();
        var order = level.Spans.Count > Many ? InBreadth(next, starts) : InDepth(next, starts);
        Rank(level, next, order);
    }

    /// <summary>Makes two ranks or more of one that is wider than a width.</summary>
    public static void Limit(Level level, double width)
    {
        var shift = 0;
        foreach (var rank in level.Children.GroupBy(static vertex => vertex.Rank).OrderBy(static rank => rank.Key).ToList())
        {
            double used = 0;
            foreach (var vertex in rank)
            {
                if (used > 0 && used + vertex.Width > width)
                {
                    shift += 2;
                    used = 0;
                }

                used += vertex.Width + 28;
                vertex.Rank += shift;
            }
        }
    }

    /// <summary>The children in an order in which only arrows that close a cycle lead back.</summary>
    private static int[] InDepth(List<int>[] next, List<int> starts)
    {
        var order = new int[next.Length];
        var place = next.Length;
        var seen = new bool[next.Length];
        var way = new Stack<(int Vertex, int Next)>();
        // What is searched last comes first in the order.
        foreach (var start in starts.AsEnumerable().Where(i => !seen[i]))
        {
            seen[start] = true;
            way.Push((start, 0));
            while (way.Count > 0)
            {
                var (vertex, index) = way.Pop();
                if (index == next[vertex].Count)
                {
                    order[--place] = vertex;
                    continue;
                }

                way.Push((vertex, index + 1));
                var to = next[vertex][index];
                if (seen[to])
                    continue;
                seen[to] = true;
                way.Push((to, 0));
            }
        }

        return order;
    }

    /// <summary>The children by their distance from where the machine starts.</summary>
    private static int[] InBreadth(List<int>[] next, List<int> starts)
    {
        var order = new List<int>(next.Length);
        var seen = new bool[next.Length];
        foreach (var start in starts.Where(i => !seen[i]))
        {
            seen[start] = true;
            order.Add(start);
            for (var i = order.Count - 1; i < order.Count; i++)
            {
                foreach (var to in next[order[i]].Where(to => !seen[to]))
                {
                    seen[to] = true;
                    order.Add(to);
                }
            }
        }

        return [.. order];
    }

    private static void Rank(Level level, List<int>[] next, int[] order)
    {
        var places = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            places[order[i]] = i;
        var lower = order.Select(static _ => new List<int>()).ToArray();
        for (var from = 0; from < next.Length; from++)
        {
            // An arrow that leads back is drawn upwards: its end is the upper one.
            foreach (var to in next[from])
                lower[places[to] > places[from] ? from : to].Add(places[to] > places[from] ? to : from);
        }

        var ranks = new int[order.Length];
        var isBelow = new bool[order.Length];
        foreach (var upper in order)
        {
            foreach (var other in level.Children[upper].Box!.IsStart ? [] : lower[upper])
            {
                ranks[other] = Math.Max(ranks[other], ranks[upper] + 1);
                isBelow[other] = true;
            }
        }

        for (var i = 0; i < ranks.Length; i++)
        {
            // What nothing leads to is near to where it leads; a dot is among the texts.
            var isStart = level.Children[i].Box!.IsStart;
            if (!isBelow[i] && lower[i].Count > 0)
                ranks[i] = lower[i].Min(other => ranks[other]) - (isStart ? 0 : 1);
            level.Children[i].Rank = Level.FirstRank + (2 * ranks[i]) - (isStart ? 1 : 0);
        }
    }
}
