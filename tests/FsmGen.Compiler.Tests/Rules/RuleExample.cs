namespace FsmGen.Compiler.Tests.Rules;

/// <summary>What a rule says: a spec that it reports at the mark, with the whole message, and a like one that it does not.</summary>
internal sealed record RuleExample(string Id, string Message, string Bad, string Good)
{
    public static IEnumerable<RuleExample> All => LanguageRuleExamples.All.Concat(UseRuleExamples.All).Concat(StatechartRuleExamples.All).Concat(DesignRuleExamples.All).Concat(AnalysisRuleExamples.All).Concat(FileRuleExamples.All);
}
