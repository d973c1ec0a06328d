namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>Puts things side by side, each as near to where it wants to be as the others let it: least squares, by pooling neighbours that push each other.</summary>
internal static class Isotonic
{
    /// <param name="wanted">Where each wants to begin, and how much.</param>
    /// <param name="distances">How far after the one before it each begins at least; that of the first is not read.</param>
    public static double[] Place(IReadOnlyList<(double At, double Weight)> wanted, IReadOnlyList<double> distances)
    {
        // Without the distances, all that is asked is that no value is less than the one before it.
        var pools = new List<(double Sum, double Weight, int Count)>(wanted.Count);
        var offsets = new double[wanted.Count];
        for (var i = 0; i < wanted.Count; i++)
        {
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + distances[i];
            var (at, weight) = wanted[i];
            var pool = (Sum: (at - offsets[i]) * weight, Weight: weight, Count: 1);
            while (pools.Count > 0 && pools[pools.Count - 1] is var before && before.Sum / before.Weight >= pool.Sum / pool.Weight)
            {
                pool = (pool.Sum + before.Sum, pool.Weight + before.Weight, pool.Count + before.Count);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        var places = new double[wanted.Count];
        var next = 0;
        foreach (var (sum, weight, count) in pools)
        {
            for (var end = next + count; next < end; next++)
                places[next] = (sum / weight) + offsets[next];
        }

        return places;
    }
}
