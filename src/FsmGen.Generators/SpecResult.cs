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
        var name = compilation is { Spec: { } spec, Machine: { } machine } ? new SpecName(file.Path, machine.HintName, machine.Name, spec.Name.Span, text.Lines.GetLinePositionSpan(spec.Name.Span)) : null;
        return new SpecResult(file.Path, compilation.Machine, compilation.Findings.Select(severities.Apply).OfType<Finding>().ToEquatableArray(), name,
            name is null ? null : HostContract.Of(compilation.Spec!, compilation.Machine!, file.Path, compilation.Text));
    }
}

/// <summary>A finding with the file it is about.</summary>
internal sealed record LocatedFinding(string Path, Finding Finding);

/// <summary>The name that a spec gives its machine, and where.</summary>
internal sealed record SpecName(string Path, string HintName, string Machine, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The spec that declares this machine first, if another does: paths decide, so that every host says the same.</summary>
    public SpecName? FirstOf(IEnumerable<SpecName> all)
    {
        var first = all.Where(other => string.Equals(other.HintName, HintName, StringComparison.OrdinalIgnoreCase)).OrderBy(static other => other.Path, StringComparer.Ordinal).FirstOrDefault();
        return first is null || first.Path == Path ? null : first;
    }

    public Finding SameMachine(SpecName first) =>
        new(Rules.SameMachine, Rules.SameMachine.DefaultSeverity, Span, Lines, [Machine, SpecFile.NameOf(first.Path)]);
}
