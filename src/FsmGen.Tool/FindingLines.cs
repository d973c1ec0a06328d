using FsmGen.Compiler;
using Microsoft.CodeAnalysis;

namespace FsmGen.Tool;

/// <summary>Findings as MSBuild prints them, so that editors and build logs link them.</summary>
internal static class FindingLines
{
    /// <summary>Writes a line for each finding that a build would show.</summary>
    /// <returns>How many errors and warnings there are.</returns>
    public static (int Errors, int Warnings) Write(IEnumerable<Finding> findings, string path, TextWriter error)
    {
        var (errors, warnings) = (0, 0);
        foreach (var finding in findings.Where(static finding => finding.Severity >= DiagnosticSeverity.Warning))
        {
            var isError = finding.Severity == DiagnosticSeverity.Error;
            (errors, warnings) = isError ? (errors + 1, warnings) : (errors, warnings + 1);
            var start = finding.Lines.Start;
            error.WriteLine($"{finding.Path ?? path}({start.Line + 1},{start.Character + 1}): {Terminal.Paint(isError ? "error" : "warning", isError, error)} {finding.Rule.Id}: {finding.Message}");
        }

        return (errors, warnings);
    }
}
