using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Emit;

/// <summary>What would have to hold so that a row of an arm does something; null: nothing, unless <c>IsNever</c>.</summary>
internal readonly record struct Requirement(Condition? Condition, bool IsNever)
{
    private static readonly Requirement Never = new(null, IsNever: true);

    public static Requirement Of(Arm arm) => Of(arm.Branches.Select(static branch => (branch.When, branch.Outcome)));

    /// <summary>The same of rows that are asked one after the other.</summary>
    public static Requirement Of(IEnumerable<(Condition? When, Outcome Outcome)> rows) => rows.Reverse()
        .Aggregate(Never, static (rest, row) => row.Outcome == Outcome.Handled ? Or(row.When, rest) : row.When is null ? Never : AndNot(row.When, rest));

    private static Requirement Or(Condition? first, Requirement rest) =>
        first is null || rest is { IsNever: false, Condition: null } ? default
        : new(rest.IsNever ? first : new Condition.Or(first, rest.Condition!), IsNever: false);

    private static Requirement AndNot(Condition first, Requirement rest)
    {
        if (rest.IsNever)
            return Never;
        var opposite = first is Condition.Not not ? not.Operand : new Condition.Not(first);
        return new(rest.Condition is null ? opposite : new Condition.And(opposite, rest.Condition), IsNever: false);
    }
}
