using System.Text;
using FsmGen.Compiler;
using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Tool;

/// <summary>Specs as they lie on a disk.</summary>
internal static class SpecSource
{
    /// <summary>The files that a path stands for: itself or, if it is a directory, the specs below it in the order of their names.</summary>
    public static IReadOnlyList<string> Expand(string path)
    {
        if (path.Length == 0)
            throw new FileNotFoundException("the path is empty");
        if (!Directory.Exists(path))
            return [path];

        // A link may lead back up, and nobody keeps specs in `.git`.
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };
        List<string> files = [.. Directory.EnumerateFiles(path, "*", options).Where(SpecFile.Is).Order(StringComparer.Ordinal)];
        return files.Count > 0 ? files : throw new FileNotFoundException($"no *{SpecFile.Extension} lies in this directory");
    }

    /// <summary>Compiles a file as the build does. A byte order mark is not part of the text; bytes that are not UTF-8 become a finding.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rootNamespace">The namespace of a spec that names none.</param>
    /// <param name="text">What stands in the file, if that is not written yet.</param>
    public static SpecCompilation Compile(string path, string? rootNamespace = null, SourceText? text = null)
    {
        var full = Path.GetFullPath(path);
        var compilation = SpecCompilation.Of(text ?? Read(path), full, rootNamespace, open: Open);
        var findings = SpecConfiguration.Apply(full, compilation.Findings);
        return compilation with { Findings = findings.Select(finding => finding.Path is null ? finding : finding with { Path = Beside(path, full, finding.Path) }).ToEquatableArray() };
    }

    /// <summary>Compiles a file that somebody takes for a machine.</summary>
    public static SpecCompilation CompileMachine(string path, string? rootNamespace = null)
    {
        var compilation = Compile(path, rootNamespace);
        return compilation.IsFragment ? throw new IOException("it is a part of other specs; name one of those") : compilation;
    }

    /// <summary>An included file, named as the caller named the spec.</summary>
    private static string Beside(string path, string full, string included) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetRelativePath(Path.GetDirectoryName(full)!, included));

    /// <summary>The text of a file that a spec includes; null if it is not there.</summary>
    public static SourceText? Open(string path) => File.Exists(path) ? Read(path) : null;

    /// <summary>The text of a file.</summary>
    public static SourceText Read(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        return SourceText.From(reader.ReadToEnd());
    }

    /// <summary>Why a file could not be read or written; null if that is not what went wrong.</summary>
    public static string? Explain(Exception e) => e switch
    {
        FileNotFoundException { FileName: null } => e.Message,
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        UnauthorizedAccessException => "access is denied",
        IOException => e.Message.ReplaceLineEndings(" "),
        _ => null,
    };
}
