namespace FsmGen.Compiler.Analysis;

/// <summary>How much an analysis may do before it gives up, counted in states looked at and not in time, so that every computer says the same.</summary>
internal sealed record AnalysisBudget(long Work, bool IsLastWord)
{
    /// <summary>What passes unnoticed between two keystrokes.</summary>
    public static readonly AnalysisBudget Typing = new(100_000, IsLastWord: false);

    /// <summary>What a build and the tool spend. After it nobody looks more closely.</summary>
    public static readonly AnalysisBudget Full = new(3_000_000, IsLastWord: true);
}
