namespace FsmGen.Compiler;

/// <summary>How a spec is recognised among a project's files.</summary>
internal static class SpecFile
{
    public const string Extension = ".fsm.yaml";

    public static bool Is(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
}
