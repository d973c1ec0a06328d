using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Lookup;

/// <summary>Walks a spec's tree and names everything that is named there, declared or not.</summary>
internal sealed class Occurrences
{
    private static readonly HashSet<string> RowWords = new(StringComparer.Ordinal) { "ignore", "reject", "never", "defer" };
    private static readonly HashSet<string> Outcomes = new(StringComparer.Ordinal) { "ignored", "rejected", "deferred", "unhandled", "never", "ended" };

    /// <summary>What conditions get wrong is said by the compiler.</summary>
    private readonly Findings _unsaid = new(SourceText.From(""));
    private readonly List<Occurrence> _found = [];

    private Occurrences()
    {
    }

    /// <summary>All names in document order.</summary>
    public static IReadOnlyList<Occurrence> In(YamlNode root)
    {
        var found = new Occurrences();
        foreach (var entry in Entries(root))
            found.VisitTop(entry);
        return [.. found._found.OrderBy(static occurrence => occurrence.Name.Span.Start)];
    }

    private void VisitTop(YamlEntry entry)
    {
        switch (entry.Key.Value)
        {
            case "events":
                Declare(SymbolKind.Event, entry.Value);
                break;
            case "guards":
                Declare(SymbolKind.Guard, entry.Value);
                break;
            case "actions":
                Declare(SymbolKind.Action, entry.Value);
                break;
            case "timers":
                Declare(SymbolKind.Timer, entry.Value);
                foreach (var e in Entries(entry.Value).SelectMany(static timer => Entries(timer.Value)).Where(static key => key.Key.Value == "event"))
                    Refer(SymbolKind.Event, e.Value);
                break;
            case "exclusive":
                foreach (var item in NodeReader.Items(entry.Value))
                    Refer(SymbolKind.Guard, item, "otherwise");
                break;
            case "invariants":
                foreach (var condition in entry.Value is YamlSequence list ? list.Items : [.. Entries(entry.Value).Select(static invariant => invariant.Value)])
                    VisitCondition(condition);
                break;
            case "scenarios":
                foreach (var scenario in Entries(entry.Value))
                    VisitScenario(scenario.Value);
                break;
            case "shared":
                foreach (var key in NodeReader.Items(entry.Value).SelectMany(Entries))
                {
                    if (key.Key.Value == "states")
                        Refer(SymbolKind.State, key.Value);
                    else
                        VisitStateKey(key);
                }

                break;
            default:
                VisitStateKey(entry);
                break;
        }
    }

    /// <summary>The machine itself is a state in this: its states and where it begins.</summary>
    private void VisitStateKey(YamlEntry entry)
    {
        switch (entry.Key.Value)
        {
            case "states" or "regions":
                Declare(SymbolKind.State, entry.Value);
                foreach (var key in Entries(entry.Value).SelectMany(static state => Entries(state.Value)))
                    VisitStateKey(key);
                break;
            case "initial" or "default":
                if (entry.Value is YamlMapping)
                    VisitRow(entry.Value);
                else
                    Refer(SymbolKind.State, entry.Value);
                break;
            case "entry" or "exit":
                VisitActions(entry.Value);
                break;
            case "on":
                foreach (var rows in Entries(entry.Value))
                {
                    VisitTriggers(rows.Key);
                    VisitRows(rows.Value);
                }

                break;
            case "after":
                foreach (var rows in Entries(entry.Value))
                    VisitRows(rows.Value);
                break;
            case "always" or "done":
                VisitRows(entry.Value);
                break;
        }
    }

    private void VisitTriggers(YamlScalar key)
    {
        var start = 0;
        foreach (var part in key.Value.Split(','))
        {
            var text = part.Trim();
            var at = start + part.IndexOf(text, StringComparison.Ordinal);
            start += part.Length + 1;
            if (text.StartsWith("done(", StringComparison.Ordinal) && text.EndsWith(")", StringComparison.Ordinal))
                Add(SymbolKind.State, key, text.Substring(5, text.Length - 6).Trim(), at + 5);
            else if (text != "any")
                Add(SymbolKind.Event, key, text, at);
        }
    }

    private void VisitRows(YamlNode node)
    {
        foreach (var row in NodeReader.Items(node))
            VisitRow(row);
    }

    private void VisitRow(YamlNode row)
    {
        if (row is YamlScalar { IsNull: false } word && !RowWords.Contains(word.Value))
            Refer(SymbolKind.State, row);
        foreach (var key in Entries(row))
        {
            if (key.Key.Value == "to")
                Refer(SymbolKind.State, key.Value);
            else if (key.Key.Value == "when")
                VisitCondition(key.Value);
            else if (key.Key.Value == "do" && !(key.Value is YamlScalar scalar && RowWords.Contains(scalar.Value)))
                VisitActions(key.Value);
        }
    }

