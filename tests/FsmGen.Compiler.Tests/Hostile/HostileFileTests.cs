namespace FsmGen.Compiler.Tests.Hostile;

public class HostileFileTests(ITestOutputHelper output)
{
    public static TheoryData<string> Files => [.. HostileFiles.All.Keys];

    public static TheoryData<string> Specs => [.. HostileSpecs.All.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_no_spec_gives_a_finding(string name)
    {
        var (yaml, rule) = HostileFiles.All[name];

        var (findings, time) = Survival.Measure(yaml);

        output.WriteLine($"{time.TotalMilliseconds:N0} ms, {findings.Count} findings: {findings.FirstOrDefault()?.Rule.Id} {findings.FirstOrDefault()?.Message}");
        Assert.NotEmpty(findings);
        if (rule is not null)
            Assert.Contains(rule, findings.Select(static finding => finding.Rule.Id));
        if (rule is "FSM9001" or "FSM9002" or "FSM9004")
            Assert.All(findings, static finding => Assert.StartsWith("FSM9", finding.Rule.Id, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void A_spec_that_is_out_of_all_proportion_is_compiled_to_the_end(string name)
    {
        var (findings, time) = Survival.Measure(HostileSpecs.All[name]);

        output.WriteLine($"{time.TotalMilliseconds:N0} ms, {findings.Count} findings: {findings.FirstOrDefault()?.Rule.Id} {findings.FirstOrDefault()?.Message}");
    }
}
