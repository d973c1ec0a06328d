using System.Reflection;
using System.Text.Json.Nodes;
using FsmGen.Compiler;
using Microsoft.CodeAnalysis;

namespace FsmGen.Tool;

/// <summary>What <c>check</c> says to a code host: SARIF 2.1.0, with the pages of the rules inside.</summary>
internal static class CheckSarif
{
    public static string Write(IEnumerable<CheckedFile> files)
    {
        var results = files.SelectMany(static file => file.Findings.Select(finding => (file.Path, Finding: finding))).ToList();
        List<DiagnosticDescriptor> rules = [.. results.Select(static result => result.Finding.Rule).Distinct().OrderBy(static rule => rule.Id, StringComparer.Ordinal)];
        return CheckJson.Write(new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = Driver(rules) },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. results.Select(result => Result(result.Path, result.Finding, rules))]),
            }),
        });
    }

    private static JsonObject Driver(IEnumerable<DiagnosticDescriptor> rules) => new()
    {
        ["name"] = "FsmGen",
        ["semanticVersion"] = typeof(CheckSarif).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
        ["rules"] = new JsonArray([.. rules.Select(Rule)]),
    };

    private static JsonObject Rule(DiagnosticDescriptor rule)
    {
        var json = new JsonObject
        {
            ["id"] = rule.Id,
            ["shortDescription"] = new JsonObject { ["text"] = rule.Title.ToString(null) },
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.DefaultSeverity) },
        };
        if (rule.HelpLinkUri.Length > 0)
            json["helpUri"] = rule.HelpLinkUri;
        if (RulePages.Find(rule.Id) is { } page)
            json["help"] = new JsonObject { ["text"] = page, ["markdown"] = page };
        return json;
    }

    private static JsonObject Result(string path, Finding finding, List<DiagnosticDescriptor> rules) => new()
    {
        ["ruleId"] = finding.Rule.Id,
        ["ruleIndex"] = rules.IndexOf(finding.Rule),
        ["level"] = Level(finding.Severity),
        ["message"] = new JsonObject { ["text"] = finding.Message },
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(finding.Path ?? path) },
                ["region"] = new JsonObject
                {
                    ["startLine"] = finding.Lines.Start.Line + 1,
                    ["startColumn"] = finding.Lines.Start.Character + 1,
                    ["endLine"] = finding.Lines.End.Line + 1,
                    ["endColumn"] = finding.Lines.End.Character + 1,
                },
            },
        }),
    };

    private static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "note",
        _ => "none",
    };

    /// <summary>Relative where the caller's path is: a code host looks below the folder that it checked out.</summary>
    private static string UriOf(string path) => Path.IsPathRooted(path)
        ? new Uri(path).AbsoluteUri
        : string.Join("/", path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Where(static part => part != ".").Select(Uri.EscapeDataString));
}
