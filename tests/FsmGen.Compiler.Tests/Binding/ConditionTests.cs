using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;

namespace FsmGen.Compiler.Tests.Binding;

public class ConditionTests
{
    [Theory]
    [InlineData("A", "A")]
    [InlineData("not A and B", "not A and B")]
    [InlineData("not (A and B)", "not (A and B)")]
    [InlineData("A or B and C", "A or B and C")]
    [InlineData("(A or B) and C", "(A or B) and C")]
    [InlineData("A and (B and C)", "A and B and C")]
    [InlineData("((A))", "A")]
    [InlineData("not not A", "not not A")]
    [InlineData(" A\tand\nB ", "A and B")]
    [InlineData("not(A)or(B)", "not A or B")]
    public void A_condition_is_printed_with_the_parentheses_that_it_needs(string text, string printed) => Assert.Equal(printed, Read(text));

    [Theory]
    [InlineData("not A and B", "A", false)]
    [InlineData("not A and B", "B", true)]
    [InlineData("A or B and C", "A", true)]
    [InlineData("(A or B) and C", "A", false)]
    [InlineData("not not A", "A", true)]
    [InlineData("not A or B", "A", false)]
    [InlineData("not A or B", "", true)]
    [InlineData("A and B or C and not D", "C", true)]
    public void Not_binds_before_and_and_and_before_or(string text, string holding, bool expected) =>
        Assert.Equal(expected, ConditionReader.Read(Scalar(text), new Findings(SourceText.From(text))).Condition!.Holds(guard => guard.ToString() == holding));

    [Theory]
    [InlineData("A [|&&|] B", "'and' is the word for '&&'")]
    [InlineData("A [|||]|| B", "'or' is the word for '||'")]
    [InlineData("[|!|]A", "'not' is the word for '!'")]
    [InlineData("A and [|&|] B", "'and' is the word for '&&'")]
    [InlineData("[|A and|]", "a guard is missing at the end")]
    [InlineData("A [|B|]", "'and', 'or' or the end is expected before 'B'")]
    [InlineData("A[|)|]", "'and', 'or' or the end is expected before ')'")]
    [InlineData("[|(A or B|]", "')' is missing")]
    [InlineData("[|and|] A", "a guard is expected before 'and'")]
    [InlineData("A or [|)|]", "a guard is expected before ')'")]
    [InlineData("[|1|]", "a guard is expected before '1'")]
    [InlineData("A [|==|] B", "'and', 'or' or the end is expected before '='")]
    public void What_is_no_condition_is_reported_where_it_stops_being_one(string marked, string why)
    {
        // `||` and the end of a mark are spelt alike.
        var (text, span) = marked.Contains("[|||]||", StringComparison.Ordinal) ? ("A || B", new TextSpan(2, 2))
            : marked.Contains("==", StringComparison.Ordinal) ? ("A == B", new TextSpan(2, 1))
            : (Markup.Parse(marked).Yaml, Markup.Parse(marked).Spans[0]);
        var findings = new Findings(SourceText.From(text));
        Assert.Null(ConditionReader.Read(Scalar(text), findings).Condition);
        var finding = Assert.Single(findings.Sorted());
        Assert.Equal($"The condition cannot be read: {why}", finding.Message);
        Assert.Equal(span, finding.Span);
    }

    [Fact]
    public void A_chain_of_600_words_is_too_long() => Fails(string.Join(" and ", Enumerable.Repeat("A", 300)), "it has more than 512 words");

    [Fact]
    public void A_chain_of_500_words_is_not() => Assert.Equal(250, Read(string.Join(" and ", Enumerable.Repeat("A", 250))).Split('A').Length - 1);

    [Fact]
    public void Parentheses_nest_64_deep() => Fails(new string('(', 70) + "A" + new string(')', 70), "it nests more than 64 deep");

    private static void Fails(string text, string why)
    {
        var findings = new Findings(SourceText.From(text));
        Assert.Null(ConditionReader.Read(Scalar(text), findings).Condition);
        Assert.Equal($"The condition cannot be read: {why}", Assert.Single(findings.Sorted()).Message);
    }

    private static string Read(string text)
    {
        var findings = new Findings(SourceText.From(text));
        var condition = ConditionReader.Read(Scalar(text), findings).Condition;
        Assert.Empty(findings.Sorted().Select(static finding => finding.Message));
        return condition!.ToString()!;
    }

    private static YamlScalar Scalar(string text) => new(new TextSpan(0, text.Length), text, ScalarStyle.Plain);
}
