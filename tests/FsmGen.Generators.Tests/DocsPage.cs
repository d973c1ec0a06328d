using System.Text.RegularExpressions;

namespace FsmGen.Generators.Tests;

/// <summary>A fenced block of a page, and the line where its text begins, counted from 1.</summary>
internal sealed record DocsBlock(string Page, string Project, int Line, string Language, string Text)
{
    /// <summary>The file that the block is: a whole spec of the machine's name, or what its first line names (that one may be wrong).</summary>
    public string? SpecFile =>
        Language != "yaml" ? null
        : Regex.Match(Text, @"\A(?:# (?<file>\S+\.fsm\.yaml)\b|machine: (?<name>\w+))") is not { Success: true } match ? null
        : match.Groups["file"] is { Success: true, Value: var file } ? file
        : $"{match.Groups["name"].Value}.fsm.yaml";

    public bool IsWholeSpec => Language == "yaml" && Text.StartsWith("machine:", StringComparison.Ordinal);

    public override string ToString() => $"docs/{Page}:{Line}";
}

/// <summary>
/// The blocks of a page that a project of a reader would hold. A page is one project; a hidden comment
/// <c>project: name</c> begins another. A later spec takes the place of an earlier one of the same name.
/// </summary>
internal static class DocsPage
{
    public static readonly string[] Names = ["getting-started.md", "editing-a-spec.md", "host-classes.md", "testing-a-machine.md", "faq.md"];

    public static IReadOnlyList<DocsBlock> Read(string page)
    {
        var blocks = new List<DocsBlock>();
        var lines = Text(page).Split('\n');
        var project = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (Regex.Match(lines[i], "^<!-- project: (.+) -->$") is { Success: true } comment)
                project = comment.Groups[1].Value;
            if (Regex.Match(lines[i], "^```(\\w+)$") is not { Success: true } fence)
                continue;
            var end = Array.IndexOf(lines, "```", i + 1);
            blocks.Add(new DocsBlock(page, project, i + 2, fence.Groups[1].Value, string.Concat(lines[(i + 1)..end].Select(static line => line + "\n"))));
            i = end;
        }

        return blocks;
    }

    public static string Text(string page) => Repository.Read("docs", page).ReplaceLineEndings("\n");

    public static IEnumerable<IGrouping<string, DocsBlock>> Projects(string page) => Read(page).GroupBy(static block => block.Project);

    /// <summary>The blocks of the same project above this one.</summary>
    public static IEnumerable<DocsBlock> Above(DocsBlock block) =>
        Read(block.Page).Where(other => other.Project == block.Project && other.Line < block.Line);

    /// <summary>The specs among blocks, the last of each name.</summary>
    public static IReadOnlyDictionary<string, string> Specs(IEnumerable<DocsBlock> blocks)
    {
        var specs = new Dictionary<string, string>();
        foreach (var block in blocks)
        {
            if (block.SpecFile is { } file)
                specs[file] = block.Text;
        }

        return specs;
    }
}
