using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;

namespace FsmGen.Compiler.Severities;

/// <summary>What <c>[*.fsm.yaml] fsmgen.FSM2001.severity = …</c> of an .editorconfig chooses for one file; only what differs stands in it.</summary>
internal sealed record ChosenSeverities(EquatableArray<(string Id, ReportDiagnostic Severity)> Choices)
{
    public static readonly ChosenSeverities None = new([]);

    /// <param name="option">The value of an option of the file; null if it has none. Keys are in lower case.</param>
    public static ChosenSeverities From(Func<string, string?> option) => new(Rules.All
        .Where(static rule => rule.IsConfigurable() && rule.Id[3] != '3')
        .Select(rule => (rule.Id, Severity: Parse(option($"fsmgen.{rule.Id.ToLowerInvariant()}.severity"))))
        .Where(static choice => choice.Severity != ReportDiagnostic.Default)
        .ToEquatableArray());

    /// <summary>The finding as the author wants it; null if not at all.</summary>
    public Finding? Apply(Finding finding)
    {
        foreach (var (id, severity) in Choices)
        {
            if (id == finding.Rule.Id)
                return Apply(finding, severity);
        }

        return finding;
    }

    public static Finding? Apply(Finding finding, ReportDiagnostic severity) => severity switch
    {
        ReportDiagnostic.Suppress => null,
        ReportDiagnostic.Error => finding with { Severity = DiagnosticSeverity.Error },
        ReportDiagnostic.Warn => finding with { Severity = DiagnosticSeverity.Warning },
        ReportDiagnostic.Info => finding with { Severity = DiagnosticSeverity.Info },
        ReportDiagnostic.Hidden => finding with { Severity = DiagnosticSeverity.Hidden },
        _ => finding,
    };

    /// <summary>The words of <c>dotnet_diagnostic.X.severity</c>; like there, another word is none.</summary>
    private static ReportDiagnostic Parse(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "none" => ReportDiagnostic.Suppress,
        "silent" or "refactoring" => ReportDiagnostic.Hidden,
        "suggestion" => ReportDiagnostic.Info,
        "warning" => ReportDiagnostic.Warn,
        "error" => ReportDiagnostic.Error,
        _ => ReportDiagnostic.Default,
    };
}
