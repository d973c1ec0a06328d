using System.Text.RegularExpressions;
using FsmGen.CompileTime;
using FsmGen.Tcp.Benchmarks.Simulated;

namespace FsmGen.Benchmarks.Tests;

/// <summary>What measurements are held against.</summary>
public sealed partial class YardstickTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(20_000)]
    public void A_large_spec_has_as_many_rows_as_it_says(int rows) =>
        Assert.Equal(rows, RowStarts().Count(new LargeSpec(rows).Text()));

    [Fact]
    public void An_edit_of_a_large_spec_changes_one_row() =>
        Assert.Single(new LargeSpec(100).Text().Split('\n').Zip(new LargeSpec(100).Text(isEdited: true).Split('\n')), static lines => lines.First != lines.Second);

    [Fact]
    public void Mathis_allows_122_segments_a_second_at_a_loss_of_one_percent_and_100_ms() =>
        Assert.Equal(122.47, Textbook.Mathis(0.01, TimeSpan.FromMilliseconds(100)), 0.01);

    [Fact]
    public void Padhye_agrees_with_Mathis_where_loss_is_too_rare_for_timeouts_and_allows_less_where_it_is_not()
    {
        var (roundTrip, timeout) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));

        Assert.Equal(1, Textbook.Padhye(1e-7, roundTrip, timeout) / Textbook.Mathis(1e-7, roundTrip), 0.01);
        // 1 / (0.1 √(2·0.1/3) + 3 √(3·0.1/8)·0.1·1.32)
        Assert.Equal(9.76, Textbook.Padhye(0.1, roundTrip, timeout), 0.01);
    }

    [Fact]
    public void Jains_index_is_one_for_equal_shares_and_one_in_n_where_one_gets_all()
    {
        Assert.Equal(1, Textbook.JainIndex([3, 3, 3]), 6);
        Assert.Equal(1.0 / 3, Textbook.JainIndex([5, 0, 0]), 6);
    }

    [GeneratedRegex(@"\{ (to|when): ")]
    private static partial Regex RowStarts();
}
