using System.Collections.Immutable;
using FsmGen.Compiler;
using FsmGen.Compiler.Model;
using FsmGen.Compiler.Severities;
using Microsoft.CodeAnalysis;

namespace FsmGen.Tool;

/// <summary>The configuration files above a spec, read as the C# compiler reads them.</summary>
internal static class SpecConfiguration
{
    private static readonly string[] Names = [".editorconfig", ".globalconfig"];

    /// <summary>The findings as the author wants them: an .editorconfig chooses for its folder, then a .globalconfig for all.</summary>
    public static EquatableArray<Finding> Apply(string path, EquatableArray<Finding> findings)
    {
        var files = FilesAbove(path).Select(static file => AnalyzerConfig.Parse(File.ReadAllText(file), file)).ToList();
        if (files.Count == 0)
            return findings;

        var set = AnalyzerConfigSet.Create(files);
        var options = set.GetOptionsForSourcePath(path).AnalyzerOptions;
        var chosen = ChosenSeverities.From(key => options.GetValueOrDefault(key));
        return findings.Select(chosen.Apply).OfType<Finding>().Select(finding => ApplyGlobal(finding, set.GlobalConfigOptions.TreeOptions)).OfType<Finding>().ToEquatableArray();
    }

    private static Finding? ApplyGlobal(Finding finding, ImmutableDictionary<string, ReportDiagnostic> severities) =>
        finding.Rule.IsConfigurable() && severities.TryGetValue(finding.Rule.Id, out var severity) ? ChosenSeverities.Apply(finding, severity) : finding;

    private static IEnumerable<string> FilesAbove(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (var file in Names.Select(name => Path.Combine(folder, name)).Where(File.Exists))
                yield return file;
        }
    }
}
