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

        string[] parts = [.. file.Spec is { } spec ? Sizes(spec) : [], .. Verdict(file)];
        output.WriteLine($"{file.Path}: {string.Join(", ", parts)}");
    }

    private static IEnumerable<string> Sizes(Spec spec) =>
    [
        Count(spec.Leaves.Count(), "state"),
        Count(spec.Events.Count, "event"),
        Count(spec.Root.Descendants.Sum(static state => state.Rows.Values.Sum(static rows => rows.Count)), "row"),
    ];

    private static IReadOnlyList<string> Verdict(CheckedFile file)
    {
        (int Count, string Noun)[] kinds = [(file.Errors, "error"), (file.Warnings, "warning"), (file.Suggestions, "suggestion")];
        var present = kinds.Where(static kind => kind.Count > 0).Select(static kind => Count(kind.Count, kind.Noun)).ToList();
        return present.Count > 0 ? present : ["no findings"];
    }

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
