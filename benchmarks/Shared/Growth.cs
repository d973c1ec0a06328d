namespace FsmGen.Benchmarks.Shared;

/// <summary>How a cost grows with the size of what it is paid for.</summary>
internal static class Growth
{
    /// <summary>The exponent b of the power law a·n^b that fits best: the slope of a line through the logarithms.</summary>
    public static double Exponent(IReadOnlyCollection<(double Size, double Cost)> points)
    {
        var logs = points.Select(static point => (X: Math.Log(point.Size), Y: Math.Log(point.Cost))).ToList();
        var (x, y) = (logs.Average(static log => log.X), logs.Average(static log => log.Y));
        return logs.Sum(log => (log.X - x) * (log.Y - y)) / logs.Sum(log => (log.X - x) * (log.X - x));
    }

    /// <summary>The exponent that n·log n has between two sizes.</summary>
    public static double Linearithmic(double from, double to) => Exponent([(from, from * Math.Log(from)), (to, to * Math.Log(to))]);
}
