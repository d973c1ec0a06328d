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

const int Success = 0, Failure = 1, Misuse = 2;

command.SetAction(parsed =>
{
    var name = parsed.GetValue(only);
    var wanted = all.Where(type => type.Name.Contains(name ?? "", StringComparison.OrdinalIgnoreCase)).ToList();
    if (wanted.Count == 0)
        return Refuse(Misuse, $"No table has '{name}' in its name; there are {string.Join(", ", all.Select(type => type.Name))}");

    // The page has one block for the tables of one run.
    if (name is not null && parsed.GetValue(write))
        return Refuse(Misuse, "--write replaces all tables of the page, so it does not go with --only");

    // Before an hour is spent on the rest: a peer that is missing is an error, not an omission.
    if (CChecksum.Problem is { } missing)
        return Refuse(Failure, missing);

    if (parsed.GetValue(write) && Tables.Problem is { } problem)
        return Refuse(Failure, problem);

    var summaries = wanted.Select(type => BenchmarkRunner.Run(type, new Configuration(parsed.GetValue(quick)))).ToList();
    var tables = Tables.Of(summaries, parsed.GetValue(quick));
    Console.WriteLine(tables);

    if (parsed.GetValue(write))
        Tables.Write(tables);

    return summaries.All(Tables.IsComplete) ? Success : Failure;
});

return command.Parse(args).Invoke();

static int Refuse(int exitCode, string message)
{
    Console.Error.WriteLine(message);
    return exitCode;
}
