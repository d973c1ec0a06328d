using System.ComponentModel;
using System.Diagnostics;

namespace FsmGen.Benchmarks.Shared;

/// <summary>Compiles the C that some peers are written in.</summary>
internal static class CCompiler
{
    /// <summary>Compiles one file with <c>cc</c>.</summary>
    /// <param name="source">The file, as the run finds it.</param>
    /// <param name="output">What is made.</param>
    /// <param name="flags">Such as <c>-O3</c>.</param>
    /// <returns>Why it could not be compiled; null if it was.</returns>
    public static string? Compile(string source, string output, params string[] flags)
    {
        try
        {
            using var compiler = Process.Start("cc", [.. flags, "-o", output, source]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? null : $"cc {string.Join(' ', flags)} cannot compile {Path.GetFileName(source)}";
        }
        catch (Win32Exception)
        {
            return $"There is no C compiler (cc) to compile {Path.GetFileName(source)} with";
        }
    }
}
