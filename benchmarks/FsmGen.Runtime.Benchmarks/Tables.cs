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

    private static readonly string Page = Path.Combine(Repository.Root, "docs", "performance.md");

    /// <summary>Why the tables have no place in docs/performance.md; null if they have one.</summary>
    public static string? Problem => TryFindPlace(File.ReadAllText(Page), out _)
        ? null
        : $"docs/performance.md has no place for the tables: a line {Begin}, and a line {End} after it";

    /// <summary>All tables of one run, one after the other.</summary>
    public static string Of(IReadOnlyList<Summary> summaries, bool isQuick)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Measured {DateTime.UtcNow:yyyy-MM-dd}, all in one {(isQuick ? "quick run" : "run")}, on: {Machine(summaries[0])}.");
        foreach (var summary in summaries)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"### {Title(summary)}").AppendLine();
            text.AppendLine(Table(summary));
        }

        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    /// <summary>Puts the tables into their place in docs/performance.md.</summary>
    public static void Write(string tables)
    {
        var page = File.ReadAllText(Page);
        if (!TryFindPlace(page, out var place))
            throw new InvalidOperationException(Problem);

        File.WriteAllText(Page, $"{page[..place.Start]}\n\n{tables}\n{page[place.End..]}");
    }

    /// <summary>Whether each benchmark gave a figure; one that threw has none.</summary>
    public static bool IsComplete(Summary summary) =>
        !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success && report.ResultStatistics is not null);

    private static bool TryFindPlace(string page, out Range place)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = begin < 0 ? begin : page.IndexOf(End, begin, StringComparison.Ordinal);
        place = end < 0 ? default : (begin + Begin.Length)..end;
        return end >= 0;
    }

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
