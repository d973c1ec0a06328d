using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>Writes the word that a finding thinks was meant.</summary>
internal static class RenameEdits
{
    private const string Question = "; did you mean '";

    public static IEnumerable<SpecEdit> For(SpecTree tree, Finding finding)
    {
        var message = finding.Message;
        if (message.IndexOf("' is the word for '", StringComparison.Ordinal) is >= 0 and var end && message.LastIndexOf('\'', end - 1) is >= 0 and var start)
        {
            var word = message.Substring(start + 1, end - start - 1);
            return SpecEdits.Edit($"Change '{tree.Text.ToString(finding.Span)}' to '{word}'", EditKinds.Rename, [new TextChange(finding.Span, word)]);
        }

        var question = message.LastIndexOf(Question, StringComparison.Ordinal);
        var path = tree.PathTo(finding.Span.Start);
        // A comment is in no node.
        if (question < 0 || !message.EndsWith("'?", StringComparison.Ordinal) || path.Count == 0 && finding.Rule != Rules.UselessSuppression)
            return [];

        var meant = message.Substring(question + Question.Length, message.Length - question - Question.Length - 2);
        if (finding.Rule == Rules.UnknownKey && path[path.Count - 1].Container is YamlMapping { Entries: var entries } && entries.Any(entry => entry.Key.Value == meant))
            return [];
        return PlaceOf(tree, finding, question) is { } place ? SpecEdits.Edit($"Change '{tree.Text.ToString(place)}' to '{meant}'", EditKinds.Rename, [new TextChange(place, meant)]) : [];
    }

    /// <summary>Where the wrong word stands within the text of the finding: it is the last one quoted before the question, or the first argument.</summary>
    private static TextSpan? PlaceOf(SpecTree tree, Finding finding, int question)
    {
        var quoted = finding.Message.Substring(0, question);
        var word = finding.Rule == Rules.InvalidSignature ? quoted.Substring(quoted.TrimEnd('\'').LastIndexOf('\'') + 1).TrimEnd('\'') : finding.Arguments[0];
        var text = tree.Text.ToString(finding.Span);
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !SyntaxFacts.IsIdentifierPartCharacter(text[at - 1])) && (at + word.Length == text.Length || !SyntaxFacts.IsIdentifierPartCharacter(text[at + word.Length])))
                return new TextSpan(finding.Span.Start + at, word.Length);
        }

        return null;
    }
}
