using FsmGen.Compiler.Analysis;
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
    /// <param name="budget">How far the compiler looked that said it; null: as far as while somebody types.</param>
    public static IReadOnlyList<SpecEdit> For(SourceText text, Finding finding, string? kind = null, AnalysisBudget? budget = null)
    {
        if (SpecTree.Of(text) is not { } tree)
            return [];
        var compilation = Compile(text, budget);
        return [.. Candidates(tree, compilation, finding).Where(edit => (kind is null || edit.Kind == kind) && edit.Changes.Count > 0 && Mends(edit, text, finding, compilation, budget))];
    }

    /// <summary>The rules of which some finding has an edit.</summary>
    public static IReadOnlyList<string> FixableRules { get; } =
        ["FSM1001", "FSM1002", "FSM1003", "FSM1004", "FSM1005", "FSM1007", "FSM1010", "FSM1011", "FSM1015", "FSM1016", "FSM1022", "FSM1024", "FSM1025", "FSM2001", "FSM2003", "FSM2006"];

    /// <summary>Findings know neither the file's name nor the project.</summary>
    public static SpecCompilation Compile(SourceText text, AnalysisBudget? budget = null) => SpecCompilation.Of(text, SpecFile.Extension, rootNamespace: null, budget ?? AnalysisBudget.Typing);

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
            "FSM2006" => RemovalEdits.OfDeclaration(tree, finding),
            _ => [],
        };
        foreach (var edit in edits)
            yield return edit;
    }

    private static bool Mends(SpecEdit edit, SourceText text, Finding finding, SpecCompilation before, AnalysisBudget? budget)
    {
        var after = Compile(edit.Apply(text), budget);
        return Count(after.Findings, finding) < Count(before.Findings, finding) && Errors(after.Findings) <= Errors(before.Findings);

        static int Count(EquatableArray<Finding> findings, Finding like) => findings.Count(other => other.Rule == like.Rule && other.Arguments.Equals(like.Arguments));
        static int Errors(EquatableArray<Finding> findings) => findings.Count(static finding => finding.Rule.Id.StartsWith("FSM1", StringComparison.Ordinal) || finding.Rule.Id.StartsWith("FSM9", StringComparison.Ordinal));
    }

    /// <summary>An edit of these changes; none if there are none.</summary>
    public static IEnumerable<SpecEdit> Edit(string title, string kind, IEnumerable<TextChange>? changes) =>
        changes is null ? [] : [new SpecEdit(title, kind, changes.ToEquatableArray())];
}
