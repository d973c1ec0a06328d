using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Interpreting;
using Microsoft.CodeAnalysis;

namespace FsmGen.Compiler.Tests.Analysis;

public class StateSpaceTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_126;

    /// <summary>Small enough for every chart, and far more than most need.</summary>
    private static readonly AnalysisBudget Budget = new(100_000, IsLastWord: true);

    [Fact]
    public void Whatever_a_random_walk_comes_to_was_explored()
    {
        output.WriteLine($"seed {Seed}");
        var (charts, steps, rows) = (0, 0, 0);
        for (var i = 0; i < 1_000; i++)
        {
            var yaml = RandomStatechart.Yaml(Seed + i);
            if (Markup.Bind(yaml) is not { } spec)
                continue;
            var space = StateSpace.Of(spec, Budget);
            if (space.IsInconclusive)
                continue;
            charts++;
            var walk = new Walk(spec, space, new Random(Seed - i), yaml);
            steps += walk.Take(40);
            rows += walk.Rows.Count;
        }

        output.WriteLine($"{charts} charts, {steps} steps, {rows} rows taken");
        Assert.True(charts > 500 && steps > 5_000 && rows > 1_000, $"{charts} charts, {steps} steps, {rows} rows");
    }

    [Fact]
    public void Nothing_random_takes_more_than_the_budget()
    {
        output.WriteLine($"seed {Seed}");
        var tiny = new AnalysisBudget(500, IsLastWord: false);
        for (var i = 0; i < 500; i++)
        {
            if (Markup.Bind(RandomStatechart.Yaml(Seed + i)) is { } spec)
                // One microstep may begin before the budget ends, and looks at each state a few times.
                Assert.InRange(StateSpace.Of(spec, tiny).Work, 0, tiny.Work + 1_000);
        }
    }

    [Fact]
    public void An_analysis_that_gives_up_says_nothing_of_what_it_did_not_find()
    {
        var yaml = "machine: M\nunhandled: none\nevents: { Go: }\ninitial: A0\nstates:\n"
            + string.Concat(Enumerable.Range(0, 100).Select(static i => $"  A{i}: {{ always: {{ when: in(A99), to: A0 }}, on: {{ Go: A{(i + 1) % 100} }} }}\n"));
        var findings = SpecCompilation.Of(Microsoft.CodeAnalysis.Text.SourceText.From(yaml), "/specs/test.fsm.yaml", null, new AnalysisBudget(50, IsLastWord: false)).Findings;
        Assert.Equal([("FSM2008", DiagnosticSeverity.Info)], findings.Select(static finding => (finding.Rule.Id, finding.Severity)));
    }

    [Fact]
    public void The_tcp_spec_is_looked_at_to_the_end_between_two_keystrokes()
    {
        var space = StateSpace.Of(Markup.Bind(File.ReadAllText(Path.Combine(Repository.Root, "spec", "tcp.fsm.yaml")))!, AnalysisBudget.Typing);
        output.WriteLine($"{space.Work} of {AnalysisBudget.Typing.Work}");
        Assert.False(space.IsInconclusive);
        Assert.Equal(11, space.Situations.SelectMany(static situation => situation.Leaves).Distinct().Count());
    }

    [Fact]
    public void A_way_names_the_guards_that_hold_and_the_timers_that_expire()
    {
        var spec = Markup.Compile(
            """
            machine: M
            events: { Go: }
            guards: { X:, Y: }
            unhandled: none
            initial: A
            states:
              A: { on: { Go: { when: X and not Y, to: B } } }
              B: { after: { 10s: C } }
              C:
            """).Spec!;
        Assert.Equal(["Start", "Go [X]", "Go [X], after 10s"], StateSpace.Of(spec, AnalysisBudget.Full).Situations.Select(static situation => $"{situation.Way}"));
    }

    /// <summary>Drives a machine at random, and looks up where it comes to.</summary>
    private sealed class Walk(Spec spec, StateSpace space, Random random, string yaml) : IInterpreterObserver
    {
        private readonly Dictionary<(string, int), bool> _answers = [];

        public HashSet<Row> Rows { get; } = [];

        public int Take(int most)
        {
            var machine = new Interpreter(spec, this);
            var external = spec.Events.Where(static e => e.Origin == EventOrigin.External).ToList();
            for (var step = 0; step < most; step++)
            {
                _answers.Clear();
                var running = machine.Running.ToList();
                var result = step == 0 ? machine.Start(Guards)
                    : running.Count > 0 && random.Next(3) == 0 ? machine.Expire(running[random.Next(running.Count)], Guards)
                    : machine.Fire(external[random.Next(external.Count)], Guards);
                if (result is StepResult.Never or StepResult.Overflow or StepResult.Endless or StepResult.Ended)
                    return step;
                Assert.True(space.Contains(machine), $"({string.Join(", ", machine.Leaves)}) was not explored\n{yaml}");
                foreach (var row in Rows)
                    Assert.True(space.IsTaken(row), $"the row of {row.Source} for {row.Trigger} was not explored\n{yaml}");
            }

            return most;

            // A guard is asked again only when an action ran.
            bool Guards(string guard)
            {
                if (!_answers.TryGetValue((guard, machine.Trace.Count), out var holds))
                    _answers.Add((guard, machine.Trace.Count), holds = Choose(guard, machine.Trace.Count));
                return holds;
            }
        }

        /// <summary>An answer that <c>exclusive</c> allows.</summary>
        private bool Choose(string guard, int when)
        {
            foreach (var set in spec.Exclusive.Where(set => set.Guards.Contains(guard)))
            {
                var others = set.Guards.Where(other => other != guard).ToList();
                if (others.Exists(other => _answers.TryGetValue((other, when), out var holds) && holds))
                    return false;
                if (set.IsExhaustive && others.TrueForAll(other => _answers.ContainsKey((other, when))))
                    return true;
            }

            return random.Next(2) == 0;
        }

        public bool GoesOn() => true;

        public void Selected(EventSymbol trigger, IReadOnlyList<Row> chosen, IReadOnlyList<Row> taken, StepResult result)
        {
            if (result == StepResult.Handled)
                Rows.UnionWith(taken);
        }

        public void Entered(StateSymbol state) => Assert.True(space.CanBeActive(state), $"{state} was not explored\n{yaml}");

        public void Executing(IReadOnlyList<ActionUse> uses, EventSymbol? trigger) =>
            Assert.True(space.Executed.Contains((trigger, uses)), $"{string.Join(", ", uses)} with {trigger} was not explored\n{yaml}");

        public void Raised(EventSymbol raised, Raise? raise, int waiting)
        {
        }
    }
}
