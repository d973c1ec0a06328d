using FsmGen.Compiler.Severities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FsmGen.Generators;

/// <summary>What the project says to its hosts. <c>ReportFromGenerator</c>: this is a build, not an editor.</summary>
internal sealed record HostOptions(string? RootNamespace, bool ReportFromGenerator)
{
    /// <summary>Set by a file that the package adds to builds only; see FsmGen.targets.</summary>
    private const string FindingsKey = "fsmgen_findings";

    public static HostOptions From(AnalyzerConfigOptions options) => new(
        options.TryGetValue("build_property.RootNamespace", out var root) && root.Length > 0 ? Namespace(root) : null,
        options.TryGetValue(FindingsKey, out var reporter) && reporter == "generator");

    /// <summary>What the .editorconfig sections that match a spec say of its findings.</summary>
    public static ChosenSeverities SeveritiesOf(AdditionalText file, AnalyzerConfigOptionsProvider provider)
    {
        var options = provider.GetOptions(file);
        return ChosenSeverities.From(key => options.TryGetValue(key, out var value) ? value : null);
    }

    /// <summary>A project's name can be what no namespace is: <c>My-App</c> becomes <c>My_App</c>, as in the SDK's templates.</summary>
    private static string Namespace(string root) => string.Join(".", root.Split('.').Select(static part =>
    {
        var name = new string([.. part.Select(static c => char.IsLetterOrDigit(c) ? c : '_')]);
        return name.Length == 0 || char.IsDigit(name[0]) ? $"_{name}" : name;
    }));
}
