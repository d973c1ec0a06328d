using Microsoft.CodeAnalysis.Operations;

namespace FsmGen.Generators.Usage;

/// <summary>The values for which a switch has a case.</summary>
internal static class CoveredStates
{
    /// <summary>The constants; null if some case may take any value.</summary>
    public static HashSet<object?>? Of(ISwitchOperation statement)
    {
        var covered = new HashSet<object?>();
        foreach (var clause in statement.Cases.SelectMany(static section => section.Clauses))
        {
            var understood = clause switch
            {
                ISingleValueCaseClauseOperation { Value.ConstantValue: { HasValue: true } constant } => Add(covered, constant.Value),
                // A case with a guard leaves its value to others.
                IPatternCaseClauseOperation { Guard: not null } => true,
                IPatternCaseClauseOperation { Pattern: var pattern } => AddPattern(covered, pattern),
                _ => false,
            };
            if (!understood)
                return null;
        }

        return covered;
    }

    private static bool AddPattern(HashSet<object?> covered, IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true } constant } => Add(covered, constant.Value),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => AddPattern(covered, either.LeftPattern) && AddPattern(covered, either.RightPattern),
        _ => false,
    };

    private static bool Add(HashSet<object?> covered, object? value)
    {
        covered.Add(value);
        return true;
    }
}
