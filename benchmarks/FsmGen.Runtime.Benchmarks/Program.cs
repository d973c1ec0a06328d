using System.CommandLine;
using BenchmarkDotNet.Running;
using FsmGen.Runtime.Benchmarks;
using FsmGen.Runtime.Benchmarks.Checksums;
using FsmGen.Runtime.Benchmarks.Packets;
using FsmGen.Runtime.Benchmarks.Timers;

Type[] all = [typeof(ParseBenchmarks), typeof(BuildBenchmarks), typeof(ChecksumBenchmarks), typeof(RestartBenchmarks), typeof(ExpireBenchmarks)];

var quick = new Option<bool>("--quick") { Description = "Two minutes in all: fewer and shorter rounds, in this process." };
var only = new Option<string?>("--only") { Description = "Only tables whose name contains this." };
var write = new Option<bool>("--write") { Description = "Write the tables into docs/performance.md." };
var command = new RootCommand("Measures FsmGen.Runtime beside what people would pick instead.") { quick, only, write };

command.SetAction(parsed =>
{
    // Before an hour is spent on the rest: a peer that is missing is an error, not an omission.
    if (CChecksum.Problem is { } problem)
    {
        Console.Error.WriteLine(problem);
        return 1;
    }

    var wanted = all.Where(type => type.Name.Contains(parsed.GetValue(only) ?? "", StringComparison.OrdinalIgnoreCase));
    var summaries = wanted.Select(type => BenchmarkRunner.Run(type, new Configuration(parsed.GetValue(quick)))).ToList();
    Console.WriteLine(Tables.Of(summaries));

    if (parsed.GetValue(write))
        Tables.Write(summaries);

    return summaries.Count > 0 && summaries.All(Tables.IsComplete) ? 0 : 1;
});

return command.Parse(args).Invoke();
