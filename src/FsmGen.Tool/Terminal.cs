using Microsoft.CodeAnalysis;

namespace FsmGen.Tool;

/// <summary>Colour, where a person looks and has not asked for none.</summary>
internal static class Terminal
{
    /// <summary>The word for a severity, in red, yellow or cyan if the writer is a terminal.</summary>
    public static string Paint(DiagnosticSeverity severity, TextWriter writer)
    {
        var (word, colour) = severity switch { DiagnosticSeverity.Error => ("error", 31), DiagnosticSeverity.Warning => ("warning", 33), _ => ("info", 36) };
        return IsColoured(writer) ? $"\e[{colour}m{word}\e[0m" : word;
    }

    /// <summary>https://no-color.org: any value that is not empty says no.</summary>
    private static bool IsColoured(TextWriter writer) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && (writer == Console.Error && !Console.IsErrorRedirected || writer == Console.Out && !Console.IsOutputRedirected);
}
