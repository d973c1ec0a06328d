namespace FsmGen.Compiler.Tests.Rules;

/// <summary>A block of code on a page: its language and its text.</summary>
internal sealed record RuleCode(string Language, string Text);

/// <summary>
/// The page of a rule in <c>spec/rules</c>. Facts are written from the rule and its example; the sections <c>Why</c> and
/// <c>How to fix</c> are a person's, and are kept.
/// </summary>
internal sealed record RulePage(string Id, string Title, string Severity, string Message, string Reported, IReadOnlyList<RuleCode> Wrong, IReadOnlyList<RuleCode> Right)
{
    public static string PathOf(string id) => Path.Combine(Repository.Root, "spec", "rules", $"{id}.md");

    /// <summary>The page as it should read, with the prose that it has now.</summary>
    public void Check()
    {
        var path = PathOf(Id);
        var page = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        var (why, fix) = (Section(page, "Why"), Section(page, "How to fix"));
        Assert.True(why.Length > 0 && fix.Length > 0, $"{path} needs the sections '## Why' and '## How to fix'");
        Snapshot.Match(Render(why, fix), path);
    }

    public string Render(string why, string fix) =>
        $"""
        # {Id}: {Title}

        {Severity}. {(Message == "{0}" ? "The message says what the case is." : $"The message: `{Message}`")}

        ## Why

        {why}

        ## Wrong

        {Blocks(Wrong)}

        ```text
        {Reported}
        ```

        ## Right

        {Blocks(Right)}

        ## How to fix

        {fix}

        ## How to suppress

        {Suppression(Id)}

        """;

    /// <summary>Who may silence what: see docs/rules.md.</summary>
    private static string Suppression(string id) => id switch
    {
        "FSM3001" or "FSM3002" or "FSM3003" => $"With `<NoWarn>$(NoWarn);{id}</NoWarn>`. The C# compiler's own error about the method stays.",
        _ when id.StartsWith("FSM3", StringComparison.Ordinal) =>
            $"As any finding about C#: `#pragma warning disable {id}`, or `dotnet_diagnostic.{id}.severity = none` in `.editorconfig`.",
        _ when id.StartsWith("FSM2", StringComparison.Ordinal) || id == "FSM9006" =>
            $"""
            In a folder: `fsmgen.{id}.severity = none` (or `suggestion`, `warning`, `error`) under `[*.fsm.yaml]` in `.editorconfig`.
            In a project: `<NoWarn>$(NoWarn);{id}</NoWarn>`, or `dotnet_diagnostic.{id}.severity` in a `.globalconfig`.
            """ + (id == "FSM9006" ? "" : $"\nIn a spec: `# fsmgen disable {id}: the reason`, at the end of the line, on a line of its own above it, or at the top of the file."),
        _ => "It cannot be suppressed: what cannot be understood has no meaning to be compiled.",
    };

    private static string Blocks(IEnumerable<RuleCode> blocks) => string.Join("\n\n", blocks.Select(static block => $"```{block.Language}\n{block.Text.TrimEnd('\n')}\n```"));

    private static string Section(string page, string title)
    {
        var start = page.IndexOf($"## {title}\n", StringComparison.Ordinal);
        if (start < 0)
            return "";
        start += title.Length + 4;
        var end = page.IndexOf("\n## ", start, StringComparison.Ordinal);
        return page[start..(end < 0 ? page.Length : end)].Trim();
    }
}
