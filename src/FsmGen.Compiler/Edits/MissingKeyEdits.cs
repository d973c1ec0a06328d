using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Edits;

/// <summary>Writes the <c>initial</c> that a machine or a state lacks: its first state.</summary>
internal static class MissingKeyEdits
{
    public static IEnumerable<SpecEdit> For(SpecTree tree, Finding finding)
    {
        var path = tree.PathTo(finding.Span.Start);
        if (finding.Arguments[1] != "initial" || path.Count == 0)
            return [];
        YamlNode owner = path[path.Count - 1].Is("machine") ? tree.Root : path[path.Count - 1].Value;
        // A key that is misspelt is there: it wants another name, not another key beside it.
        if (owner is YamlMapping { Entries: var entries } && entries.Any(static entry => Suggestion.For(entry.Key.Value, ["initial"]).Length > 0))
            return [];
        if (SpecTree.Find(owner, "states") is not { Entry.Value: YamlMapping { Entries: var states } } section || states.FirstOrDefault(static state => SpecTree.Find(state.Value, "history") is null) is not { } first)
            return [];

        var line = $"initial: {first.Key.Value}";
        var start = section.Entry.Key.Span.Start;
        var isLine = !section.IsInFlow && tree.BeginsLine(start);
        return SpecEdits.Edit($"Begin in state '{first.Key.Value}'", EditKinds.AddKey, [new TextChange(new TextSpan(start, 0), line + (isLine ? tree.NewLine + tree.IndentOf(start) : ", "))]);
    }
}
