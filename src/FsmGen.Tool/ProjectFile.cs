using System.Xml;
using System.Xml.Linq;

namespace FsmGen.Tool;

/// <summary>What the tool knows of C# projects.</summary>
internal static class ProjectFile
{
    public static bool Is(string path) => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);

    /// <summary>The C# files of a project, without what builds leave behind.</summary>
    public static IReadOnlyList<string> SourcesBelow(string directory)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };
        return [.. Directory.EnumerateFiles(directory, "*.cs", options).Where(file => !Path.GetRelativePath(directory, file).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj")).Order(StringComparer.Ordinal)];
    }

    /// <summary>The root namespace of the project that a path lies in; null if there is none.</summary>
    public static string? NamespaceAround(string path) => Around(path) is { } project ? NamespaceOf(project) : null;

    /// <summary>The project that a path lies in, the nearest above it; null if there is none.</summary>
    public static string? Around(string path)
    {
        var full = Path.GetFullPath(path);
        if (Is(full) && File.Exists(full))
            return full;
        for (var directory = Directory.Exists(full) ? full : Path.GetDirectoryName(full); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (Directory.Exists(directory) && Directory.EnumerateFiles(directory, "*.csproj").Order(StringComparer.Ordinal).FirstOrDefault() is { } project)
                return project;
        }

        return null;
    }

    private static string NamespaceOf(string project)
    {
        string? written = null;
        try
        {
            written = XDocument.Load(project).Descendants().LastOrDefault(static element => element.Name.LocalName == "RootNamespace")?.Value.Trim();
        }
        catch (XmlException)
        {
            // What is wrong with a project is for MSBuild to say; its name is known.
        }

        // As the SDK makes a namespace of a name.
        var name = string.IsNullOrEmpty(written) || written.Contains('$', StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(project) : written;
        return string.Join(".", name.Split('.').Select(static part =>
        {
            var word = string.Concat(part.Select(static c => char.IsLetterOrDigit(c) ? c : '_'));
            return word.Length == 0 || char.IsDigit(word[0]) ? $"_{word}" : word;
        }));
    }
}
