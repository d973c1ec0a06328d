using FsmGen.Compiler;
using FsmGen.Compiler.Binding;
using Microsoft.CodeAnalysis;

namespace FsmGen.Tool;

/// <summary>A spec, as it was named by the caller, and what there is to say of it.</summary>
internal sealed record CheckedFile(string Path, Spec? Spec, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether it is a part of other specs, and looked at with them.</summary>
    public bool IsFragment { get; init; }

    public int Errors => Count(DiagnosticSeverity.Error);

    public int Warnings => Count(DiagnosticSeverity.Warning);

    public int Exit => Errors + Warnings == 0 ? ExitCode.Success : ExitCode.Findings;

    public static CheckedFile Of(string path)
    {
        var compilation = SpecSource.Compile(path);
        return new CheckedFile(path, compilation.Spec, compilation.Findings) { IsFragment = compilation.IsFragment };
    }

    private int Count(DiagnosticSeverity severity) => Findings.Count(finding => finding.Severity == severity);
}
