namespace FsmGen.Compiler;

/// <summary>How a spec is recognised among a project's files.</summary>
internal static class SpecFile
{
    public const string Extension = ".fsm.yaml";

    /// <summary>The file's name without its folders, whichever system wrote the path.</summary>
    public static string NameOf(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    public static bool Is(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
}