    private void VisitActions(YamlNode node)
    {
        foreach (var item in NodeReader.Items(node))
        {
            if (item is YamlScalar scalar)
                VisitAction(scalar);
            foreach (var key in Entries(item))
            {
                if (key.Key.Value == "raise")
                    Refer(SymbolKind.Event, key.Value);
                else if (key.Key.Value == "when")
                    VisitCondition(key.Value);
            }
        }
    }

    private void VisitAction(YamlScalar scalar)
    {
        var text = scalar.Value;
        var word = text.TrimStart().Split(' ')[0];
        var kind = word switch { "raise" => SymbolKind.Event, "start" or "stop" => SymbolKind.Timer, _ => SymbolKind.Action };
        var begin = kind == SymbolKind.Action ? 0 : text.IndexOf(word, StringComparison.Ordinal) + word.Length;
        var name = text.Substring(begin).Split('(')[0].Trim();
        Add(kind, scalar, name, text.IndexOf(name, begin, StringComparison.Ordinal));
    }

    private void VisitCondition(YamlNode node)
    {
        if (node is not YamlScalar { IsNull: false } scalar)
            return;
        var read = ConditionReader.Read(scalar, _unsaid);
        _found.AddRange(read.Guards.Select(static name => new Occurrence(SymbolKind.Guard, name, false)));
        _found.AddRange(read.States.Select(static name => new Occurrence(SymbolKind.State, name, false)));
    }

    private void VisitScenario(YamlNode scenario)
    {
        foreach (var key in Entries(scenario))
        {
            if (key.Key.Value == "from")
                Refer(SymbolKind.State, key.Value);
            else if (key.Key.Value == "steps")
                VisitScenario(key.Value);
        }

        foreach (var step in scenario is YamlSequence list ? list.Items.SelectMany(Entries) : [])
        {
            if (StepText.Parse(step.Key.Value) is { } parts)
            {
                if (parts.Name != "Start" && !parts.Name.StartsWith("after ", StringComparison.Ordinal))
                    Add(SymbolKind.Event, step.Key, parts.Name, step.Key.Value.IndexOf(parts.Name, StringComparison.Ordinal));
                foreach (var (name, index) in parts.Guards)
                    Add(SymbolKind.Guard, step.Key, name, index);
            }

            if (step.Value is YamlScalar { IsNull: false } expected && !Outcomes.Contains(expected.Value))
                VisitExpectation(expected);
        }
    }

    /// <summary><c>(Dim, Slow) / Glow, Whirr(3)</c>.</summary>
    private void VisitExpectation(YamlScalar scalar)
    {
        var slash = scalar.Value.IndexOf('/');
        VisitList(SymbolKind.State, scalar, 0, slash < 0 ? scalar.Value.Length : slash);
        if (slash >= 0)
            VisitList(SymbolKind.Action, scalar, slash + 1, scalar.Value.Length);
    }

    private void VisitList(SymbolKind kind, YamlScalar scalar, int start, int end)
    {
        var text = scalar.Value.Substring(start, end - start);
        foreach (var part in TopLevel.Split(kind == SymbolKind.State ? text.Replace('(', ' ').Replace(')', ' ') : text))
        {
            var name = part.Split('(')[0].Trim();
            Add(kind, scalar, name, start + part.IndexOf(name, StringComparison.Ordinal));
            start += part.Length + 1;
        }
    }

    /// <summary>The names that are the keys of a section.</summary>
    private void Declare(SymbolKind kind, YamlNode section)
    {
        foreach (var entry in Entries(section))
            Add(kind, entry.Key, entry.Key.Value.Split('(')[0].TrimEnd(), 0, isDefinition: true);
    }

    /// <summary>One name or a list of them.</summary>
    private void Refer(SymbolKind kind, YamlNode node, string? otherThan = null)
    {
        foreach (var scalar in NodeReader.Items(node).OfType<YamlScalar>().Where(scalar => !scalar.IsNull && scalar.Value != otherThan))
            Add(kind, scalar, scalar.Value, 0);
    }

    private void Add(SymbolKind kind, YamlScalar scalar, string name, int index, bool isDefinition = false)
    {
        if (name.Length > 0)
            _found.Add(new Occurrence(kind, new Name(name, NodeReader.Within(scalar, index, name.Length)), isDefinition));
    }

    private static IReadOnlyList<YamlEntry> Entries(YamlNode node) => node is YamlMapping mapping ? mapping.Entries : [];
}
