using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FsmGen.Benchmarks.Shared;

/// <summary>What a run has found, as a page shows it and as programs read it.</summary>
/// <param name="Tables">All of the run.</param>
/// <param name="Goals">What was aimed at.</param>
/// <param name="IsQuick">Whether the runs were few and short.</param>
internal sealed record Report(IReadOnlyList<Table> Tables, IReadOnlyList<Goal> Goals, bool IsQuick)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    public DateTime Date { get; init; } = DateTime.UtcNow;

    /// <summary>What else the machine had to do when the run began, as <see cref="Machine.Load"/>.</summary>
    public double? Load { get; init; }

    public bool IsComplete => Tables.All(static table => table.IsComplete);

    /// <summary>The text of the run: where and when, goals, tables.</summary>
    /// <param name="tried">What was tried where a goal is missed; it comes behind the goals.</param>
    /// <param name="plot">Where the plot of a table lies, seen from the text; null: it has none.</param>
    public string Text(string? tried = null, Func<Table, string>? plot = null)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Measured {Date:yyyy-MM-dd}, all in one {(IsQuick ? "quick run" : "run")}, on: {Machine.Description}.");
        if (Load > Environment.ProcessorCount / 2.0)
            text.AppendLine(CultureInfo.InvariantCulture, $"The machine was busy when it began (load {Load:F1}): the figures are rough, and so are the ratios.");
        if (Goals.Count > 0)
            text.AppendLine().AppendLine(Markdown.Of(Goals));
        if (tried is not null)
            text.AppendLine().AppendLine(tried.Trim());
        foreach (var table in Tables)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"### {table.Title}").AppendLine();
            if (table.Note is { } note)
                text.AppendLine(note).AppendLine();
            if (plot is not null)
                text.AppendLine(CultureInfo.InvariantCulture, $"![{table.Title}]({plot(table)})").AppendLine();
            text.AppendLine(Markdown.Of(table));
        }

        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    public string Json() => JsonSerializer.Serialize(new { Date = Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), IsQuick, Machine = Machine.Description, Load, Goals, Tables }, Indented) + "\n";

    /// <summary>Puts the text into its section of docs/performance.md, and JSON and plots into a folder beside it.</summary>
    public void Write(Section section, string? tried)
    {
        var page = Path.Combine(Repository.Root, "docs", "performance.md");
        var folder = Path.Combine(Repository.Root, "docs", "performance");
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.GetFiles(folder, $"{section.Name}-*.svg"))
            File.Delete(old);
        foreach (var table in Tables)
            File.WriteAllText(Path.Combine(folder, PlotOf(section, table)), Plot.Svg(table).ReplaceLineEndings("\n"));

        File.WriteAllText(Path.Combine(folder, $"{section.Name}.json"), Json());
        File.WriteAllText(page, section.Replace(File.ReadAllText(page), Text(tried, table => $"performance/{PlotOf(section, table)}")));
    }

    private static string PlotOf(Section section, Table table) => $"{section.Name}-{table.Name}.svg";
}
