using System.Reflection;
using CsCheck;
using FsmGen.Compiler;
using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Interpreting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Generators.Tests;

/// <summary>The generated code against the interpreter, which shares none of its work: on random specs and random streams.</summary>
public class DifferentialTests(ITestOutputHelper output)
{
    private const int Steps = 120;

    /// <summary>FSMGEN_DIFFERENTIAL sets the number of specs; the default keeps a test run short.</summary>
    private static readonly int Specs = int.TryParse(Environment.GetEnvironmentVariable("FSMGEN_DIFFERENTIAL"), out var specs) ? specs : 250;

    private static readonly Gen<(int[] Tape, int[] Stream)> Cases =
        Gen.Select(Gen.Int[0, 9_999].Array[20, 600], Gen.Int[0, 1 << 20].Array[Steps]);

    [Fact]
    public void Generated_code_and_interpreter_agree_on_random_specs_and_streams()
    {
        var (events, skipped, raised) = (0, 0, 0);
        Cases.Sample(one =>
        {
            var spec = new DifferentialSpec(one.Tape);
            var compilation = SpecCompilation.Of(SourceText.From(spec.Yaml), "/specs/test.fsm.yaml", null, AnalysisBudget.Typing);
            if (compilation.Findings.Any(finding => finding.Severity == DiagnosticSeverity.Error))
            {
                // Three errors can come of such a spec: raised events for which there is no room, that have no end, or that are said never to come.
                Assert.All(compilation.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error), finding => Assert.Contains(finding.Rule, new[] { Rules.RaiseOverflow, Rules.EndlessStep, Rules.BrokenPromise }));
                Interlocked.Increment(ref skipped);
                return;
            }

            var ran = Compare(spec, compilation, one.Stream);
            Interlocked.Add(ref events, ran);
            Interlocked.Add(ref raised, spec.Yaml.Contains("raise ", StringComparison.Ordinal) ? 1 : 0);
        }, iter: Specs, threads: 1);

        output.WriteLine($"{Specs} specs, {events} events, {raised} specs that raise, {skipped} that raise too much");
        Assert.True(events > Specs * 20, $"Only {events} events ran: the specs do not test anything.");
    }

    private static int Compare(DifferentialSpec spec, SpecCompilation compilation, int[] stream)
    {
        var interpreter = new Interpreter(compilation.Spec!);
        var machine = Host(spec);
        var ran = 0;
        foreach (var draw in stream)
        {
            var guards = draw & ((1 << DifferentialSpec.Guards) - 1);
            // The first call starts the machine, or shows what it does before.
            var trigger = ran == 0 ? (draw & 8) == 0 ? -1 : 0 : !interpreter.IsStarted ? -1 : (draw >> 4) % spec.External;
            bool Holds(string guard) => (guards >> (guard[1] - '0') & 1) != 0;
            var expected = trigger < 0 ? interpreter.Start(Holds) : interpreter.Fire(compilation.Spec!.Events.Single(e => e.Name.Text == $"E{trigger}"), Holds);
            // What never ends cannot be compared: the generated machine would not come back.
            if (expected is StepResult.Endless or StepResult.Overflow)
                return ran;

            var state = interpreter.Leaf ?? compilation.Spec!.Leaves.First(leaf => leaf.Name.Text == compilation.Machine!.States[0].Name);
            var trace = expected is StepResult.NotStarted or StepResult.Ended ? "" : string.Join(" ", interpreter.Trace);
            var actual = machine(trigger, guards, draw);
            Assert.True($"{expected} {state} [{trace}]" == actual, $"Event {trigger} with guards {guards}: the interpreter says {expected} {state} [{trace}], the generated code {actual}\n{spec.Yaml}");
            ran++;
        }

        return ran;
    }

    private static Func<int, int, int, string> Host(DifferentialSpec spec)
    {
        var kind = spec.IsStruct ? "struct" : "class";
        var cases = string.Concat(Enumerable.Range(0, spec.External).Select(i => $"{i} => {(i == 0 ? "M.E0(number)" : i % 2 == 0 ? $"M.E{i}()" : $"M.Fire(MEvent.E{i})")}, "));
        var assembly = GeneratorHarness.Load(spec.Yaml,
            $$"""
            using System;
            using System.Collections.Generic;
            namespace Demo;
            public partial {{kind}} M
            {
                public static List<string> Trace = new();
                public static int Guards, Number;
                private partial bool G0() => (Guards & 1) != 0;
                private partial bool G1() => (Guards & 2) != 0;
                private partial bool G2() => (Guards & 4) != 0;
                private partial void A() => Trace.Add("A");
                private partial void B() => Trace.Add("B");
                private partial void C(int constant) => Trace.Add($"C({constant})");
                private partial void D(int number) => Trace.Add(number == Number ? "D" : $"D with {number}");
            }
            public static class Driver
            {
                private static M M {{(spec.IsStruct ? "" : "= new()")}};
                public static string Step(int trigger, int guards, int number)
                {
                    Demo.M.Trace.Clear();
                    (Demo.M.Guards, Demo.M.Number) = (guards, number);
                    string result;
                    try { result = (trigger switch { {{cases}} _ => M.Start() }).ToString(); }
                    catch (InvalidOperationException) { result = "Never"; }
                    return $"{result} {M.State} [{string.Join(" ", Demo.M.Trace)}]";
                }
            }
            """);
        return assembly.GetType("Demo.Driver")!.GetMethod("Step", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<int, int, int, string>>();
    }
}
