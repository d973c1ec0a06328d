using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FsmGen.Generators.Tests;

/// <summary>A project that uses specs: what may differ between one and the next.</summary>
internal sealed record Consumer
{
    /// <summary>A build on the current SDK: the generator reports.</summary>
    public static readonly Consumer Build = new();

    /// <summary>The same project in an editor: the analyzer reports.</summary>
    public static readonly Consumer Editor = Build with { IsBuild = false };

    /// <summary>What the package brings along: timers need it.</summary>
    private static readonly MetadataReference Runtime = MetadataReference.CreateFromFile(typeof(FsmGen.Runtime.Timers.TimerWheel).Assembly.Location);

    public bool IsBuild { get; init; } = true;

    public string? RootNamespace { get; init; } = "Demo";

    /// <summary>What the .editorconfig sections that match the specs say.</summary>
    public ImmutableDictionary<string, string> FileOptions { get; init; } = ImmutableDictionary<string, string>.Empty;

    public CSharpParseOptions Parse { get; init; } = new(LanguageVersion.CSharp14, preprocessorSymbols: ["NET", "NETCOREAPP2_1_OR_GREATER", "NETCOREAPP3_0_OR_GREATER", "NET8_0_OR_GREATER"]);

    public CSharpCompilationOptions Options { get; init; } = new(OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release, specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)], nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true, warningLevel: 9999);

    /// <summary>Beyond the BCL.</summary>
    public ImmutableArray<MetadataReference> References { get; init; } = [];

    public CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create("Test",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, Parse, $"/project/File{i}.cs", Encoding.UTF8)), [.. Net100.References.All, Runtime, .. References], Options);

    public GeneratorDriver Driver(params SpecText[] specs) => CSharpGeneratorDriver.Create(
        [new FsmGenerator().AsSourceGenerator()], specs, Parse, new Provider(this),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public Generation Generate(string yaml, params string[] sources) => Generate([new SpecText(yaml)], sources);

    /// <summary>What becomes of a project with these files; a second run must find everything cached.</summary>
    public Generation Generate(IReadOnlyList<SpecText> specs, params string[] sources)
    {
        var compilation = Compile(sources);
        var driver = Driver([.. specs]).RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.All(driver.RunGenerators(compilation.Clone()).Outputs(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        return new Generation((CSharpCompilation)output, diagnostics, [.. result.GeneratedSources.Select(source => source.SourceText.ToString())]);
    }

    /// <summary>What the analyzer says of the same files.</summary>
    public async Task<ImmutableArray<Diagnostic>> Analyze(params SpecText[] specs) =>
        await Compile().WithAnalyzers([new SpecAnalyzer()], new AnalyzerOptions([.. specs], Provide())).GetAnalyzerDiagnosticsAsync();

    /// <summary>What generator and analyzers together say of a project.</summary>
    public async Task<IReadOnlyList<Diagnostic>> Findings(SpecText spec, params string[] sources)
    {
        var generation = Generate([spec], sources);
        var analyzed = await generation.Output.WithAnalyzers([new SpecAnalyzer(), new UsageAnalyzer()], new AnalyzerOptions([spec], Provide())).GetAnalyzerDiagnosticsAsync();
        return [.. generation.Reported, .. analyzed];
    }

    public AnalyzerConfigOptionsProvider Provide() => new Provider(this);

    private sealed class Provider(Consumer consumer) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(consumer);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(consumer with { IsBuild = false, RootNamespace = null });
    }

    private sealed class Values(Consumer consumer) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key switch { "fsmgen_findings" when consumer.IsBuild => "generator", "build_property.RootNamespace" => consumer.RootNamespace, _ => consumer.FileOptions.GetValueOrDefault(key) };
            return value is not null;
        }
    }
}

/// <summary>The project with the generated files, what the generator reported, and what it wrote.</summary>
internal sealed record Generation(CSharpCompilation Output, ImmutableArray<Diagnostic> Reported, ImmutableArray<string> Sources)
{
    public string Source => Assert.Single(Sources);

    /// <summary>What the C# compiler has to say, without what nobody sees.</summary>
    public IEnumerable<Diagnostic> Complaints => Output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    /// <summary>The compiled project; it must compile without a warning.</summary>
    public Assembly Load()
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = Output.Emit(image, symbols);
        Assert.True(emitted.Success && !Complaints.Any(), string.Join("\n", Complaints.Take(5).Select(Quote)));
        return Assembly.Load(image.ToArray(), symbols.ToArray());
    }

    private static string Quote(Diagnostic complaint)
    {
        var span = complaint.Location.SourceTree?.GetLineSpan(complaint.Location.SourceSpan);
        return $"{complaint}\n    {(span is null ? "" : complaint.Location.SourceTree!.GetText().Lines[span.Value.StartLinePosition.Line])}";
    }
}
