using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace FsmGen.Benchmarks.Shared.Bdn;

/// <summary>A process for each case or, in a quick run, this one; and the bytes that are allocated.</summary>
internal sealed class Configuration : ManualConfig
{
    public Configuration(bool isQuick)
    {
        AddJob(isQuick
            ? Job.Default.WithToolchain(InProcessEmitToolchain.DontLogOutput).WithWarmupCount(4).WithIterationCount(7).WithIterationTime(TimeInterval.FromMilliseconds(50))
            : Job.Default.WithRuntime(CoreRuntime.Core10_0));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        // The tables are what the run prints; how it comes to them goes beside.
        AddLogger(new StreamLogger(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true }));
        ArtifactsPath = Path.Combine(Repository.Root, "artifacts", "benchmarks");
        WithOptions(ConfigOptions.DisableLogFile);
    }
}
