using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Diagrams.Svg;

/// <summary>The rows of a picture as texts. Rows that differ in the event only are one.</summary>
internal static class RowTexts
{
    /// <summary>What a state does on entry and exit, and the rows that stay in it: UML's internal transitions.</summary>
    public static IReadOnlyList<Paragraph> InState(StateSymbol state, double width)
    {
        List<Paragraph> texts = [];
        foreach (var (name, actions) in new[] { ("entry", state.Entry), ("exit", state.Exit) })
        {
            if (actions.Count > 0)
                texts.Add(Words.Wrap([new Word(name, Words.Event), .. Words.Of($"/ {RowLabel.Actions(actions)}")], width));
        }

        var rows = state.LiveRows.Where(static row => row.Targets.Count == 0).ToList();
        texts.AddRange(Of(rows, width));
        return texts;
    }

    public static IEnumerable<Paragraph> Of(IEnumerable<Row> rows, double width)
    {
        var groups = new List<List<Row>>();
        foreach (var row in rows)
        {
            var group = groups.Find(group => Rest(group[0]).SequenceEqual(Rest(row)));
            // The rows of one event are asked in their order.
            if (group is null || groups.Skip(groups.IndexOf(group)).Any(other => other.Exists(earlier => earlier.Trigger == row.Trigger)))
                groups.Add([row]);
            else
                group.Add(row);
        }

        return groups.Select(group => Words.Wrap(Of(group), width, group[0].Outcome == Outcome.Handled ? null : "quiet", Title(group)));
    }

    public static string? Title(Documentation docs) =>
        docs switch
        {
            { Summary.Length: > 0, Reference.Length: > 0 } => $"{docs.Summary} ({docs.Reference})",
            { Summary.Length: > 0 } => docs.Summary,
            { Reference.Length: > 0 } => docs.Reference,
            _ => null,
        };

    private static IEnumerable<Word> Of(List<Row> rows)
    {
        var events = rows.Where(static row => row.Trigger.Origin != EventOrigin.Always).Select(static row => row.Trigger.Name.Text);
        return [.. Words.Of(string.Join(", ", events), Words.Event), .. Rest(rows[0])];
    }

    /// <summary>The text behind the event.</summary>
    private static IEnumerable<Word> Rest(Row row)
    {
        if (row.When is not null)
        {
            foreach (var word in Words.Of($"[{row.When}]", Words.Guard))
                yield return word;
        }
        else if (IsElse(row))
            yield return new Word("[else]", Words.Guard);

        var effects = new List<string>();
        if (row.Outcome != Outcome.Handled)
            effects.Add(row.Outcome switch { Outcome.Ignored => "ignore", Outcome.Rejected => "reject", Outcome.Deferred => "defer", _ => "never" });
        if (row.Do.Count > 0)
            effects.Add(RowLabel.Actions(row.Do));
        foreach (var word in effects.Count == 0 ? [] : Words.Of($"/ {string.Join(", ", effects)}"))
            yield return word;
    }

    /// <summary>Whether it is what is left of a choice.</summary>
    private static bool IsElse(Row row) => row.Trigger.Origin == EventOrigin.Always && row.Source.Rows[row.Trigger][0] != row;

    private static string? Title(List<Row> rows)
    {
        var titles = rows.Select(static row => Title(row.Docs)).Where(static title => title is not null).Distinct().ToList();
        return titles.Count == 0 ? null : string.Join(" ", titles);
    }
}
