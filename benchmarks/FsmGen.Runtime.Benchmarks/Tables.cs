using System.Globalization;
using System.Text;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;

namespace FsmGen.Runtime.Benchmarks;

/// <summary>What was measured, as Markdown.</summary>
internal static class Tables
{
    private const string Begin = "<!-- runtime: written by benchmarks/FsmGen.Runtime.Benchmarks -->", End = "<!-- /runtime -->";

    /// <summary>All tables of one run, one after the other.</summary>
    public static string Of(IReadOnlyList<Summary> summaries)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Measured {DateTime.UtcNow:yyyy-MM-dd}, all in one run, on: {Machine(summaries[0])}.");
        foreach (var summary in summaries)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"### {Title(summary)}").AppendLine();
            text.AppendLine(Table(summary));
        }

        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    /// <summary>Puts the tables into their place in docs/performance.md.</summary>
    public static void Write(IReadOnlyList<Summary> summaries)
    {
        var path = Path.Combine(Repository.Root, "docs", "performance.md");
        var page = File.ReadAllText(path);
        var start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(path, $"{page[..start]}\n\n{Of(summaries)}\n{page[end..]}");
    }

    /// <summary>Whether each benchmark gave a figure; one that threw has none.</summary>
    public static bool IsComplete(Summary summary) =>
        !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success && report.ResultStatistics is not null);

    private static string Machine(Summary summary)
    {
        var host = summary.HostEnvironmentInfo;
        return $"{host.Cpu.Value?.ProcessorName ?? "an unknown processor"}, {Environment.ProcessorCount} logical cores, {host.RuntimeVersion}";
    }

    private static string Title(Summary summary) => summary.BenchmarksCases[0].Descriptor.Type.Name switch
    {
        "ParseBenchmarks" => "Reading a datagram",
        "BuildBenchmarks" => "Writing a datagram",
        "ChecksumBenchmarks" => "The Internet checksum",
        "RestartBenchmarks" => "Restarting one of many timers",
        "ExpireBenchmarks" => "Timers that are restarted or expire as time goes on",
        var name => name,
    };

    // Only the lines of the table: what GitHub's flavour puts above them is said once for all.
    private static string Table(Summary summary)
    {
        var logger = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, logger);
        var rows = logger.GetLog().ReplaceLineEndings("\n").Split('\n')
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Replace("&#39;", "", StringComparison.Ordinal).Trim().Trim('|').Split('|'))
            .Where(cells => cells.Any(cell => !string.IsNullOrWhiteSpace(cell)));

        return string.Join('\n', rows.Select(cells => $"| {string.Join(" | ", cells.Select(cell => cell.Trim()))} |"));
    }
}
