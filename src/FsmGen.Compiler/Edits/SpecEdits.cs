using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>The repairs of findings. All hosts offer these: the code fixes, <c>fsmgen fix</c>, a language server.</summary>
internal static class SpecEdits
{
    /// <summary>The edits that mend a finding, the likeliest first. Each is tried before it is offered: it takes the finding away and brings no error of the language along.</summary>
    /// <param name="text">The spec.</param>
    /// <param name="finding">What the compiler says of this very text.</param>
    /// <param name="kind">The kind of edit that is wanted; null: any.</param>
    /// <param name="context">Where the spec lies, and how far the compiler looked that said it.</param>
    public static IReadOnlyList<SpecEdit> For(SourceText text, Finding finding, string? kind = null, SpecContext? context = null)
    {
        // What is wrong with an included file is mended there, by whoever has opened it.
        if (finding.Path is not null || SpecTree.Of(text) is not { } tree)
            return [];
        var compilation = Compile(text, context);
        return [.. Candidates(tree, compilation, finding).Where(edit => (kind is null || edit.Kind == kind) && edit.Changes.Count > 0 && Mends(edit, text, finding, compilation, context))];
    }

    /// <summary>The rules of which some finding has an edit.</summary>
    public static IReadOnlyList<string> FixableRules { get; } =
        ["FSM1001", "FSM1002", "FSM1003", "FSM1004", "FSM1005", "FSM1007", "FSM1010", "FSM1011", "FSM1015", "FSM1016", "FSM1022", "FSM1024", "FSM1025", "FSM2001", "FSM2003", "FSM2004", "FSM2006", "FSM9006"];

    /// <summary>Findings do not know the project's namespace.</summary>
    public static SpecCompilation Compile(SourceText text, SpecContext? context = null, CancellationToken cancellation = default)
    {
        var (path, open) = context ??= SpecContext.None;
        return SpecCompilation.Of(text, path, rootNamespace: null, context.Budget, open, cancellation);
    }

    private static IEnumerable<SpecEdit> Candidates(SpecTree tree, SpecCompilation compilation, Finding finding)
    {
        foreach (var edit in RenameEdits.For(tree, finding))
            yield return edit;
        var edits = finding.Rule.Id switch
        {
            "FSM1001" or "FSM1002" or "FSM1003" or "FSM1004" or "FSM1022" => DeclarationEdits.For(tree, finding),
            "FSM1007" => MissingKeyEdits.For(tree, finding),
            "FSM1015" or "FSM1024" or "FSM1025" => RemovalEdits.OfKey(tree, finding),
            "FSM2001" => UnhandledEdits.For(tree, compilation, finding),
            "FSM2003" => RemovalEdits.OfRow(tree, compilation, finding),
            "FSM2004" => ContradictionEdits.For(tree, finding),
            "FSM2006" => RemovalEdits.OfDeclaration(tree, finding),
            "FSM9006" => SuppressionEdits.For(tree.Text, finding),
            _ => [],
        };
        foreach (var edit in edits)
            yield return edit;
    }

    /// <summary>A finding may make way for another, which names came to mean; but what then stands twice would be lost.</summary>
    private static bool Mends(SpecEdit edit, SourceText text, Finding finding, SpecCompilation before, SpecContext? context)
    {
        var after = Compile(edit.Apply(text), context);
        return Count(after.Findings, finding) < Count(before.Findings, finding) && Errors(after.Findings) <= Errors(before.Findings) && Twice(after.Findings) <= Twice(before.Findings);

        static int Count(EquatableArray<Finding> findings, Finding like) => findings.Count(other => other.Rule == like.Rule && other.Arguments.Equals(like.Arguments));
        static int Errors(EquatableArray<Finding> findings) => findings.Count(static finding => !finding.Rule.IsConfigurable());
        static int Twice(EquatableArray<Finding> findings) => findings.Count(static finding => finding.Rule == Rules.Duplicate);
    }

    /// <summary>An edit of these changes; none if there are none.</summary>
    public static IEnumerable<SpecEdit> Edit(string title, string kind, IEnumerable<TextChange>? changes) =>
        changes is null ? [] : [new SpecEdit(title, kind, changes.ToEquatableArray())];
}
