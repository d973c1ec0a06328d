using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Model;

/// <summary>C# written in a spec, and where: the generated <c>#line</c> needs it.</summary>
internal sealed record Fragment(EquatableArray<FragmentLine> Lines);

/// <summary>
/// One line of it. <c>Exact</c>: the text stands in the file letter by letter, so that columns can be mapped, not only the line.
/// </summary>
internal sealed record FragmentLine(string Text, LinePositionSpan Place, bool Exact)
{
    /// <summary>The included file in which it stands; null: the spec itself.</summary>
    public string? Path { get; init; }
}

/// <summary>A place in a spec or, with a path, in a file that it includes.</summary>
internal readonly record struct FilePlace(string? Path, LinePositionSpan Lines);
