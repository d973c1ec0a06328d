using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FsmGen.Generators.Tests;

/// <summary>Runs the generator and the analyzer in memory, and loads what came out.</summary>
internal static class GeneratorHarness
{
    public static CSharpCompilation Compile(params string[] sources) => Consumer.Build.Compile(sources);

    public static GeneratorDriver Driver(bool isBuild, params SpecText[] specs) => (isBuild ? Consumer.Build : Consumer.Editor).Driver(specs);

    /// <summary>The C# that the generator writes for one spec.</summary>
    public static string Generate(string yaml) => Consumer.Build.Generate(yaml).Source;

    /// <summary>Compiles a spec together with its host and loads the result.</summary>
    public static Assembly Load(string yaml, params string[] sources)
    {
        var generation = Consumer.Build.Generate(yaml, sources);
        Assert.DoesNotContain(generation.Reported, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return generation.Load();
    }

    public static async Task<ImmutableArray<Diagnostic>> Analyze(bool isBuild, params SpecText[] specs) =>
        await (isBuild ? Consumer.Build : Consumer.Editor).Analyze(specs);

    /// <summary>Why each output of the last run is what it is.</summary>
    public static IEnumerable<IncrementalStepRunReason> Outputs(this GeneratorDriver driver) =>
        driver.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static step => step.Outputs).Select(static output => output.Reason);

    /// <summary>Why each result of a named step of the last run is what it is, in the order of the specs.</summary>
    public static IEnumerable<IncrementalStepRunReason> Reasons(this GeneratorDriver driver, string step) =>
        driver.GetRunResult().Results[0].TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(static run => run.Outputs).Select(static output => output.Reason) : [];
}
