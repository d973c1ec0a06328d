using FsmGen.Compiler;

namespace FsmGen.Tool;

/// <summary>The pages of <c>spec/rules</c>, which lie inside the tool: there is not always a network.</summary>
internal static class RulePages
{
    public const string Index = "README";

    /// <summary>The page of a rule, or the index; null if there is none.</summary>
    public static string? Find(string name)
    {
        using var stream = typeof(RulePages).Assembly.GetManifestResourceStream($"rules/{name}.md");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>"; did you mean 'FSM2001'?", or nothing if no id is near.</summary>
    public static string Suggest(string id) => Suggestion.For(id, Rules.All.Select(static rule => rule.Id));
}
