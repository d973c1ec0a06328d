using System.Collections.Concurrent;
using System.Collections.Immutable;
using FsmGen.Compiler;
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
            SpecResult? Compile(AdditionalText file, CancellationToken ct) => specs.GetOrAdd(file, file => SpecResult.Of(file, options, HostOptions.SeveritiesOf(file, provider), ct));
            start.RegisterAdditionalFileAction(file => Analyze(file, Compile));
        });
    }

    private static void Analyze(AdditionalFileAnalysisContext context, Func<AdditionalText, CancellationToken, SpecResult?> compile)
    {
        if (!SpecFile.Is(context.AdditionalFile.Path) || compile(context.AdditionalFile, context.CancellationToken) is not { } spec)
            return;

        var others = context.Options.AdditionalFiles
            .Where(static file => SpecFile.Is(file.Path))
            .Select(file => compile(file, context.CancellationToken)?.Name)
            .OfType<SpecName>();
        foreach (var (path, finding) in spec.FindingsAmong(others))
            context.ReportDiagnostic(finding.ToDiagnostic(path));
    }
}
