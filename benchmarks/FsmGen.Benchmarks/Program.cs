using FsmGen.Benchmarks;
using FsmGen.Benchmarks.Ppp;
using FsmGen.Benchmarks.Shared.Bdn;
using FsmGen.Benchmarks.SingleFigures;
using FsmGen.Benchmarks.Statecharts;
using FsmGen.Benchmarks.Tcp;

return new BenchmarkProgram(new("transitions", "FsmGen.Benchmarks"), "Measures generated machines beside what people would pick instead.",
[
    new("tcp", static isQuick => Streams(ConnectionSubject.Make(), isQuick)),
    new("ppp", static isQuick => Streams(LinkSubject.Make(), isQuick)),
    new("statecharts", Statecharts),
    new("fire", static isQuick => [BdnTable.Run(typeof(FireBenchmarks), "fire", "One event: text for an established connection", null, isQuick)]),
    new("creation", static isQuick => [BdnTable.Run(typeof(CreationBenchmarks), "creation", "Creating a machine", null, isQuick)]),
    new("size", static _ => [SizeTable.Measure()]),
])
{
    Goals = TransitionGoals.Of,
}.Run(args);

static Table[] Streams(Subject subject, bool isQuick)
{
    using (subject)
        return [StreamTables.Measure(subject, isQuick)];
}

static Table[] Statecharts(bool isQuick)
{
    using Subject player = PlayerSubject.Make(), washer = WasherSubject.Make(), session = SessionSubject.Make();
    return [StreamTables.Measure("statecharts", "What only statecharts have", "feature", [player, washer, session], isQuick)];
}
