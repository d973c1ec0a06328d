using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler;

/// <summary>The files of a project that are parts of specs: equal as long as none of them changes.</summary>
internal sealed record Fragments(EquatableArray<FragmentFile> Files)
{
    /// <summary>The text of such a file, wherever the path was written.</summary>
    public SourceText? Open(string path)
    {
        foreach (var file in Files)
        {
            if (Normalize(file.Path) == path)
                return file.Text;
        }

        return null;
    }

    public static Fragments Among(IEnumerable<AdditionalText> files, CancellationToken cancellation) =>
        new(files.Select(file => Of(file, cancellation)).OfType<FragmentFile>().ToEquatableArray());

    /// <summary>What is behind a path of an additional file; null if that is no part of specs.</summary>
    public static FragmentFile? Of(AdditionalText file, CancellationToken cancellation) =>
        SpecFile.Is(file.Path) && file.GetText(cancellation) is { } text && Inclusion.MayBeFragment(text) ? new FragmentFile(file.Path, text) : null;

    private static string Normalize(string path) => path.Replace('\\', '/');
}

/// <summary>A file that other specs include. Two texts are the same if the host says so: it keeps them while nobody types.</summary>
internal sealed record FragmentFile(string Path, SourceText Text);
