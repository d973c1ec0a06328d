using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using All = FsmGen.Compiler.Rules;

namespace FsmGen.Compiler.Tests.Rules;

/// <summary>The pages of <c>spec/rules</c>: UPDATE_SNAPSHOTS=1 writes all of them but the prose.</summary>
public class RulePageTests
{
    public static TheoryData<string> Examples => [.. RuleExample.All.Select(static example => example.Id)];

    public static TheoryData<string> Ids => [.. All.All.Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_with_its_title(string id)
    {
        var rule = All.All.Single(rule => rule.Id == id);
        Assert.StartsWith($"# {id}: {rule.Title}\n\n{rule.DefaultSeverity}. ", File.ReadAllText(RulePage.PathOf(id)).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_page_shows_the_rule_and_its_examples(string id)
    {
        var rule = All.All.Single(rule => rule.Id == id);
        var example = RuleExample.All.Single(example => example.Id == id);
        var (bad, spans) = Markup.Parse(example.Bad);
        var at = SourceText.From(bad).Lines.GetLinePosition(spans[0].Start);
        var severity = rule.DefaultSeverity.ToString().ToLowerInvariant();
        new RulePage(id, rule.Title.ToString(null), rule.DefaultSeverity.ToString(), rule.MessageFormat.ToString(null),
            $"Door.fsm.yaml({at.Line + 1},{at.Character + 1}): {severity} {id}: {example.Message}",
            [new RuleCode("yaml", bad)], [new RuleCode("yaml", example.Good)]).Check();
    }

    [Fact]
    public void A_page_stands_for_a_rule() =>
        Assert.Equal(All.All.Select(static rule => rule.Id), Directory.GetFiles(Path.GetDirectoryName(RulePage.PathOf(""))!, "FSM*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void The_index_lists_every_rule()
    {
        var rows = All.All.Select(static rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {rule.DefaultSeverity} | `{rule.MessageFormat.ToString(null).Replace("|", "\\|", StringComparison.Ordinal)}` |");
        Snapshot.Match(
            $$"""
            # The rules

            What FsmGen can say: 1xxx of the language, 2xxx of the design, 3xxx of C# that uses a machine, 9xxx of the file. `fsmgen explain
            FSM2001` prints a page where there is no network. [Who may change a severity](../../docs/rules.md).

            This table is written by `RulePageTests`, and so are the pages but for their prose.

            | id | rule | severity | message |
            |---|---|---|---|
            {{string.Join("\n", rows)}}

            """, Path.Combine(Path.GetDirectoryName(RulePage.PathOf(""))!, "README.md"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_help_link_leads_to_the_page_wherever_the_pages_are(string id)
    {
        var rule = All.All.Single(rule => rule.Id == id);
        Assert.Equal(All.HelpLink(null, id) ?? "", rule.HelpLinkUri);
    }
}
