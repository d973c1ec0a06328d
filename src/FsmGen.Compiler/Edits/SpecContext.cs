using FsmGen.Compiler.Analysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>Where a spec lies that is mended, and what lies beside it for it to include.</summary>
internal sealed record SpecContext(string Path, Func<string, SourceText?> Open)
{
    /// <summary>A text that is nowhere.</summary>
    public static SpecContext None { get; } = new(SpecFile.Extension, static _ => null);

    /// <summary>How far its design is looked into: as far as while somebody types, if nobody says more.</summary>
    public AnalysisBudget Budget { get; init; } = AnalysisBudget.Typing;
}
