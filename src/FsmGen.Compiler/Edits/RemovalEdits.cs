using FsmGen.Compiler.Lookup;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Edits;

/// <summary>Takes away what has no effect.</summary>
internal static class RemovalEdits
{
    /// <summary>A key of which the finding says to take it away.</summary>
    public static IEnumerable<SpecEdit> OfKey(SpecTree tree, Finding finding)
    {
        const string Advice = "take away '";
        var message = finding.Message;
        var advice = message.LastIndexOf(Advice, StringComparison.Ordinal);
        var key = advice < 0 ? "" : message.Substring(advice + Advice.Length).Split('\'', ':')[0];
        return tree.PathTo(finding.Span.Start) is { Count: > 0 } path && path[path.Count - 1].Is(key)
            ? SpecEdits.Edit($"Remove '{key}'", EditKinds.RemoveKey, Removal.Of(tree, path))
            : [];
    }

    /// <summary>A row that is never taken, for none of the events that it is written for.</summary>
    public static IEnumerable<SpecEdit> OfRow(SpecTree tree, SpecCompilation compilation, Finding finding)
    {
        var row = RowAt(tree.PathTo(finding.Span.Start));
        var written = compilation.Spec?.Root.Descendants.SelectMany(static state => state.Rows.Values).SelectMany(static rows => rows).Count(other => other.Span == finding.Span);
        var dead = compilation.Findings.Count(other => other.Rule == Rules.DeadRow && other.Path is null && other.Span == finding.Span);
        return written == dead ? SpecEdits.Edit("Remove the row that is never taken", EditKinds.RemoveRow, Removal.Of(tree, row)) : [];
    }

    /// <summary>What is declared and never used; not while rows or scenarios name it.</summary>
    public static IEnumerable<SpecEdit> OfDeclaration(SpecTree tree, Finding finding)
    {
        var path = tree.PathTo(finding.Span.Start);
        var isNamed = path.Count != 2 || Occurrences.In(tree.Root).Any(other => other.Kind != SymbolKind.State && other.Name.Text == finding.Arguments[1] && !other.IsDefinition);
        return isNamed ? [] : SpecEdits.Edit($"Remove the {finding.Arguments[0]} '{finding.Arguments[1]}'", EditKinds.RemoveDeclaration, Removal.Of(tree, path));
    }

    /// <summary>The path to the whole of the row that a path leads into.</summary>
    public static IReadOnlyList<YamlStep> RowAt(IReadOnlyList<YamlStep> path)
    {
        for (var i = path.Count - 1; i >= 0; i--)
        {
            if (!path[i].Is("on") && !path[i].Is("after") && !path[i].Is("always") && !path[i].Is("done") || path[i].Container is not YamlMapping)
                continue;
            var entry = path[i].Is("on") || path[i].Is("after") ? i + 1 : i;
            var last = entry + 1 < path.Count && path[entry].Value is YamlSequence ? entry + 1 : entry;
            return last < path.Count ? [.. path.Take(last + 1)] : [];
        }

        return [];
    }
}
