using FsmGen.Compiler.Scxml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Tests.Scxml;

/// <summary>The documents beside the tests.</summary>
internal static class Documents
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "FsmGen.Compiler.Tests", "Scxml", "Documents");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.scxml").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, $"{name}.scxml")).ReplaceLineEndings("\n");

    /// <summary>The lines of events beside a document: <c>event | active leaves | actions</c>.</summary>
    public static IEnumerable<string> Steps(string name) => File.ReadLines(Path.Combine(Folder, $"{name}.steps")).Where(static line => line.Length > 0 && line[0] != '#');

    public static ScxmlImport Import(string name) => ScxmlImporter.Import(SourceText.From(Read(name)), $"{name}.scxml");
}
