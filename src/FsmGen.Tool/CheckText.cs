using FsmGen.Compiler.Binding;

namespace FsmGen.Tool;

/// <summary>What <c>check</c> says to a person: a line for each finding, and one that sums up the file.</summary>
internal static class CheckText
{
    public static void Write(CheckedFile file, TextWriter output, TextWriter error)
    {
        FindingLines.Write(file.Findings, file.Path, error);
        if (file.IsFragment)
        {
            output.WriteLine($"{file.Path}: a fragment, checked with the specs that include it");
            return;
        }

        string[] parts = [.. file.Spec is { } spec ? Sizes(spec) : [], .. Verdict(file.Errors, file.Warnings)];
        output.WriteLine($"{file.Path}: {string.Join(", ", parts)}");
    }

    private static IEnumerable<string> Sizes(Spec spec) =>
    [
        Count(spec.Leaves.Count(), "state"),
        Count(spec.Events.Count, "event"),
        Count(spec.Root.Descendants.Sum(static state => state.Rows.Values.Sum(static rows => rows.Count)), "row"),
    ];

    private static IEnumerable<string> Verdict(int errors, int warnings) => (errors, warnings) switch
    {
        (0, 0) => ["no findings"],
        (_, 0) => [Count(errors, "error")],
        (0, _) => [Count(warnings, "warning")],
        _ => [Count(errors, "error"), Count(warnings, "warning")],
    };

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
