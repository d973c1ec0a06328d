using FsmGen.Compiler.Analysis;
using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Checking;
using FsmGen.Compiler.Lowering;
using FsmGen.Compiler.Model;
using FsmGen.Compiler.Severities;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler;

/// <summary>What becomes of one spec: a machine, if its name can be read, and what there is to say.</summary>
internal sealed record SpecCompilation(Spec? Spec, Machine? Machine, EquatableArray<Finding> Findings, SpecText Text)
{
    /// <summary>Whether the file is a part of other specs; then it is looked at with those.</summary>
    public bool IsFragment { get; init; }

    /// <summary>Whether something keeps it from being understood, and not only from being a good design.</summary>
    public bool IsUnreadable => Findings.Any(static finding => !finding.Rule.IsConfigurable());

    /// <summary>Compiles a spec.</summary>
    /// <param name="text">The file, without a byte order mark.</param>
    /// <param name="path">The path of the file: its name is that of the spec, and <c>#line</c> prints the path.</param>
    /// <param name="rootNamespace">The namespace of a spec that names none; null: the global one.</param>
    /// <param name="budget">How far its design is looked into; null: as far as anybody does.</param>
    /// <param name="open">The text of a file that the spec includes; null, if there is none.</param>
    /// <param name="cancellation">Looked at between the phases.</param>
    public static SpecCompilation Of(SourceText text, string path, string? rootNamespace, AnalysisBudget? budget = null, Func<string, SourceText?>? open = null, CancellationToken cancellation = default)
    {
        var compilation = Compile(text, path, rootNamespace, budget ?? AnalysisBudget.Full, open ?? (static _ => null), cancellation);
        // Where the text cannot be read on, nobody knows what is a comment.
        return compilation.Findings.Any(static finding => finding.Rule == Rules.InvalidYaml || finding.Rule == Rules.TooLarge)
            ? compilation
            : compilation with { Findings = Suppressions.Apply(compilation.Text, compilation.Findings) };
    }

    private static SpecCompilation Compile(SourceText text, string path, string? rootNamespace, AnalysisBudget budget, Func<string, SourceText?> open, CancellationToken cancellation)
    {
        var findings = new Findings(text);
        if (YamlReader.Read(text, findings) is not { } root)
            return new SpecCompilation(null, null, findings.Sorted(), findings.Text);
        if (Inclusion.IsFragment(root))
            return new SpecCompilation(null, null, findings.Sorted(), findings.Text) { IsFragment = true };
        root = new Inclusion(findings, path, open).Into(root);

        // Where the file cannot be read on, the rest may declare what seems to be missing: only that is said.
        var said = findings.Sorted();
        var isCutOff = said.Any(static finding => finding.Rule == Rules.InvalidYaml || finding.Rule == Rules.TooLarge || finding.Rule == Rules.Include);
        cancellation.ThrowIfCancellationRequested();
        var (spec, declared) = Binder.Bind(root, findings.Text.Combined, findings);
        if (spec is null || declared is null || spec.Root.IsLeaf)
            return new SpecCompilation(spec, null, isCutOff ? said : findings.Sorted(), findings.Text);

        cancellation.ThrowIfCancellationRequested();
        if (spec.IsStatechart)
        {
            Checks.Run(spec, declared, budget, findings, cancellation);
            var chart = ChartLowerer.Lower(spec, SpecFile.NameOf(path), path, rootNamespace) with { Snapshot = SnapshotSchema.Of(spec) };
            return new SpecCompilation(spec, chart, isCutOff ? said : findings.Sorted(), findings.Text);
        }

        var exploration = Exploration.Of(spec);
        Checks.Run(spec, declared, exploration, budget, findings, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var machine = Lowerer.Lower(spec, exploration, SpecFile.NameOf(path), path, rootNamespace) with { Snapshot = SnapshotSchema.Of(spec) };
        return new SpecCompilation(spec, machine, isCutOff ? said : findings.Sorted(), findings.Text);
    }
}
