using FsmGen.Compiler.Lowering;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Tests.Checking;

public class CoverageTests
{
    private static readonly Condition A = new Condition.Guard("A"), B = new Condition.Guard("B"), C = new Condition.Guard("C");

    public static TheoryData<string?, string[]> Lists => new()
    {
        { "", [] },
        { null, ["always"] },
        { null, ["A", "not A"] },
        { null, ["A", "always"] },
        { "not A", ["A"] },
        { "A", ["not A"] },
        { "not A and not B", ["A", "B"] },
        { "A and B", ["not A", "not B"] },
        { "not A and B", ["A", "not B"] },
        { null, ["A and B", "not A", "not B"] },
        { "not A", ["A and B", "A and not B"] },
        { null, ["A or B", "not (A or B)"] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void The_hole_is_named_with_no_guard_too_many(string? hole, string[] conditions) => Assert.Equal(hole, Cover(conditions).Hole);

    [Fact]
    public void A_row_whose_case_is_taken_is_dead()
    {
        var coverage = Cover("A", "A and B", "not A", "always");
        Assert.Equal([true, false, true, false], Enumerable.Range(0, 4).Select(coverage.IsLive));
    }

    [Fact]
    public void A_condition_that_contradicts_itself_is_dead() => Assert.False(Cover("A and not A").IsLive(0));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(Coverage.MaximumGuards)]
    public void The_one_case_that_is_missing_is_found_among_all(int guards)
    {
        List<Condition> all = [.. Enumerable.Range(0, guards).Select(static i => new Condition.Guard($"G{i}"))];
        Assert.Equal(string.Join(" and ", all), new Coverage([.. all.Select(static guard => new Condition.Not(guard))]).Hole);
        Assert.Null(new Coverage([.. all.Select(static guard => new Condition.Not(guard)), all.Aggregate(static (x, y) => new Condition.And(x, y))]).Hole);
    }

    [Fact]
    public void With_more_guards_only_a_row_without_one_takes_everything()
    {
        List<Condition?> all = [.. Enumerable.Range(0, Coverage.MaximumGuards + 1).Select(static i => new Condition.Guard($"G{i}"))];
        Assert.Equal("no guard holds", new Coverage(all).Hole);

        var covered = new Coverage([.. all, null, A]);
        Assert.Null(covered.Hole);
        Assert.True(covered.IsLive(all.Count));
        Assert.False(covered.IsLive(all.Count + 1));
    }

    private static Coverage Cover(params string[] conditions) => new([.. conditions.Select(Parse)]);

    private static Condition? Parse(string text) => text switch
    {
        "always" => null,
        "A" => A,
        "B" => B,
        "not A" => new Condition.Not(A),
        "not B" => new Condition.Not(B),
        "A and B" => new Condition.And(A, B),
        "A and not A" => new Condition.And(A, new Condition.Not(A)),
        "A and not B" => new Condition.And(A, new Condition.Not(B)),
        "A or B" => new Condition.Or(A, B),
        "not (A or B)" => new Condition.Not(new Condition.Or(A, B)),
        _ => C,
    };
}
