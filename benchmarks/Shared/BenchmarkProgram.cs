using System.CommandLine;

namespace FsmGen.Benchmarks.Shared;

/// <summary>A program that measures: what all of them have on their command lines, and how they end.</summary>
/// <param name="section">Where its tables go.</param>
/// <param name="description">What it measures.</param>
/// <param name="suites">All of it, in order.</param>
internal sealed class BenchmarkProgram(Section section, string description, IReadOnlyList<Suite> suites)
{
    private const int Success = 0, Failure = 1, Misuse = 2;

    /// <summary>What was aimed at, once the tables are there; those of <c>--only</c> may be some of them.</summary>
    public Func<IReadOnlyList<Table>, IEnumerable<Goal>> Goals { get; init; } = static _ => [];

    /// <summary>Why nothing can be measured; null if something can.</summary>
    public Func<string?> Problem { get; init; } = static () => null;

    public int Run(string[] args)
    {
        var quick = new Option<bool>("--quick") { Description = "Two minutes in all: fewer and shorter rounds." };
        var only = new Option<string?>("--only") { Description = "Only what has this in its name." };
        var write = new Option<bool>("--write") { Description = "Write tables and plots into docs/performance.md and beside it." };
        var command = new RootCommand(description) { quick, only, write };
        command.SetAction(parsed => Run(parsed.GetValue(quick), parsed.GetValue(only), parsed.GetValue(write)));
        return command.Parse(args).Invoke();
    }

    private int Run(bool isQuick, string? only, bool isWritten)
    {
        var wanted = suites.Where(suite => suite.Name.Contains(only ?? "", StringComparison.OrdinalIgnoreCase)).ToList();
        if (wanted.Count == 0)
            return Refuse(Misuse, $"Nothing has '{only}' in its name; there are {string.Join(", ", suites.Select(static suite => suite.Name))}");

        // The page has one block for the tables of one run.
        if (only is not null && isWritten)
            return Refuse(Misuse, "--write replaces all tables of the page, so it does not go with --only");

        // Before an hour is spent on the rest.
        if (Problem() is { } missing)
            return Refuse(Failure, missing);
        if (isWritten && section.Problem(File.ReadAllText(Path.Combine(Repository.Root, "docs", "performance.md"))) is { } problem)
            return Refuse(Failure, problem);

        var load = Machine.Load();
        var tables = new List<Table>();
        foreach (var suite in wanted)
        {
            Console.Error.WriteLine($"{suite.Name} …");
            tables.AddRange(suite.Measure(isQuick));
        }

        return Conclude(new Report(tables, [.. Goals(tables)], isQuick) { Load = load }, isWritten);
    }

    private int Conclude(Report report, bool isWritten)
    {
        Console.WriteLine(report.Text());
        var artifacts = Path.Combine(Repository.Root, "artifacts", "benchmarks");
        Directory.CreateDirectory(artifacts);
        File.WriteAllText(Path.Combine(artifacts, $"{section.Name}.json"), report.Json());

        if (!report.IsComplete)
        {
            var failed = report.Tables.SelectMany(static table => table.Rows).Where(static row => row.Failure is not null);
            return Refuse(Failure, $"Not everybody could be run{(isWritten ? ", so nothing is written" : "")}:\n{string.Join('\n', failed.Select(static row => $"  {row.Contender}{(row.Case == "" ? "" : $", {row.Case}")}: {row.Failure}"))}");
        }

        if (isWritten)
            report.Write(section, Tried());
        return Success;
    }

    // Written by hand, beside the program: what was tried where a goal is missed.
    private string? Tried()
    {
        var path = Path.Combine(Repository.Root, "benchmarks", section.Project, "Tried.md");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static int Refuse(int exitCode, string message)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }
}
