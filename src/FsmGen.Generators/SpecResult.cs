using FsmGen.Compiler;
using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Model;
using FsmGen.Compiler.Severities;
using FsmGen.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Generators;

/// <summary>A compiled spec as it may cross the pipeline.</summary>
internal sealed record SpecResult(string Path, Machine? Machine, EquatableArray<Finding> Findings, SpecName? Name, HostContract? Host)
{
    /// <summary>What there is to say of the spec, beside the others of the project.</summary>
    public IEnumerable<LocatedFinding> FindingsAmong(IEnumerable<SpecName> all)
    {
        foreach (var finding in Findings)
            yield return new LocatedFinding(finding.Path ?? Path, finding);
        if (Name?.FirstOf(all) is { } first)
            yield return new LocatedFinding(Path, Name.SameMachine(first));
    }

    public static SpecResult? Of(AdditionalText file, HostOptions options, ChosenSeverities severities, Func<string, SourceText?> open, CancellationToken cancellation)
    {
        // Null: the compiler could not read the file, and says so itself.
        if (file.GetText(cancellation) is not { } text)
            return null;
        var compilation = SpecCompilation.Of(text, file.Path, options.RootNamespace, options.ReportFromGenerator ? AnalysisBudget.Full : AnalysisBudget.Typing, open, cancellation);
        var name = SpecName.Of(compilation, file.Path);
        return new SpecResult(file.Path, compilation.Machine, compilation.Findings.Select(severities.Apply).OfType<Finding>().ToEquatableArray(), name,
            name is null ? null : HostContract.Of(compilation.Spec!, compilation.Machine!, file.Path, compilation.Text));
    }
}

/// <summary>A finding with the file it is about.</summary>
internal sealed record LocatedFinding(string Path, Finding Finding);
