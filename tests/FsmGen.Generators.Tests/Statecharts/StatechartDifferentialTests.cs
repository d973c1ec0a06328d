using System.Reflection;
using CsCheck;
using FsmGen.Compiler;
using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Interpreting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Spec = FsmGen.Compiler.Binding.Spec;

namespace FsmGen.Generators.Tests.Statecharts;

/// <summary>The generated statecharts against the interpreter, which shares none of their work.</summary>
public class StatechartDifferentialTests(ITestOutputHelper output)
{
    private const int Steps = 100;

    /// <summary>FSMGEN_DIFFERENTIAL sets the number of specs; the default keeps a test run short.</summary>
    private static readonly int Specs = int.TryParse(Environment.GetEnvironmentVariable("FSMGEN_DIFFERENTIAL"), out var specs) ? specs : 250;

    /// <summary>FSMGEN_STREAMS sets how many streams of events each spec is driven with.</summary>
    private static readonly int Streams = int.TryParse(Environment.GetEnvironmentVariable("FSMGEN_STREAMS"), out var streams) ? streams : 10;

    private static readonly Gen<(int[] Tape, int Seed)> Cases = Gen.Select(Gen.Int[0, 9_999].Array[20, 900], Gen.Int);

    [Fact]
    public void Generated_statecharts_and_interpreter_agree_on_random_specs_and_streams()
    {
        var (cases, events, endless, skipped) = (0, 0, 0, 0);
        Cases.Sample(one =>
        {
            var chart = new RandomStatechart(one.Tape);
            var compilation = SpecCompilation.Of(SourceText.From(chart.Yaml), "/specs/test.fsm.yaml", null, AnalysisBudget.Typing);
            if (compilation.Findings.Any(finding => finding.Severity == DiagnosticSeverity.Error))
            {
                Assert.All(compilation.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error), finding => Assert.True(finding.Rule.Id.StartsWith("FSM2", StringComparison.Ordinal), $"{finding.Rule.Id} {finding.Message}\n{chart.Yaml}"));
                skipped++;
            }

            if (!compilation.Spec!.IsStatechart)
                return;
            var machine = Host(chart.Yaml, compilation.Spec!);
            for (var stream = 0; stream < Streams; stream++)
            {
                var ran = Compare(chart, compilation.Spec!, machine, new Random(unchecked(one.Seed + stream)));
                cases++;
                events += ran;
                endless += ran < Steps ? 1 : 0;
            }
        }, iter: Specs, threads: 1);

        output.WriteLine($"{Specs} specs, {cases} cases, {events} events, {skipped} with errors of design, {endless} that raise or go on without end");
        Assert.True(events > Specs * Streams * 20, $"Only {events} events ran: the specs do not test anything.");
    }

    private static int Compare(RandomStatechart chart, Spec spec, Func<int, int, int, string> machine, Random random)
    {
        var interpreter = new Interpreter(spec);
        var ran = 0;
        for (var step = 0; step < Steps; step++)
        {
            var draw = random.Next(1 << 20);
            var guards = draw & ((1 << RandomStatechart.Guards) - 1);
            var trigger = ran == 0 ? -1 : (draw >> 4) % (RandomStatechart.Events + (spec.Timers.Count > 0 ? 2 : 0));
            bool Holds(string guard) => (guards >> (guard[1] - '0') & 1) != 0;
            var expected = trigger < 0 ? interpreter.Start(Holds)
                : trigger >= RandomStatechart.Events ? interpreter.Advance(TimeSpan.FromSeconds(trigger - RandomStatechart.Events + 1), Holds)
                : interpreter.Fire(spec.Events.Single(e => e.Name.Text == $"E{trigger}"), Holds);
            // What never ends cannot be compared: the generated machine would not come back.
            if (expected is StepResult.Endless or StepResult.Overflow)
                return ran;

            var result = trigger >= RandomStatechart.Events ? expected == StepResult.Never ? "Never" : "Time" : expected == StepResult.DeferralFull ? "QueueFull" : $"{expected}";
            var trace = expected is StepResult.NotStarted or StepResult.Ended ? "" : string.Join(" ", interpreter.Trace);
            var wanted = $"{result} ({string.Join(" ", interpreter.Leaves)}) [{trace}]";
            var actual = machine(trigger, guards, draw);
            Assert.True(wanted == actual, $"Event {trigger} with guards {guards}: the interpreter says {wanted}, the generated code {actual}\n{chart.Yaml}");
            if (expected == StepResult.Never)
                return ran;
            ran++;
        }

        return ran;
    }

    /// <summary>Loads the machine; the trigger -1 makes a new one and starts it.</summary>
    private static Func<int, int, int, string> Host(string yaml, Spec spec)
    {
        var hasTimers = spec.Timers.Count > 0;
        var leaves = spec.Leaves.Select(static leaf => leaf.Name.Text);
        var cases = string.Concat(Enumerable.Range(0, RandomStatechart.Events).Select(i => $"{i} => {(i == 0 ? "M.E0(number)" : $"M.Fire(MEvent.E{i})")}, "));
        // The editor's generator reports nothing: what is wrong with the design keeps no chart from running.
        var assembly = Consumer.Editor.Generate(yaml,
            $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            namespace Demo;
            public partial class M
            {
                public static List<string> Trace = new();
                public static int Guards, Number;
                private partial bool G0() => (Guards & 1) != 0;
                private partial bool G1() => (Guards & 2) != 0;
                private partial bool G2() => (Guards & 4) != 0;
                private partial void A() => Trace.Add("A");
                private partial void B() => Trace.Add("B");
                private partial void C(int constant) => Trace.Add($"C({constant})");
                private partial void D(int number) => Trace.Add("D");
            }
            public static class Driver
            {
                {{(hasTimers ? "private static FsmGen.Runtime.Timers.TimerWheel Wheel = new(TimeSpan.FromMilliseconds(1));" : "")}}
                private static M M = new() { {{(hasTimers ? "Timers = Wheel" : "")}} };
                private static readonly MState[] Leaves = { {{string.Join(", ", leaves.Select(leaf => $"MState.{leaf}"))}} };
                private static void Renew(string? saved)
                {
                    {{(hasTimers ? "Wheel = new(TimeSpan.FromMilliseconds(1), Wheel.Now);" : "")}}
                    M = new() { {{(hasTimers ? "Timers = Wheel" : "")}} };
                    if (saved is null)
                        return;
                    M.Restore(saved);
                    if (M.Save() != saved)
                        throw new FormatException($"{M.Save()} is not {saved}");
                }
                public static string Step(int trigger, int guards, int number)
                {
                    Demo.M.Trace.Clear();
                    (Demo.M.Guards, Demo.M.Number) = (guards, number);
                    string result;
                    try
                    {
                        if (trigger < 0)
                            Renew(null);
                        else if ((number & 0x7000) == 0)
                            Renew(M.Save());
                        {{(hasTimers ? $"if (trigger >= {RandomStatechart.Events}) {{ Wheel.Advance(Wheel.Now + TimeSpan.FromSeconds(trigger - {RandomStatechart.Events} + 1)); result = \"Time\"; }} else" : "")}}
                        result = (trigger switch { {{cases}} _ => M.Start() }).ToString();
                    }
                    catch (InvalidOperationException) { result = "Never"; }
                    return $"{result} ({string.Join(" ", Leaves.Where(leaf => M.IsIn(leaf)))}) [{string.Join(" ", Demo.M.Trace)}]";
                }
            }
            """).Load();
        return assembly.GetType("Demo.Driver")!.GetMethod("Step", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<int, int, int, string>>();
    }
}
