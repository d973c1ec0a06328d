using FsmGen.Benchmarks.Shared.Bdn;
using FsmGen.Runtime.Benchmarks.Checksums;
using FsmGen.Runtime.Benchmarks.Packets;
using FsmGen.Runtime.Benchmarks.Timers;

return new BenchmarkProgram(new("runtime", "FsmGen.Runtime.Benchmarks"), "Measures FsmGen.Runtime beside what people would pick instead.",
[
    Of<ParseBenchmarks>("reading", "Reading a datagram", "payload"),
    Of<BuildBenchmarks>("writing", "Writing a datagram", "payload"),
    Of<ChecksumBenchmarks>("checksum", "The Internet checksum", "bytes"),
    Of<RestartBenchmarks>("restarting", "Restarting one of many timers", "timers"),
    Of<ExpireBenchmarks>("expiring", "Timers that are restarted or expire as time goes on", "timers"),
])
{
    // A peer that is missing is an error, not an omission.
    Problem = static () => CChecksum.Problem,
}.Run(args);

static Suite Of<T>(string name, string title, string cases) => new(typeof(T).Name, isQuick =>
{
    Workload.IsQuick = isQuick;
    return [BdnTable.Run(typeof(T), name, title, cases, isQuick)];
});
