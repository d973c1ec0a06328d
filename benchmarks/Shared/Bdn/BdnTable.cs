using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace FsmGen.Benchmarks.Shared.Bdn;

/// <summary>What BenchmarkDotNet measures, as a table of ours.</summary>
internal static class BdnTable
{
    /// <summary>Runs the benchmarks of a class.</summary>
    /// <param name="type">The class; its baseline is what the ratios are to.</param>
    /// <param name="name">The name of the table.</param>
    /// <param name="title">What is measured.</param>
    /// <param name="cases">What the parameter of the class is; null if it has none.</param>
    /// <param name="isQuick">Whether to be quick about it.</param>
    public static Table Run(Type type, string name, string title, string? cases, bool isQuick) =>
        Of(BenchmarkRunner.Run(type, new Configuration(isQuick)), name, title, cases);

    private static Table Of(Summary summary, string name, string title, string? cases)
    {
        var rows = summary.BenchmarksCases.Select(@case => Row(@case, summary[@case], summary)).ToList();
        var baseline = summary.BenchmarksCases.FirstOrDefault(static @case => @case.Descriptor.Baseline) is { } first ? NameOf(first) : "";
        return new(name, title, "ns", Table.Compare(rows, baseline)) { Cases = cases };
    }

    private static Measurement Row(BenchmarkCase @case, BenchmarkReport? report, Summary summary)
    {
        var (parameter, contender) = (@case.Parameters.Count == 0 ? "" : $"{@case.Parameters[0].Value}", NameOf(@case));
        if (summary.HasCriticalValidationErrors || report is not { Success: true, ResultStatistics: { } statistics })
            return Measurement.Failed(parameter, contender, "BenchmarkDotNet has no result; its log says why");

        var allocated = report.GcStats.GetBytesAllocatedPerOperation(@case) ?? 0;
        return new(parameter, contender, new(statistics.Median, statistics.Min, statistics.Max))
        {
            Also = new Dictionary<string, string> { ["allocated, B"] = Markdown.Number(allocated) },
        };
    }

    private static string NameOf(BenchmarkCase @case) => @case.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
}
