namespace FsmGen.Tool;

/// <summary>Colour, where a person looks and has not asked for none.</summary>
internal static class Terminal
{
    /// <summary>The text in red or yellow if the writer is a terminal.</summary>
    public static string Paint(string text, bool isError, TextWriter writer) => IsColoured(writer) ? $"\e[{(isError ? 31 : 33)}m{text}\e[0m" : text;

    /// <summary>https://no-color.org: any value that is not empty says no.</summary>
    private static bool IsColoured(TextWriter writer) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && (writer == Console.Error && !Console.IsErrorRedirected || writer == Console.Out && !Console.IsOutputRedirected);
}
