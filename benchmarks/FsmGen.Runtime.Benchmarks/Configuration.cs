using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace FsmGen.Runtime.Benchmarks;

/// <summary>Medians with their spread, ratios to ours, bytes allocated.</summary>
internal sealed class Configuration : ManualConfig
{
    public Configuration(bool isQuick)
    {
        AddJob(isQuick
            ? Job.Default.WithToolchain(InProcessEmitToolchain.DontLogOutput).WithWarmupCount(4).WithIterationCount(7).WithIterationTime(TimeInterval.FromMilliseconds(50))
            : Job.Default.WithRuntime(CoreRuntime.Core10_0));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params);
        AddColumn(StatisticColumn.Median, StatisticColumn.Min, StatisticColumn.Max);
        AddColumn(BaselineRatioColumn.RatioMean);
        AddColumnProvider(DefaultColumnProviders.Metrics);
        // The tables are what the run prints; how it comes to them goes beside.
        AddLogger(new StreamLogger(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true }));
        AddExporter(JsonExporter.Brief);
        ArtifactsPath = Path.Combine(Repository.Root, "artifacts", "benchmarks");
        HideColumns(Column.Job, Column.Error, Column.StdDev, Column.Gen0, Column.Gen1, Column.Gen2, Column.Toolchain);
        WithOptions(ConfigOptions.DisableLogFile);
    }
}
