using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FsmGen.Generators.Tests;

/// <summary>Runs the generator and the analyzer in memory, and loads what came out.</summary>
internal static class GeneratorHarness
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp14, preprocessorSymbols: ["NET", "NETCOREAPP2_1_OR_GREATER", "NET8_0_OR_GREATER"]);

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create("Test",
        sources.Select(source => CSharpSyntaxTree.ParseText(source, Parse)), Net100.References.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    public static GeneratorDriver Driver(bool isBuild, params SpecText[] specs) => CSharpGeneratorDriver.Create(
        [new FsmGenerator().AsSourceGenerator()], specs, Parse, new Options(isBuild),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The C# that the generator writes for one spec; a second run must find everything cached.</summary>
    public static string Generate(string yaml)
    {
        var compilation = Compile();
        var driver = Driver(isBuild: true, new SpecText("/specs/test.fsm.yaml", yaml)).RunGenerators(compilation);
        var again = driver.RunGenerators(compilation.Clone());
        Assert.All(again.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        return Assert.Single(driver.GetRunResult().Results[0].GeneratedSources).SourceText.ToString();
    }

    /// <summary>Compiles a spec together with its host and loads the result.</summary>
    public static Assembly Load(string yaml, params string[] sources)
    {
        var driver = Driver(isBuild: true, new SpecText("/specs/test.fsm.yaml", yaml));
        driver.RunGeneratorsAndUpdateCompilation(Compile(sources), out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        using var image = new MemoryStream();
        var emitted = output.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning)));
        Assert.Empty(emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
        return Assembly.Load(image.ToArray());
    }

    public static async Task<ImmutableArray<Diagnostic>> Analyze(bool isBuild, params SpecText[] specs)
    {
        var options = new AnalyzerOptions([.. specs], new Options(isBuild));
        var withAnalyzers = Compile().WithAnalyzers([new SpecAnalyzer()], options);
        return await withAnalyzers.GetAnalyzerDiagnosticsAsync();
    }

    private sealed class Options(bool isBuild) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(isBuild);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(bool isBuild) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key switch { "fsmgen_findings" when isBuild => "generator", "build_property.RootNamespace" => "Demo", _ => null };
            return value is not null;
        }
    }
}
