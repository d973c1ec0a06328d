using System.Globalization;
using System.Net;
using System.Text;

namespace FsmGen.Benchmarks.Shared;

/// <summary>A table as a picture: a bar for each row, with a line from the least to the most of its runs.</summary>
internal static class Plot
{
    private const int Width = 760, Labels = 250, Values = 90, RowHeight = 18, HeaderHeight = 24, Margin = 8;

    /// <summary>Beyond this ratio between the ends a bar of the least could not be seen, so bars are as long as logarithms.</summary>
    private const double MostForLinear = 30;

    public static string Svg(Table table)
    {
        var rows = table.Rows.Where(static row => row.Failure is null && row.Figure.Median > 0).ToList();
        var isLogarithmic = rows.Count > 0 && rows.Max(static row => row.Figure.Max) / rows.Min(static row => row.Figure.Median) > MostForLinear;
        var scale = Scale(rows, isLogarithmic);
        var bars = new StringBuilder();
        var y = HeaderHeight + Margin;
        string? last = null;
        foreach (var row in rows)
        {
            if (table.Cases is not null && row.Case != last)
            {
                bars.Append(Text(Margin, y + 13, row.Case, "font-weight=\"bold\""));
                y += RowHeight;
            }

            last = row.Case;
            bars.Append(Bar(row, y, scale));
            y += RowHeight;
        }

        var unit = isLogarithmic ? $"{table.Unit}, logarithmic" : table.Unit;
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {y + Margin}" width="{Width}" height="{y + Margin}" font-family="sans-serif" font-size="12">
            <rect width="100%" height="100%" fill="white"/>
            {Text(Margin, 18, $"{table.Title} ({unit})", "font-size=\"14\"")}{bars}</svg>

            """;
    }

    private static string Bar(Measurement row, int y, Func<double, double> scale)
    {
        var colour = row.Contender.StartsWith("FsmGen", StringComparison.Ordinal) ? "#2563eb" : row.Ratio == 1 ? "#525252" : "#a3a3a3";
        var (from, to) = (Labels + scale(row.Figure.Min), Labels + scale(row.Figure.Max));
        return string.Create(CultureInfo.InvariantCulture, $"""
            {Text(Labels - Margin, y + 13, row.Contender, "text-anchor=\"end\"")}<rect x="{Labels}" y="{y + 3}" width="{scale(row.Figure.Median):F1}" height="{RowHeight - 6}" fill="{colour}"/>
            <path d="M{from:F1} {y + 9}H{to:F1}" stroke="black"/>
            {Text(to + 5, y + 13, Markdown.Number(row.Figure.Median), "")}
            """);
    }

    private static string Text(double x, double y, string text, string attributes) =>
        string.Create(CultureInfo.InvariantCulture, $"<text x=\"{x:F0}\" y=\"{y:F0}\" fill=\"black\" {attributes}>{WebUtility.HtmlEncode(text)}</text>\n");

    private static Func<double, double> Scale(List<Measurement> rows, bool isLogarithmic)
    {
        const double room = Width - Labels - Values;
        if (rows.Count == 0)
            return static _ => 0;

        var most = rows.Max(static row => row.Figure.Max);
        if (!isLogarithmic)
            return value => room * Math.Max(0, value) / most;

        var least = rows.Min(static row => row.Figure.Median) / 2;
        return value => value <= least ? 0 : room * Math.Log(value / least) / Math.Log(most / least);
    }
}
