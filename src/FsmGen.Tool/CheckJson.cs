using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsmGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Tool;

/// <summary>What <c>check</c> says to a program. Lines and columns count from 1; an end is the place behind the last character.</summary>
internal static class CheckJson
{
    /// <summary>Text stays readable: nobody puts it into a page unescaped.</summary>
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<CheckedFile> files) => Write(new JsonObject
    {
        ["files"] = new JsonArray([.. files.Select(static file => new JsonObject
        {
            ["path"] = file.Path,
            ["machine"] = file.Spec?.Name.Text,
            ["errors"] = file.Errors,
            ["warnings"] = file.Warnings,
            ["suggestions"] = file.Suggestions,
            ["findings"] = new JsonArray([.. file.Findings.Select(Finding)]),
        })]),
    });

    public static string Write(JsonNode node) => node.ToJsonString(Indented) + "\n";

    /// <summary>A finding has a path only where that is an included file.</summary>
    private static JsonObject Finding(Finding finding)
    {
        var json = Bare(finding);
        if (finding.Path is { } path)
            json["path"] = path;
        return json;
    }

    private static JsonObject Bare(Finding finding) => new()
    {
        ["rule"] = finding.Rule.Id,
        ["severity"] = finding.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", DiagnosticSeverity.Info => "suggestion", _ => "silent" },
        ["message"] = finding.Message,
        ["start"] = Position(finding.Lines.Start),
        ["end"] = Position(finding.Lines.End),
    };

    private static JsonObject Position(LinePosition position) => new() { ["line"] = position.Line + 1, ["column"] = position.Character + 1 };
}
