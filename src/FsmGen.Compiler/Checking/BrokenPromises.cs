using FsmGen.Compiler.Analysis;

namespace FsmGen.Compiler.Checking;

/// <summary>
/// Finds rows that say <c>never</c> of an event that the machine itself brings about there. What comes from outside, and
/// what hangs on a guard, the author may know better.
/// </summary>
internal static class BrokenPromises
{
    public static void Check(StateSpace space, Findings findings)
    {
        if (space.BrokenPromises.Count == 0)
            return;

        var ways = WaysWithoutGuards(space);
        foreach (var broken in space.BrokenPromises)
        {
            if (broken.From is null)
                findings.Add(Rules.BrokenPromise, broken.Row.Span, broken.Row.Trigger.Name.Text, broken.Way.Label);
            else if (ways.TryGetValue(broken.From, out var way))
                findings.Add(Rules.BrokenPromise, broken.Row.Span, broken.Row.Trigger.Name.Text, $"{new Way(way, broken.Way.Label)}");
        }
    }

    private static Dictionary<Situation, Way> WaysWithoutGuards(StateSpace space)
    {
        var ways = new Dictionary<Situation, Way>();
        var open = new Queue<Situation>();
        if (space.Situations.FirstOrDefault() is { } first && !space.StartsGuarded)
        {
            ways.Add(first, first.Way);
            open.Enqueue(first);
        }

        while (open.Count > 0)
        {
            var here = open.Dequeue();
            foreach (var passage in here.Next)
            {
                if (passage.IsGuarded || ways.ContainsKey(passage.To))
                    continue;
                ways.Add(passage.To, new Way(ways[here], passage.Label));
                open.Enqueue(passage.To);
            }
        }

        return ways;
    }
}
