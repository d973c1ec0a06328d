using System.Diagnostics;
using FsmGen.Benchmarks.Contenders;
using FsmGen.Benchmarks.Streams;

namespace FsmGen.Benchmarks;

/// <summary>Lets all contenders of a subject take its streams, in turn.</summary>
internal static class StreamTables
{
    private const int Shortest = 4096, EventsPerMachine = 32;

    // As many calls as the compiler counts before it takes a method seriously, twice.
    private const int WarmUps = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public static Table Measure(Subject subject, bool isQuick) => Measure(subject.Name, subject.Title, "stream", [subject], isQuick);

    /// <summary>A table of several subjects whose streams are the cases.</summary>
    public static Table Measure(string name, string title, string cases, IEnumerable<Subject> subjects, bool isQuick)
    {
        var rows = subjects.SelectMany(subject => subject.Streams.SelectMany(stream => Interleaved.Measure(
            stream.Name, [.. subject.Contenders.Where(contender => contender.Takes(stream)).Select(contender => Contestant(subject, contender, stream, isQuick))], Subject.Baseline, isQuick ? 7 : 25))).ToList();
        return new(name, title, "ns per event", rows)
        {
            Cases = cases,
            Note = "All come to the same states, effects and number of events taken; a run that does not is an error.",
        };
    }

    private static Contestant Contestant(Subject subject, Contender contender, EventStream stream, bool isQuick)
    {
        Plan? plan = null;
        var allocated = 0.0;
        return new(contender.Name, Turn)
        {
            Also = () => new Dictionary<string, string> { ["allocated, B"] = allocated < 0 ? "not known" : Markdown.Number(allocated) },
        };

        double Turn()
        {
            plan ??= Plan.For(subject, contender, stream, TimeSpan.FromMilliseconds(isQuick ? 10 : 50));
            var (elapsed, bytes) = (TimeSpan.Zero, 0L);
            for (var i = 0; i < plan.Passes; i++)
            {
                var run = contender.Take(plan.Stream);
                if (run.Outcome != plan.Expected)
                    throw new InvalidOperationException($"There is {run.Outcome}, not {plan.Expected}");
                elapsed += run.Elapsed;
                bytes += run.Allocated;
            }

            var events = (double)plan.Passes * plan.Stream.Length;
            allocated = bytes < 0 ? -1 : bytes / events;
            return elapsed.TotalNanoseconds / events;
        }
    }

    /// <summary>How much of a stream a contender takes in a turn, so that turns of all take about the same time.</summary>
    private sealed record Plan(EventStream Stream, int Passes, Outcome Expected)
    {
        public static Plan For(Subject subject, Contender contender, EventStream stream, TimeSpan turn)
        {
            // The first calls are compiled in a hurry; what is measured is what comes later. Each is checked, too.
            var beginning = stream.Take(Math.Max(Shortest, EventsPerMachine * stream.Machines));
            var start = Stopwatch.GetTimestamp();
            var last = subject.Take(contender, beginning);
            for (var i = 0; i < WarmUps && Stopwatch.GetElapsedTime(start) < Patience; i++)
                last = subject.Take(contender, beginning);

            var perTurn = turn / last.Elapsed * beginning.Length;
            var part = stream.Take((int)Math.Clamp(perTurn, beginning.Length, stream.Length));
            return new(part, (int)Math.Max(1, perTurn / stream.Length), subject.Expect(part));
        }
    }
}
