using Microsoft.CodeAnalysis;
using All = FsmGen.Compiler.Rules;

namespace FsmGen.Compiler.Tests.Rules;

public class RuleTests
{
    /// <summary>What one file cannot do wrong, and what needs C#: FsmGen.Generators.Tests has their tests, and InclusionTests those of FSM9007.</summary>
    private static bool NeedsMoreThanASpec(string id) => id is "FSM9005" or "FSM9007" || id.StartsWith("FSM3", StringComparison.Ordinal);

    public static TheoryData<string> Examples => [.. RuleExample.All.Select(static example => example.Id)];

    public static TheoryData<string> Ids => [.. All.All.Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_rule_is_reported_at_the_text_that_breaks_it(string id)
    {
        var example = Example(id);
        Markup.Reports(example.Bad, $"{id} {example.Message}");
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_rule_is_not_reported_of_a_near_miss(string id) => Markup.Accepts(Example(id).Good);

    [Fact]
    public void Every_rule_has_an_example() =>
        Assert.Equal(All.All.Select(static rule => rule.Id).Where(static id => !NeedsMoreThanASpec(id)), RuleExample.All.Select(static example => example.Id));

    [Fact]
    public void Every_field_of_Rules_is_in_All_once_and_in_the_order_of_the_ids()
    {
        var fields = typeof(All).GetFields().Where(static field => field.FieldType == typeof(DiagnosticDescriptor)).Select(static field => (DiagnosticDescriptor)field.GetValue(null)!);
        Assert.Equal(fields.Select(static rule => rule.Id), All.All.Select(static rule => rule.Id));
        Assert.Equal(All.All.Select(static rule => rule.Id).Distinct().Order(StringComparer.Ordinal), All.All.Select(static rule => rule.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_says_what_kind_of_rule_it_is(string id) => Assert.Matches("^FSM(1|2|3|9)[0-9]{3}$", id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_message_ends_without_a_full_stop(string id)
    {
        var rule = All.All.Single(rule => rule.Id == id);
        Assert.DoesNotMatch(@"[.\s]$", rule.MessageFormat.ToString(null));
        Assert.DoesNotMatch(@"[.\s]$", rule.Title.ToString(null));
    }

    [Fact]
    public void The_release_table_names_every_rule_with_its_severity_and_title()
    {
        var table = new[] { "Shipped", "Unshipped" }
            .SelectMany(static name => File.ReadLines(Path.Combine(Repository.Root, "src", "FsmGen.Compiler", $"AnalyzerReleases.{name}.md")))
            .Where(static line => line.StartsWith("FSM", StringComparison.Ordinal));
        Assert.Equal(All.All.Select(static rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"), table);
    }

    private static RuleExample Example(string id) => RuleExample.All.Single(example => example.Id == id);
}
