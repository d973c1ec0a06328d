using DiffPlex.Renderer;

namespace FsmGen.Tool.Tests;

/// <summary>What <c>fsmgen fix</c> makes of wrong specs as people write them.</summary>
public sealed class CorpusFixTests : IDisposable
{
    private static readonly string Corpus = Path.Combine(Repository.Root, "tests", "Corpus");

    /// <summary>Mistakes that only the author can mend.</summary>
    private static readonly HashSet<string> Unfixable =
    [
        "anchored-states", "broken-invariant", "deferred-for-ever", "promise-that-is-broken", "state-without-a-way-out", "step-without-end",
        "unreachable-in-a-region", "async-action-in-a-machine-that-is-not", "contradiction", "done-without-nested-states", "duplicate-duration", "duplicate-name",
        "duplicate-nested-state", "duplicate-state", "empty", "failed-scenario", "failed-scenario-of-a-timer", "final-state-with-rows",
        "internal-event-rejected", "invalid-action-constants", "invalid-action-word", "invalid-code", "invalid-condition-parenthesis",
        "invalid-duration", "invalid-name-keyword", "invalid-name-member", "invalid-name-word", "invalid-signature-open", "invalid-step-nested",
        "invalid-word-final", "missing-history-default", "missing-include", "missing-machine", "missing-parameter", "parameter-conflict", "raised-too-often",
        "targets-in-one-region", "unknown-key-without-suggestion", "unreachable-state", "wrong-shape-deferral",
        "wrong-shape-on", "wrong-shape-row", "yaml-colon", "yaml-merge-key", "yaml-open-bracket", "yaml-tab", "yaml-two-documents",
    ];

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Corpus, "*.fsm.yaml").Select(static path => Path.GetFileName(path).Replace(".fsm.yaml", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fix_leaves_a_spec_that_is_accepted_and_touches_nothing_else(string name)
    {
        var original = File.ReadAllText(Path.Combine(Corpus, $"{name}.fsm.yaml"));
        var (exit, titles, mended) = Fix($"{name}.fsm.yaml", original);

        Assert.Equal(Unfixable.Contains(name) ? ExitCode.Findings : ExitCode.Success, exit);
        Assert.Equal(exit, _folder.Run("check", _folder[$"{name}.fsm.yaml"]).Exit);
        Assert.Equal((exit, "", mended), Fix($"{name}.fsm.yaml", mended));
        if (titles.Length == 0)
            Assert.Equal(original, mended);
        else
            Snapshot.Match(titles + UnidiffRenderer.GenerateUnidiff(original, mended, name, "mended", ignoreWhitespace: false).ReplaceLineEndings("\n"), $"../Corpus/Fixes/{name}.verified.diff");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fix_does_the_same_where_lines_end_with_a_carriage_return(string name)
    {
        var original = File.ReadAllText(Path.Combine(Corpus, $"{name}.fsm.yaml"));
        var (_, titles, mended) = Fix($"{name}.fsm.yaml", original);

        Assert.Equal((titles, mended.Replace("\n", "\r\n", StringComparison.Ordinal)), Fix($"{name}.fsm.yaml", original.Replace("\n", "\r\n", StringComparison.Ordinal)) switch { var (_, same, text) => (same, text) });
    }

    private (int Exit, string Titles, string Text) Fix(string name, string text)
    {
        var path = _folder.Add(name, text);
        var (exit, titles, _) = _folder.Run("fix", path, "--unhandled", "reject");
        return (exit, titles.Replace("~/", "", StringComparison.Ordinal), File.ReadAllText(path));
    }
}
