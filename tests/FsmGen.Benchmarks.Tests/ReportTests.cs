using System.Xml.Linq;
using FsmGen.Benchmarks.Shared;

namespace FsmGen.Benchmarks.Tests;

/// <summary>What the page says of a run.</summary>
public sealed class ReportTests
{
    private static readonly Section Section = new("speed", "Somewhere");

    private static readonly Table Table = new("cars", "Cars & lorries", "km/h", Table.Compare(
        [
            new("road", "lorry", new(80, 79, 84)),
            new("road", "car", Figure.Of([120, 110, 140])),
            Measurement.Failed("road", "tram", "no\nrails"),
        ], "lorry"))
    {
        Cases = "where",
    };

    [Fact]
    public void A_row_has_median_spread_and_ratio()
    {
        var text = new Report([Table], [], IsQuick: true).Text();

        Assert.Contains("| road | car | 120 | 110 | 140 | 25 % | 1.50 |", text, StringComparison.Ordinal);
        Assert.Contains("| road | lorry | 80.0 | 79.0 | 84.0 | 6 % | 1.00 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_could_not_be_run_is_named_with_the_reason_and_makes_the_run_incomplete()
    {
        var report = new Report([Table], [], IsQuick: true);

        Assert.False(report.IsComplete);
        Assert.Contains("| road | tram | failed: no rails |", report.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9, true, "met")]
    [InlineData(1.5, true, "missed by 50.0 %")]
    [InlineData(0.5, false, "missed by 50.0 %")]
    [InlineData(null, true, "not measured")]
    public void A_goal_says_by_how_much_it_is_missed(double? measured, bool isMaximum, string verdict) =>
        Assert.Equal(verdict, new Goal("as fast as the other", 1, measured, isMaximum).Verdict);

    [Fact]
    public void A_section_replaces_what_stands_between_its_marks_and_nothing_else()
    {
        const string before = "# Page\n<!-- speed: written by benchmarks/Somewhere -->", after = "<!-- /speed -->\nend\n";

        Assert.Equal($"{before}\n\nnew\n\n{after}", Section.Replace($"{before}\nold\n{after}", "new\n"));
        Assert.Null(Section.Problem(before + after));
        Assert.Contains("a line <!-- speed: written by benchmarks/Somewhere -->", Section.Problem(after + before), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_a_place_for_each_program()
    {
        var page = FsmGen.Tests.Repository.Read("docs", "performance.md");
        var programs = Directory.GetFiles(Path.Combine(FsmGen.Tests.Repository.Root, "benchmarks"), "Program.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(Path.GetDirectoryName(path)));

        Assert.All(programs, program => Assert.Contains($": written by benchmarks/{program} -->", page, StringComparison.Ordinal));
    }

    [Fact]
    public void A_plot_is_xml_with_a_bar_for_each_figure()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        var root = XElement.Parse(Plot.Svg(Table));

        Assert.Equal(2, root.Descendants(svg + "path").Count());
        Assert.Contains("Cars & lorries (km/h)", root.Descendants(svg + "text").Select(static text => text.Value));
        Assert.DoesNotContain(root.Descendants(svg + "text"), static text => text.Value == "tram");
    }

    [Fact]
    public void Growth_is_the_exponent_of_a_power()
    {
        Assert.Equal(2, Growth.Exponent([(10, 300), (100, 30_000), (1000, 3_000_000)]), 6);
        Assert.InRange(Growth.Linearithmic(10, 10_000), 1.15, 1.25);
    }

    [Fact]
    public void A_contender_that_throws_fails_alone_and_ratios_are_those_of_the_rounds()
    {
        var round = 0;
        var rows = Interleaved.Measure("case", [new("base", () => ++round), new("twice", () => 2 * round), new("broken", () => throw new IOException("gone"))], "base", rounds: 1);

        Assert.Equal([1.0, 2.0, null], rows.Select(static row => row.Ratio));
        Assert.Equal([null, null, "IOException: gone"], rows.Select(static row => row.Failure));
    }
}
