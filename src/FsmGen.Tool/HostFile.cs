using FsmGen.Compiler.Edits;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Tool;

/// <summary>The C# half of a machine as it lies on a disk.</summary>
internal static class HostFile
{
    /// <summary>Writes the methods that the host of a spec lacks, and mends the signatures that it has wrong.</summary>
    /// <param name="spec">The path of the spec.</param>
    /// <param name="target">A C# file, which need not exist, or a project or a directory with C# files below it.</param>
    /// <param name="namespace">The namespace of a spec that names none; null: that of the project around the target.</param>
    /// <param name="isDry">Whether to show the change only.</param>
    /// <param name="output">Where the change is told.</param>
    /// <param name="error">Where it is told why there is none.</param>
    public static int Complete(string spec, string target, string? @namespace, bool isDry, TextWriter output, TextWriter error)
    {
        var compilation = SpecSource.Compile(spec, @namespace ?? ProjectFile.NamespaceAround(target));
        if (compilation.IsFragment)
            return ExitCode.Success;
        if (compilation.Machine is not { } machine)
        {
            error.WriteLine($"fsmgen: '{spec}' has no machine to write a host for");
            return ExitCode.Findings;
        }

        var host = HostHalf.Of(machine);
        var directory = Directory.Exists(target) ? target : ProjectFile.Is(target) ? Path.GetDirectoryName(Path.GetFullPath(target))! : null;
        var files = directory is not null ? ProjectFile.SourcesBelow(directory) : File.Exists(target) ? [target] : [];
        var parts = files.Select(TextFile.Read)
            .Select(file => (File: file, Type: HostEdits.Find(CSharpSyntaxTree.ParseText(file.Text).GetRoot(), host.Name, host.Namespace)))
            .Where(static part => part.Type is not null)
            .Select(static part => (part.File, Type: part.Type!)) // Those without were sorted out.
            .ToList();
        var missing = host.Without([.. parts.SelectMany(static part => HostEdits.MethodsOf(part.Type)).Select(static method => method.Identifier.ValueText)]);
        var wrong = WrongMethod.Among([.. parts.Select(static part => part.Type)], host).ToLookup(static method => method.Written.SyntaxTree);
        for (var i = 0; i < parts.Count; i++)
        {
            var (file, type) = parts[i];
            var (added, mended) = (i == 0 ? missing : host with { Methods = [] }, wrong[type.SyntaxTree].ToList());
            Change(file, HostEdits.Complete(file.Text, type, added, mended), [.. Written(added), .. Mended(mended)], isDry, output);
        }

        if (parts.Count == 0)
        {
            var path = directory is null ? target : Path.Combine(directory, $"{host.Name}.cs");
            if (File.Exists(path))
            {
                error.WriteLine($"fsmgen: '{path}' has no '{host.Head}'{(host.Namespace is null ? "" : $" in namespace '{host.Namespace}'")}: write that, and the methods come");
                return ExitCode.Failure;
            }

            Change(new TextFile(path, SourceText.From("", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false))), [new TextChange(default, HostEdits.Create(host))], host.Methods.Count == 0 ? [$"Write '{host.Head}'"] : Written(host), isDry, output);
        }

        return ExitCode.Success;
    }

    private static IEnumerable<string> Written(HostHalf host) => host.Methods.Count == 0 ? [] : [$"Write {string.Join(", ", host.Methods.Select(static method => $"'{method.Name}'"))}"];

    private static IEnumerable<string> Mended(IEnumerable<WrongMethod> wrong) => wrong.Select(static method => $"Change the signature of '{method.Declared.Name}'");

    private static void Change(TextFile file, IReadOnlyList<TextChange> changes, IEnumerable<string> titles, bool isDry, TextWriter output)
    {
        if (changes.Count == 0)
            return;
        FixCommand.Apply(file, file.Text.WithChanges(changes), isDry, output);
        if (isDry)
            return;
        foreach (var title in titles)
            output.WriteLine($"{file.Path}: {title}");
    }
}
