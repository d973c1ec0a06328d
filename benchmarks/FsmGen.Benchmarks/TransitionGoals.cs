using System.Globalization;

namespace FsmGen.Benchmarks;

/// <summary>What was aimed at for transitions.</summary>
internal static class TransitionGoals
{
    private const string Random = "random, legal", Many = "1,024 interleaved";

    private static readonly string[] Subjects = ["tcp", "ppp"];

    public static IEnumerable<Goal> Of(IReadOnlyList<Table> tables)
    {
        foreach (var table in tables.Where(static table => Subjects.Contains(table.Name)))
        {
            var streams = table.Rows.Select(static row => row.Case).Distinct().ToList();
            foreach (var stream in streams)
                yield return new($"{table.Name}, {stream}: the class, called, takes at most 1.0 × the hand-written switch", 1.0, table.RatioOf(stream, Subject.Ours));

            foreach (var stream in streams.Where(static stream => stream != Many))
                yield return new($"{table.Name}, {stream}: the class, in bulk, takes at most 0.5 × the hand-written switch", 0.5, table.RatioOf(stream, Subject.OurBulk));

            yield return new($"{table.Name}, {Random}: the table takes at most 0.5 × the hand-written switch", 0.5, table.RatioOf(Random, Subject.OurTable));
            yield return new($"{table.Name}, {Many}: the table takes at most 0.2 × the hand-written switch", 0.2, table.RatioOf(Many, Subject.OurTable));
            yield return new($"{table.Name}: at least 100 × as fast as Stateless, in the worst stream", 100,
                streams.Min(stream => table.MedianOf(stream, Subject.Stateless) / table.MedianOf(stream, Subject.Ours)), IsMaximum: false);
            var allocated = table.Rows.Where(static row => row.Contender == Subject.Ours && row.Failure is null)
                .Select(static row => double.Parse(row.Also["allocated, B"], CultureInfo.InvariantCulture)).ToList();
            yield return new($"{table.Name}: nothing is allocated", 0, allocated.Count == streams.Count ? allocated.Max() : null);
        }
    }
}
