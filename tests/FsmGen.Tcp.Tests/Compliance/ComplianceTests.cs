using System.Text;

namespace FsmGen.Tcp.Tests.Compliance;

/// <summary>What docs/rfc9293-compliance.md says is what the tests show.</summary>
public sealed class ComplianceTests
{
    private static readonly string[] Verdicts = ["met", "met by construction", "in part", "not done", "not applicable"];

    [Fact]
    public void The_page_says_what_the_tests_show() => Snapshot.Match(Page(), "../../../docs/rfc9293-compliance.md");

    [Fact]
    public void Every_requirement_has_a_verdict()
    {
        Assert.Equal(119, ComplianceTable.Requirements.Count);
        Assert.Empty(All.Where(static row => !Verdicts.Contains(row.Verdict)).Select(static row => row.Id));
    }

    [Fact]
    public void No_test_and_no_decision_names_what_does_not_exist() => Assert.Empty(ComplianceTable.Unknown);

    [Fact]
    public void A_verdict_rests_on_tests_or_on_a_reason_and_never_contradicts_the_tests()
    {
        Assert.Empty(All.Where(static row => row.Decision is { } decision && decision.NeedsTests != row.Tests.Count > 0).Select(static row => row.Id));
        Assert.Empty(All.Where(static row => row.Decision is { Reason: "" }).Select(static row => row.Id));
    }

    private static IEnumerable<Row> All => ComplianceTable.Requirements.Concat(ComplianceTable.Rfcs);

    private static string Page()
    {
        var page = new StringBuilder();
        page.Append(
            """
            # What FsmGen.Tcp does of what the RFCs ask

            This page is written by `ComplianceTests` from the attributes of the tests and from
            `tests/FsmGen.Tcp.Tests/rfc9293-decisions.yaml`; it is not edited by hand. *Met* means that the tests named show it.
            The requirements are ours in wording and those of RFC 9293, appendix B, in number; errata 8167 and 8171 are applied.


            """);
        page.Append($"## RFC 9293\n\n{Count(ComplianceTable.Requirements)}\n\n");
        Append(page, "requirement", "section", ComplianceTable.Requirements);
        page.Append($"\n## Other RFCs\n\n{Count(ComplianceTable.Rfcs)} The sections are those that tests show.\n\n");
        Append(page, "RFC", "sections", ComplianceTable.Rfcs);
        return page.ToString();
    }

    private static string Count(IReadOnlyList<Row> rows) =>
        $"Of {rows.Count}: {string.Join(", ", Verdicts.Select(verdict => $"{rows.Count(row => row.Verdict == verdict)} {verdict}"))}.";

    private static void Append(StringBuilder page, string id, string section, IReadOnlyList<Row> rows)
    {
        page.Append($"| {id} | {section} | what it asks | verdict | shown by |\n|---|---|---|---|---|\n");
        foreach (var row in rows)
            page.Append($"| {row.Id} | {row.Section} | {Escape(row.Text)} | {row.Verdict} | {Escape(Shown(row))} |\n");
    }

    private static string Shown(Row row) => string.Join("<br>", new[] { row.Decision?.Reason ?? "" }.Where(static reason => reason != "").Concat(row.Tests.Select(static test => $"`{test}`")));

    private static string Escape(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Trim();
}
