using System.Globalization;

namespace FsmGen.Benchmarks.Shared;

/// <summary>Tables and goals as GitHub's Markdown.</summary>
internal static class Markdown
{
    public static string Of(Table table)
    {
        var also = table.Rows.SelectMany(static row => row.Also.Keys).Distinct().ToList();
        var hasCases = table.Cases is not null;
        var hasRatios = table.Rows.Any(static row => row.Ratio is not null);
        var hasSpread = table.Rows.Any(static row => row.Figure.Spread > 0);
        string[] headings =
        [
            .. hasCases ? [table.Cases!] : Array.Empty<string>(), "contender", $"median, {table.Unit}",
            .. hasSpread ? ["min", "max", "spread"] : Array.Empty<string>(), .. hasRatios ? ["ratio"] : Array.Empty<string>(), .. also,
        ];
        string[] alignments = [.. headings.Select((_, i) => i < (hasCases ? 2 : 1) ? "---" : "--:")];

        return string.Join('\n', [Line(headings), Line(alignments), .. table.Rows.Select(row => Line(Cells(row)))]);

        string[] Cells(Measurement row) => row.Failure is { } reason
            ? [.. hasCases ? [row.Case] : Array.Empty<string>(), row.Contender, $"failed: {OneLine(reason)}"]
            :
            [
                .. hasCases ? [row.Case] : Array.Empty<string>(), row.Contender, Number(row.Figure.Median),
                .. hasSpread ? [Number(row.Figure.Min), Number(row.Figure.Max), row.Figure.Spread.ToString("P0", CultureInfo.InvariantCulture)] : Array.Empty<string>(),
                .. hasRatios ? [row.Ratio is { } ratio ? Number(ratio) : ""] : Array.Empty<string>(),
                .. also.Select(heading => row.Also.GetValueOrDefault(heading, "")),
            ];
    }

    public static string Of(IEnumerable<Goal> goals) => string.Join('\n',
        [Line(["goal", "measured", ""]), Line(["---", "--:", "---"]), .. goals.Select(static goal => Line([goal.What, goal.Measured is { } value ? Number(value) : "", goal.Verdict]))]);

    /// <summary>A number with as many digits as mean something.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        >= 0.1 => value.ToString("F2", CultureInfo.InvariantCulture),
        _ => value.ToString("G2", CultureInfo.InvariantCulture),
    };

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('|', '/');
}
