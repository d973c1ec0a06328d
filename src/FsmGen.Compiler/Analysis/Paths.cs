namespace FsmGen.Compiler.Analysis;

/// <summary>Questions to the graph of situations.</summary>
internal static class Paths
{
    /// <summary>From where each situation is come to.</summary>
    public static Dictionary<Situation, List<Situation>> Backwards(IEnumerable<Situation> situations)
    {
        var came = new Dictionary<Situation, List<Situation>>();
        foreach (var situation in situations)
        {
            foreach (var passage in situation.Next)
            {
                if (!came.TryGetValue(passage.To, out var from))
                    came.Add(passage.To, from = []);
                from.Add(situation);
            }
        }

        return came;
    }

    /// <summary>The situations from which one of the ends can be reached, the ends included.</summary>
    public static HashSet<Situation> Into(IEnumerable<Situation> ends, Dictionary<Situation, List<Situation>> came)
    {
        var found = new HashSet<Situation>(ends);
        var open = new Queue<Situation>(found);
        while (open.Count > 0)
        {
            if (!came.TryGetValue(open.Dequeue(), out var from))
                continue;
            foreach (var situation in from)
            {
                if (found.Add(situation))
                    open.Enqueue(situation);
            }
        }

        return found;
    }
}
