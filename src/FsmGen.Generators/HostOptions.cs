using Microsoft.CodeAnalysis.Diagnostics;

namespace FsmGen.Generators;

/// <summary>What the project says to its hosts. <c>ReportFromGenerator</c>: this is a build, not an editor.</summary>
internal sealed record HostOptions(string? RootNamespace, bool ReportFromGenerator)
{
    /// <summary>Set by a file that the package adds to builds only; see FsmGen.targets.</summary>
    private const string FindingsKey = "fsmgen_findings";

    public static HostOptions From(AnalyzerConfigOptions options) => new(
        options.TryGetValue("build_property.RootNamespace", out var root) && root.Length > 0 ? root : null,
        options.TryGetValue(FindingsKey, out var reporter) && reporter == "generator");
}
