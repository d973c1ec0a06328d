using Xunit.Sdk;

namespace FsmGen.Tcp.Tests.Conformance;

/// <summary>Drives the rules of RFC 9293 section 3.10 on a real connection.</summary>
public sealed class TableTests
{
    public static TheoryData<string> Covered => [.. RuleTable.Rules.Keys.Where(static id => !Uncovered.Rules.ContainsKey(id))];

    public static TheoryData<string> Listed => [.. Uncovered.Rules.Keys];

    public static TheoryData<string, string> TimersThatCannotRun =>
        [.. RuleTable.NotApplicable.Where(static p => p.Event.EndsWith("TIMEOUT", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Covered))]
    public void The_rule_holds(string id) => Check(RuleTable.Rules[id]);

    [Theory]
    [MemberData(nameof(Listed))]
    public void A_rule_that_is_met_is_not_listed_as_uncovered(string id)
    {
        var failure = Record.Exception(() => Check(RuleTable.Rules[id]));
        Assert.True(failure is XunitException or NotCoveredException, $"{id} is met: take it off the list in Uncovered.cs");
    }

    [Theory]
    [MemberData(nameof(TimersThatCannotRun))]
    public void A_timer_that_cannot_run_has_no_transition(string state, string timeout)
    {
        var bench = new Bench();
        bench.Reach(Rule.Named(state), Preparation.None);
        var timer = Enum.Parse<TcpConnectionEvent>(timeout.Replace("_", ""), ignoreCase: true);
        Assert.False(bench.Connection.CanFire(timer));
    }

    [Fact]
    public void All_pairs_but_those_of_the_security_check_are_covered()
    {
        var all = RuleTable.Rules.Values.Select(static r => r.Pair).Distinct().ToList();
        var covered = RuleTable.Rules.Values.Where(static r => !Uncovered.Rules.ContainsKey(r.Id)).Select(static r => r.Pair).Distinct().ToList();

        Assert.Equal(235, all.Count);
        Assert.Equal(224, covered.Count);
        Assert.All(all.Except(covered), static pair => Assert.Contains("SECURITY", pair, StringComparison.Ordinal));
    }

    private static void Check(Rule rule)
    {
        var bench = new Bench(Drive.Options(rule));
        var preparation = Drive.Prepare(rule);
        bench.Reach(rule.From, preparation);
        Drive.Precede(rule, bench, preparation);
        bench.Drain();
        bench.Notifications();
        Assert.Equal(rule.From, bench.Connection.State);
        var before = bench.Status;

        Drive.Act(rule, bench);
        var reply = bench.Connection.Reply;

        Assert.Equal(rule.To, bench.Connection.State);
        Expectation.CheckSent(rule, bench.Drain(), before, bench);
        Expectation.CheckUser(rule, reply, bench.Notifications());
    }
}
