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
        context.RegisterAdditionalFileAction(Analyze);
    }

    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        var options = HostOptions.From(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
        if (!SpecFile.Is(context.AdditionalFile.Path) || options.ReportFromGenerator || SpecResult.Of(context.AdditionalFile, options, context.CancellationToken) is not { } spec)
            return;

        var others = context.Options.AdditionalFiles
            .Where(static file => SpecFile.Is(file.Path))
            .Select(file => SpecResult.Of(file, options, context.CancellationToken)?.Name)
            .OfType<SpecName>();
        foreach (var (path, finding) in spec.FindingsAmong(others))
            context.ReportDiagnostic(finding.ToDiagnostic(path));
    }
}
