using System.Text;
using FsmGen.Compiler;
using FsmGen.Compiler.Emit;
using FsmGen.Compiler.Model;
using FsmGen.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Generators;

/// <summary>Writes a machine for each <c>*.fsm.yaml</c> among the additional files.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class FsmGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var options = context.AnalyzerConfigOptionsProvider.Select(static (provider, _) => HostOptions.From(provider.GlobalOptions));
        var emit = context.ParseOptionsProvider.Select(static (parse, _) => new EmitOptions(SpanDirectives: parse is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp10 }));

        // A spec with includes hangs on other files; a change to one of them looks at all specs again, which is rare.
        var fragments = context.AdditionalTextsProvider
            .Select(static (file, ct) => Fragments.Of(file, ct))
            .Where(static fragment => fragment is not null)
            .Collect()
            .Select(static (files, _) => new Fragments(files.Select(static file => file!).ToEquatableArray()));

        var specs = context.AdditionalTextsProvider
            .Where(static file => SpecFile.Is(file.Path))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (input, _) => (File: input.Left, Options: HostOptions.From(input.Right.GlobalOptions), Severities: HostOptions.SeveritiesOf(input.Left, input.Right)))
            .Combine(fragments)
            .Select(static (input, ct) => SpecResult.Of(input.Left.File, input.Left.Options, input.Left.Severities, input.Right.Open, ct))
            .WithTrackingName(StepNames.Specs)
            .Where(static spec => spec is not null);
        var names = specs.Select(static (spec, _) => spec!.Name).Where(static name => name is not null).Collect();

        // Pipeline 1, C#: fires when a machine changes, which a place in its spec does not.
        var machines = specs
            .Where(static spec => spec!.Machine is not null)
            .Combine(names)
            .Where(static input => input.Left!.Name!.FirstOf(input.Right!) is null)
            .Select(static (input, _) => input.Left!.Machine!)
            .WithTrackingName(StepNames.Machines);
        context.RegisterSourceOutput(machines.Combine(emit), static (output, input) =>
            output.AddSource(input.Left.HintName, SourceText.From(MachineEmitter.Emit(input.Left, input.Right), Encoding.UTF8)));

        // Pipeline 2, findings: fires when a place or a message changes. Silent in editors, where the analyzer speaks.
        var findings = specs.Combine(names).Combine(options)
            .Where(static input => input.Right.ReportFromGenerator)
            .SelectMany(static (input, _) => input.Left.Left!.FindingsAmong(input.Left.Right!))
            .WithTrackingName(StepNames.Findings);
        context.RegisterSourceOutput(findings, static (output, finding) => output.ReportDiagnostic(finding.Finding.ToDiagnostic(finding.Path)));

        // Pipeline 3, what the host lacks: fires when the head of a partial method changes.
        var specsAlone = specs.Combine(names).Where(static input => input.Left!.Name?.FirstOf(input.Right!) is null).Select(static (input, _) => input.Left!);
        ReportHosts(context, specsAlone, options);
    }

    /// <summary>
    /// Syntax, not the compilation: a build that lacks a host method never gets to analyzers, and syntax is enough to say what to
    /// write.
    /// </summary>
    private static void ReportHosts(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<SpecResult> specs, IncrementalValueProvider<HostOptions> options)
    {
        var members = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => HostMember.IsCandidate(node), static (context, _) => HostMember.Of(context.Node))
            .Collect()
            .Select(static (members, _) => members.ToEquatableArray());
        var lacking = specs.Combine(members).Combine(options)
            .Where(static input => input.Right.ReportFromGenerator)
            .SelectMany(static (input, _) => input.Left.Left.Host?.Check(input.Left.Right) ?? [])
            .WithTrackingName(StepNames.Hosts);
        context.RegisterSourceOutput(lacking, static (output, finding) => output.ReportDiagnostic(finding.Finding.ToDiagnostic(finding.Path)));
    }
}
