using FsmGen.Compiler;
using FsmGen.Compiler.Binding;
using Microsoft.CodeAnalysis;

namespace FsmGen.Tool;

/// <summary>A spec, as it was named by the caller, and what there is to say of it.</summary>
internal sealed record CheckedFile(string Path, Spec? Spec, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether it is a part of other specs, and looked at with them.</summary>
    public bool IsFragment { get; init; }

    /// <summary>What it calls its machine; null where none is made of it.</summary>
    public SpecName? Name { get; init; }

    /// <summary>The project that it lies in; null if in none.</summary>
    public string? Project { get; init; }

    public int Errors => Count(DiagnosticSeverity.Error);

    public int Warnings => Count(DiagnosticSeverity.Warning);

    public int Suggestions => Count(DiagnosticSeverity.Info);

    public int Exit => Errors + Warnings == 0 ? ExitCode.Success : ExitCode.Findings;

    public static CheckedFile Of(string path)
    {
        var compilation = SpecSource.Compile(path, ProjectFile.NamespaceAround(path));
        return new CheckedFile(path, compilation.Spec, compilation.Findings)
        {
            IsFragment = compilation.IsFragment,
            Name = SpecName.Of(compilation, System.IO.Path.GetFullPath(path)),
            Project = ProjectFile.Around(path),
        };
    }

    /// <summary>The file beside others: of those in one project, or in none, only the first can declare a machine.</summary>
    public CheckedFile Among(IEnumerable<CheckedFile> all) =>
        Name?.FirstOf(all.Where(other => other.Project == Project).Select(static other => other.Name).OfType<SpecName>()) is { } first
            ? this with { Findings = [.. Findings.Append(Name.SameMachine(first)).OrderBy(static finding => finding.Path, StringComparer.Ordinal).ThenBy(static finding => finding.Span.Start)] }
            : this;

    private int Count(DiagnosticSeverity severity) => Findings.Count(finding => finding.Severity == severity);
}
