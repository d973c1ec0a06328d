using FsmGen.Compiler;
using Microsoft.CodeAnalysis;

namespace FsmGen.Tool;

/// <summary>Findings as MSBuild prints them, so that editors and build logs link them.</summary>
internal static class FindingLines
{
    /// <summary>Writes a line for each finding. What is information only a build keeps to itself, and a person at a terminal may want to know.</summary>
    /// <returns>How many errors and warnings there are.</returns>
    public static (int Errors, int Warnings) Write(IEnumerable<Finding> findings, string path, TextWriter error)
    {
        var counts = new int[(int)DiagnosticSeverity.Error + 1];
        foreach (var finding in findings.Where(static finding => finding.Severity > DiagnosticSeverity.Hidden))
        {
            counts[(int)finding.Severity]++;
            var start = finding.Lines.Start;
            error.WriteLine($"{finding.Path ?? path}({start.Line + 1},{start.Character + 1}): {Terminal.Paint(finding.Severity, error)} {finding.Rule.Id}: {finding.Message}");
        }

        return (counts[(int)DiagnosticSeverity.Error], counts[(int)DiagnosticSeverity.Warning]);
    }
}
