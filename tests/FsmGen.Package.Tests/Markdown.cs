using System.Text.RegularExpressions;

namespace FsmGen.Package.Tests;

/// <summary>The examples of a page.</summary>
internal static class Markdown
{
    /// <summary>The fenced blocks in a language, in their order.</summary>
    public static List<string> Blocks(string page, string language) =>
        [.. Regex.Matches(page.ReplaceLineEndings("\n"), $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => match.Groups[1].Value)];
}
