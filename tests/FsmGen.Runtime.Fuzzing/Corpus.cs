using System.Runtime.CompilerServices;

namespace FsmGen.Runtime.Fuzzing;

/// <summary>The checked-in inputs of one target, in the order of their names.</summary>
internal sealed class Corpus
{
    private static readonly string Root = Find();

    private readonly byte[][] _inputs;

    /// <summary>Makes one of inputs that come from elsewhere.</summary>
    public Corpus(byte[][] inputs) => _inputs = inputs;

    public int Count => _inputs.Length;

    public ReadOnlySpan<byte> this[int index] => _inputs[index];

    /// <summary>The names of the folders there are.</summary>
    public static IEnumerable<string> Folders => Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder));

    /// <summary>The files of a target; their names sort the same everywhere, so a seed always gives the same inputs.</summary>
    public static IReadOnlyList<string> Files(FuzzTarget target) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, target.Name)).Order(StringComparer.Ordinal)];

    public static Corpus Of(FuzzTarget target) => new([.. Files(target).Select(File.ReadAllBytes)]);

    // Where it is checked in: a copy beside the program would keep what has been deleted since.
    private static string Find([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, nameof(Corpus));
}
