using System.Collections.Concurrent;
using System.Collections.Immutable;
using FsmGen.Compiler;
using FsmGen.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FsmGen.Generators;

/// <summary>Reports what is wrong with specs while they are edited. In a build <see cref="FsmGenerator"/> does.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpecAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.All.ToImmutableArray();

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var provider = start.Options.AnalyzerConfigOptionsProvider;
            var options = HostOptions.From(provider.GlobalOptions);
            if (options.ReportFromGenerator)
                return;

            // Every spec is looked at beside the others, and compiled once.
            var specs = new ConcurrentDictionary<AdditionalText, SpecResult?>();
            var fragments = new Lazy<Fragments>(() => Fragments.Among(start.Options.AdditionalFiles, start.CancellationToken));
            SpecResult? Compile(AdditionalText file, CancellationToken ct) => specs.GetOrAdd(file, file => SpecResult.Of(file, options, HostOptions.SeveritiesOf(file, provider), path => fragments.Value.Open(path), ct));
            var lacking = new Lazy<IReadOnlyList<LocatedFinding>>(() => FindHosts(start.Compilation, start.Options.AdditionalFiles, Compile, start.CancellationToken));
            start.RegisterAdditionalFileAction(file => Analyze(file, Compile, lacking));
            start.RegisterSyntaxTreeAction(tree => AnalyzeHosts(tree, lacking));
        });
    }

    /// <summary>What hosts lack and have too much of, compared as the generator does it.</summary>
    private static List<LocatedFinding> FindHosts(Compilation compilation, ImmutableArray<AdditionalText> files, Func<AdditionalText, CancellationToken, SpecResult?> compile, CancellationToken cancellation)
    {
        var members = compilation.SyntaxTrees.SelectMany(tree => HostMember.AllOf(tree.GetRoot(cancellation))).ToList();
        var specs = files.Where(static file => SpecFile.Is(file.Path)).Select(file => compile(file, cancellation)).OfType<SpecResult>().ToList();
        var names = specs.Select(static spec => spec.Name).OfType<SpecName>().ToList();
        return [.. specs.Where(spec => spec.Name?.FirstOf(names) is null).SelectMany(spec => spec.Host?.Check(members) ?? [])];
    }

    private static void Analyze(AdditionalFileAnalysisContext context, Func<AdditionalText, CancellationToken, SpecResult?> compile, Lazy<IReadOnlyList<LocatedFinding>> lacking)
    {
        if (!SpecFile.Is(context.AdditionalFile.Path) || compile(context.AdditionalFile, context.CancellationToken) is not { } spec)
            return;

        var others = context.Options.AdditionalFiles
            .Where(static file => SpecFile.Is(file.Path))
            .Select(file => compile(file, context.CancellationToken)?.Name)
            .OfType<SpecName>();
        foreach (var (path, finding) in spec.FindingsAmong(others))
            context.ReportDiagnostic(finding.ToDiagnostic(path));
        foreach (var (path, finding) in lacking.Value)
        {
            if (path == spec.Path)
                context.ReportDiagnostic(finding.ToDiagnostic(path));
        }
    }

    /// <summary>Reports what stands in C#; what a host lacks is reported at the spec.</summary>
    private static void AnalyzeHosts(SyntaxTreeAnalysisContext context, Lazy<IReadOnlyList<LocatedFinding>> lacking)
    {
        foreach (var (path, finding) in lacking.Value)
        {
            if (path == context.Tree.FilePath && path.Length > 0)
                context.ReportDiagnostic(Diagnostic.Create(finding.Rule, Location.Create(context.Tree, finding.Span), [.. finding.Arguments]));
        }
    }
}
