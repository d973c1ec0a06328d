using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Lookup;

/// <summary>Answers what an editor asks of a place in a spec. A file that cannot be read to its end is answered from what comes before.</summary>
internal static class SpecLookup
{
    /// <summary>The name at a place; null if there is none.</summary>
    public static Occurrence? At(SourceText text, int position) => Find(All(text), position);

    /// <summary>Where the name at a place is declared.</summary>
    public static Occurrence? Definition(SourceText text, int position) => References(text, position).FirstOrDefault(static occurrence => occurrence.IsDefinition);

    /// <summary>Every place that says the name at a place, its declaration among them, in document order.</summary>
    public static IReadOnlyList<Occurrence> References(SourceText text, int position)
    {
        var all = All(text);
        if (Find(all, position) is not { } name)
            return [];

        // A timer that names no event brings one of its own name along.
        var isTimer = all.Any(other => other is { Kind: SymbolKind.Timer, IsDefinition: true } && other.Name.Text == name.Name.Text);
        return [.. all.Where(other => other.Name.Text == name.Name.Text && (other.Kind == name.Kind || isTimer && IsTimed(other.Kind) && IsTimed(name.Kind)))];

        static bool IsTimed(SymbolKind kind) => kind is SymbolKind.Timer or SymbolKind.Event;
    }

    /// <summary>The names and words that may stand at a place, the likeliest first; an author has typed nothing of them yet, or a part.</summary>
    public static IReadOnlyList<string> Candidates(SourceText text, int position) =>
        YamlReader.Read(text, new Findings(text)) is { } root ? CandidatesAt.Find(text, root, position) : SpecKeys.Spec;

    private static IReadOnlyList<Occurrence> All(SourceText text) => YamlReader.Read(text, new Findings(text)) is { } root ? Occurrences.In(root) : [];

    private static Occurrence? Find(IReadOnlyList<Occurrence> all, int position) =>
        all.FirstOrDefault(occurrence => occurrence.Name.Span.Start <= position && position <= occurrence.Name.Span.End);
}
