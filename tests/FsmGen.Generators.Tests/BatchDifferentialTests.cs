using System.Reflection;
using CsCheck;
using FsmGen.Compiler;
using FsmGen.Compiler.Interpreting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Generators.Tests;

/// <summary>Many events in one call, and machines that are tables, against the interpreter: on random specs and random streams.</summary>
public class BatchDifferentialTests(ITestOutputHelper output)
{
    private const int Batches = 24;

    /// <summary>FSMGEN_DIFFERENTIAL sets the number of specs; the default keeps a test run short.</summary>
    private static readonly int Specs = int.TryParse(Environment.GetEnvironmentVariable("FSMGEN_DIFFERENTIAL"), out var specs) ? specs : 60;

    /// <summary>A batch: which guards hold, and the events.</summary>
    private static readonly Gen<(int[] Tape, (int Guards, int[] Events)[] Batches)> Cases =
        Gen.Select(Gen.Int[0, 9_999].Array[20, 600], Gen.Select(Gen.Int[0, 7], Gen.Int[0, 1 << 20].Array[1, 12]).Array[Batches]);

    [Fact]
    public void Events_in_one_call_do_what_the_interpreter_does_one_by_one() => Sample(isTable: false);

    [Fact]
    public void A_table_says_what_the_interpreter_does() => Sample(isTable: true);

    private void Sample(bool isTable)
    {
        var (events, skipped) = (0, 0);
        Cases.Sample(one =>
        {
            var spec = new DifferentialSpec(one.Tape, isTable);
            var compilation = SpecCompilation.Of(SourceText.From(spec.Yaml), "/specs/test.fsm.yaml", null);
            var errors = compilation.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error).ToList();
            if (errors.Count > 0)
            {
                Assert.All(errors, finding => Assert.True(!isTable && new[] { Rules.RaiseOverflow, Rules.EndlessStep, Rules.BrokenPromise }.Contains(finding.Rule), $"{finding.Lines}: {finding.Message}\n{spec.Yaml}"));
                skipped++;
            }
            else if (isTable || spec.External > 1)
                events += Compare(spec, compilation, one.Batches, isTable);
        }, iter: Specs, threads: 1);

        output.WriteLine($"{Specs} specs, {events} events, {skipped} specs that raise too much");
        Assert.True(events > Specs * 20, $"Only {events} events ran: the specs do not test anything.");
    }

    private static int Compare(DifferentialSpec spec, SpecCompilation compilation, (int Guards, int[] Events)[] batches, bool isTable)
    {
        var interpreter = new Interpreter(compilation.Spec!);
        var machine = Host(spec, isTable);
        var first = isTable ? 0 : 1;
        var ran = 0;
        foreach (var (guards, draws) in batches)
        {
            // The second batch starts the machine; the first shows what it does before.
            if (ran > 0 && !interpreter.IsStarted)
                draws[0] = -1;
            var events = draws.Select(draw => draw < 0 ? -1 : first + (draw % (spec.External - first))).ToArray();
            var results = new List<string>();
            var trace = new List<string>();
            foreach (var trigger in events)
            {
                bool Holds(string guard) => (guards >> (guard[1] - '0') & 1) != 0;
                var result = trigger < 0 ? interpreter.Start(Holds) : interpreter.Fire(compilation.Spec!.Events.Single(e => e.Name.Text == $"E{trigger}"), Holds);
                // What never ends cannot be compared: the generated machine would not come back.
                if (result is StepResult.Endless or StepResult.Overflow)
                    return ran;
                var did = result is StepResult.NotStarted or StepResult.Ended ? [] : interpreter.Trace;
                trace.AddRange(isTable ? did.OrderBy(Order, StringComparer.Ordinal) : did);
                results.Add($"{result}");
                if (result == StepResult.Never)
                    break;
            }

            var state = interpreter.Leaf ?? compilation.Spec!.Leaves.First(leaf => leaf.Name.Text == compilation.Machine!.States[0].Name);
            var summary = results is [.., "Never"] ? "Never" : isTable ? string.Join(",", results) : $"{results.Count(static result => result == "Handled")}";
            var actual = machine(events, guards);
            Assert.True($"{summary} {state} [{string.Join(" ", trace)}]" == actual, $"Events {string.Join(" ", events)} with guards {guards}: the interpreter says {summary} {state} [{string.Join(" ", trace)}], the generated code {actual}\n{spec.Yaml}");
            ran += events.Length + 1;
        }

        return ran;
    }

    /// <summary>The actions of a result come in the order in which they are declared.</summary>
    private static string Order(string action) => action[0] == 'X' ? $"X{int.Parse(action.AsSpan(1)):D2}" : action;

    private static Func<int[], int, string> Host(DifferentialSpec spec, bool isTable)
    {
        var kind = spec.IsStruct ? "struct" : "class";
        var assembly = GeneratorHarness.Load(spec.Yaml,
            $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            namespace Demo;
            public partial {{kind}} M
            {
                public static List<string> Trace = new();
                public static int Guards;
                private partial bool G0() => (Guards & 1) != 0;
                private partial bool G1() => (Guards & 2) != 0;
                private partial bool G2() => (Guards & 4) != 0;
                {{(isTable ? "" : """
                private partial void A() => Trace.Add("A");
                private partial void B() => Trace.Add("B");
                private partial void C(int constant) => Trace.Add($"C({constant})");
                private partial void D(int number) => Trace.Add("D");
                """)}}
            }
            public static class Driver
            {
                private static M M {{(spec.IsStruct ? "" : "= new()")}};
                public static string Run(int[] events, int guards)
                {
                    Demo.M.Trace.Clear();
                    Demo.M.Guards = guards;
                    string result;
                    try { result = {{(isTable ? "Table(events)" : "Switch(events)")}}; }
                    catch (InvalidOperationException) { result = "Never"; }
                    return $"{result} {M.State} [{string.Join(" ", Demo.M.Trace)}]";
                }
                {{(isTable ? """
                private static string Table(int[] events)
                {
                    var results = new M.StepResult[events.Length];
                    var start = events[0] < 0 ? 1 : 0;
                    if (start > 0)
                        results[0] = M.Start();
                    try { M.Fire(events.Skip(start).Select(e => (MEvent)e).ToArray(), results.AsSpan(start)); }
                    finally { foreach (var result in results) Say(result); }
                    return string.Join(",", results.Select(result => result.Outcome));
                }
                private static void Say(M.StepResult result)
                {
                    foreach (var effect in Enum.GetValues<M.Effects>())
                    {
                        if (effect == M.Effects.C && result.C(out var constant))
                            Demo.M.Trace.Add($"C({constant})");
                        else if ((result.Effects & effect) != 0)
                            Demo.M.Trace.Add($"{effect}");
                    }
                }
                """ : """
                private static string Switch(int[] events)
                {
                    var handled = events[0] < 0 && M.Start() == M.FireResult.Handled ? 1 : 0;
                    return $"{handled + M.Fire(events.Where(e => e >= 0).Select(e => (MEvent)e).ToArray())}";
                }
                """)}}
            }
            """);
        return assembly.GetType("Demo.Driver")!.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<int[], int, string>>();
    }
}
