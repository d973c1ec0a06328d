using FsmGen.Compiler.Interpreting;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Tool;

/// <summary>Spells steps that were taken as <c>scenarios</c> spells what is expected.</summary>
internal static class ScenarioText
{
    /// <summary>The title that somebody else finds.</summary>
    public const string Head = "  A title:";

    private static readonly string[] Outcomes = ["ignored", "rejected", "deferred", "unhandled", "never", "ended"];

    /// <summary>A step as an item of a scenario; a comment if no scenario can have it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="holding">Guards that held besides those that the step names.</param>
    public static string Of(SimulatedStep step, IReadOnlyCollection<string> holding)
    {
        var guards = step.Guards.Union(holding).ToList();
        var key = $"{step.Name}{(step.Arguments.Length == 0 ? "" : $"({step.Arguments})")}{(guards.Count == 0 ? "" : $" [{string.Join(", ", guards)}]")}";
        var leaves = step.Leaves.Select(static leaf => leaf.Name.Text).ToList();
        var value = step.Outcome == "handled" ? $"{(leaves is [var only] ? only : $"({string.Join(", ", leaves)})")} / {string.Join(", ", step.Actions)}".TrimEnd() : step.Outcome;
        return step.Name is null || step is { Name: "Start", Outcome: not "handled" } || (value == step.Outcome && !Outcomes.Contains(value))
            ? $"    # {step.Event}: {value}"
            : $"    - {Plain(key)}: {Plain(value)}";
    }

    /// <summary>The text as it is where YAML reads it so.</summary>
    private static string Plain(string text) =>
        text.Contains(": ", StringComparison.Ordinal) || text.Contains(" #", StringComparison.Ordinal) || text.EndsWith(':') || text.Any(char.IsControl) ? YamlText.QuoteSingly(text) : text;
}
