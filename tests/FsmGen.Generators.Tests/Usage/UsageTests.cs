using FsmGen.Compiler.Tests.Rules;
using FsmGen.Generators.Tests.Reporting;
using Microsoft.CodeAnalysis;

namespace FsmGen.Generators.Tests.Usage;

public class UsageTests
{
    public static TheoryData<string> Ids => [.. UsageExample.All.Select(static example => example.Id)];

    [Fact]
    public void Every_rule_about_csharp_has_an_example() =>
        Assert.Equal(Compiler.Rules.All.Select(static rule => rule.Id).Where(static id => id.StartsWith("FSM3", StringComparison.Ordinal)), UsageExample.All.Select(static example => example.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_rule_is_reported_at_its_place_in_a_build(string id) => await Reports(Consumer.Build, Example(id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_rule_is_reported_at_the_same_place_in_an_editor(string id) => await Reports(Consumer.Editor, Example(id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_rule_is_not_reported_of_a_near_miss(string id)
    {
        var spec = Expected.Of("/specs/gate.fsm.yaml", Example(id).Spec).Spec;
        Assert.Empty(await Consumer.Build.Findings(spec, Example(id).Good));
        Assert.Empty(await Consumer.Editor.Findings(spec, Example(id).Good));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_shows_the_rule_and_its_examples(string id)
    {
        var example = Example(id);
        var rule = Compiler.Rules.All.Single(rule => rule.Id == id);
        var severity = rule.DefaultSeverity == DiagnosticSeverity.Error ? "error" : "warning";
        var (file, marked) = example.Bad.Contains("[|", StringComparison.Ordinal) ? ("Host.cs", example.Bad) : ("Spec.fsm.yaml", example.Spec);
        new RulePage(id, rule.Title.ToString(null), rule.DefaultSeverity.ToString(), rule.MessageFormat.ToString(null),
            $"{file}({Expected.Of("/", marked).Marked[0].Split('-')[0]}): {severity} {id}: {example.Message}",
            [new RuleCode("yaml", Unmarked(example.Spec)), new RuleCode("csharp", Unmarked(example.Bad))], [new RuleCode("csharp", example.Good)]).Check();
    }

    [Fact]
    public void The_page_of_two_specs_with_one_machine_shows_both()
    {
        const string One = "machine: Door\ninitial: A\nstates: { A: }", Two = "machine: Door\ninitial: B\nstates: { B: }";
        var rule = Compiler.Rules.SameMachine;
        var finding = Assert.Single(Consumer.Build.Generate([new SpecText("/one.fsm.yaml", One), new SpecText("/two.fsm.yaml", Two)]).Reported);
        new RulePage(rule.Id, rule.Title.ToString(null), rule.DefaultSeverity.ToString(), rule.MessageFormat.ToString(null), Expected.Line(finding).TrimStart('/'),
            [new RuleCode("yaml", $"# one.fsm.yaml\n{One}"), new RuleCode("yaml", $"# two.fsm.yaml\n{Two}")], [new RuleCode("yaml", $"# one.fsm.yaml\n{One}"), new RuleCode("yaml", $"# two.fsm.yaml\n{Two.Replace("Door", "Gate", StringComparison.Ordinal)}")]).Check();
    }

    [Theory]
    [InlineData("private partial bool Enough(System.Int32 value) => true;")]
    [InlineData("private partial bool Enough(global::System.Int32 value) => true;")]
    [InlineData("private partial System.Boolean Enough(int other) { return true; }")]
    public async Task A_type_may_be_spelt_in_other_ways(string method)
    {
        var spec = Expected.Of("/specs/gate.fsm.yaml", Example("FSM3002").Spec).Spec;
        Assert.Empty(await Consumer.Build.Findings(spec, $"namespace Demo {{ public partial class Gate {{ {method} }} }}"));
    }

    [Fact]
    public async Task What_an_alias_means_is_left_to_the_compiler()
    {
        var spec = Expected.Of("/specs/gate.fsm.yaml", Example("FSM3002").Spec).Spec;
        Assert.Empty(await Consumer.Build.Findings(spec, "using Cents = System.Int32; namespace Demo { public partial class Gate { private partial bool Enough(Cents value) => true; } }"));
    }

    [Theory]
    [InlineData("private partial bool Enough() => true;")]
    [InlineData("private partial bool Enough(in int value) => true;")]
    [InlineData("private partial void Enough(int value) { }")]
    [InlineData("private partial bool Enough(int value, int more) => true;")]
    public async Task Another_signature_is_reported(string method)
    {
        var spec = Expected.Of("/specs/gate.fsm.yaml", Example("FSM3002").Spec).Spec;
        Assert.Equal(["FSM3002"], (await Consumer.Build.Findings(spec, $"namespace Demo {{ public partial class Gate {{ {method} }} }}")).Select(static d => d.Id));
    }

    [Theory]
    [InlineData("partial void OnTransition(GateState from, GateState to) { }")]
    [InlineData("partial void OnNameChanged(string name) { }")]
    [InlineData("private partial void Mine(); private partial void Mine() { }")]
    [InlineData("private void Plain() { }")]
    public async Task A_method_that_is_not_the_specs_is_left_alone(string method)
    {
        var spec = Expected.Of("/specs/gate.fsm.yaml", Example("FSM3002").Spec).Spec;
        Assert.Empty(await Consumer.Build.Findings(spec, $"namespace Demo {{ public partial class Gate {{ private partial bool Enough(int value) => true; {method} }} }}"));
    }

    [Theory]
    [InlineData("switch (gate.State) { case GateState.Locked: case GateState.Unlocked: break; }", false)]
    [InlineData("switch (gate.State) { case GateState.Locked or GateState.Unlocked: break; }", false)]
    [InlineData("switch (gate.State) { case not GateState.Locked: break; }", false)]
    [InlineData("switch (gate.State) { case var state: break; }", false)]
    [InlineData("switch (gate.State) { case GateState.Locked: break; case GateState.Unlocked when gate.CanPush(): break; }", true)]
    [InlineData("switch (gate.State) { }", true)]
    [InlineData("switch (System.DayOfWeek.Monday) { case System.DayOfWeek.Friday: break; }", false)]
    public async Task A_switch_is_judged_by_what_it_covers(string statement, bool reported) => Assert.Equal(reported, await Uses(statement, "FSM3004"));

    [Theory]
    [InlineData("gate.Fire(GateEvent.Kick);", true)]
    [InlineData("gate.Fire(GateEvent.Push);", false)]
    [InlineData("var e = GateEvent.Kick; gate.Fire(e);", false)]
    [InlineData("gate.Start();", false)]
    [InlineData("gate.CanKick();", false)]
    public async Task An_event_is_judged_where_it_is_known(string statement, bool reported) => Assert.Equal(reported, await Uses(statement, "FSM3005"));

    [Theory]
    [InlineData("private partial void Ring() => this.Fire(DoorEvent.Close);", true)]
    [InlineData("private partial void Ring() => Later(() => Close()); static void Later(System.Action action) { }", false)]
    [InlineData("private partial void Ring() => new Door().Close();", false)]
    [InlineData("private partial void Ring() { } void Other() => Close();", false)]
    public async Task A_call_is_within_a_step_if_an_action_makes_it_on_its_own_machine(string members, bool reported)
    {
        var spec = new SpecText("/specs/door.fsm.yaml", Example("FSM3006").Spec);
        Assert.Equal(reported ? ["FSM3006"] : [], (await Consumer.Build.Findings(spec, $"namespace Demo {{ public partial class Door {{ {members} }} }}")).Select(static d => d.Id));
    }

    [Fact]
    public async Task A_machine_that_queues_takes_calls_from_its_actions()
    {
        var spec = new SpecText("/specs/door.fsm.yaml", "reentrancy: queue\n" + Example("FSM3006").Spec);
        Assert.Empty(await Consumer.Build.Findings(spec, Unmarked(Example("FSM3006").Bad)));
    }

    [Theory]
    [InlineData("Valve Field; void M() => Field.Turn();", false)]
    [InlineData("readonly Valve Field; Pipe() => Field.Turn();", false)]
    [InlineData("Valve Property { get; set; } void M() => Property.Turn();", true)]
    [InlineData("void M(in Valve valve) => valve.Turn();", true)]
    [InlineData("void M(ref Valve valve) => valve.Turn();", false)]
    [InlineData("void M(Valve[] valves) => valves[0].Turn();", false)]
    [InlineData("void M(System.Collections.Generic.List<Valve> valves) => valves[0].Turn();", true)]
    [InlineData("void M(Valve[] valves) { foreach (var valve in valves) valve.Turn(); }", true)]
    [InlineData("void M() { var valve = default(Valve); valve.Turn(); }", false)]
    public async Task A_call_on_a_copy_is_told_from_one_that_counts(string members, bool reported)
    {
        var spec = new SpecText("/specs/valve.fsm.yaml", Example("FSM3007").Spec);
        Assert.Equal(reported ? ["FSM3007"] : [], (await Consumer.Build.Findings(spec, $"namespace Demo {{ class Pipe {{ {members} }} }}")).Select(static d => d.Id));
    }

    private static async Task<bool> Uses(string statement, string id)
    {
        var spec = Expected.Of("/specs/gate.fsm.yaml", Example("FSM3004").Spec).Spec;
        var source = $"namespace Demo {{ public partial class Gate {{ private partial bool Enough(int value) => true; }} class User {{ void M(Gate gate) {{ {statement} }} }} }}";
        return (await Consumer.Build.Findings(spec, source)).Any(diagnostic => diagnostic.Id == id);
    }

    private static async Task Reports(Consumer consumer, UsageExample example)
    {
        var (spec, marked) = Expected.Of("/specs/gate.fsm.yaml", example.Spec);
        var (source, places) = Expected.Of("/project/File0.cs", example.Bad);
        var diagnostic = Assert.Single(await consumer.Findings(spec, source.GetText().ToString()));
        Assert.Equal($"{example.Id} {example.Message}", $"{diagnostic.Id} {diagnostic.GetMessage()}");
        Assert.Equal((places.Length > 0 ? "/project/File0.cs" : "/specs/gate.fsm.yaml", places.Concat(marked).Single()), (diagnostic.Location.GetLineSpan().Path, Expected.PlaceOf(diagnostic)));
    }

    private static UsageExample Example(string id) => UsageExample.All.Single(example => example.Id == id);

    private static string Unmarked(string text) => text.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
}
