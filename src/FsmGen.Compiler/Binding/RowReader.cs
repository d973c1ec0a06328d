using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Binding;

/// <summary>Reads the rows of an event in a state.</summary>
internal sealed class RowReader(Declarations declared, Findings findings)
{
    private readonly NodeReader _read = new(findings);

    private readonly ConditionBinder _conditions = new(declared, findings);

    public ActionReader Actions { get; } = new(declared, findings);

    public IReadOnlyList<Row> Read(StateSymbol state, EventSymbol trigger, YamlEntry entry)
    {
        if (entry.Value is YamlScalar { IsNull: true } or YamlSequence { Items.Count: 0 })
        {
            _read.WrongShape(entry.Value, entry.Key.Span, $"'{trigger.Name.Text}'", "a row: a state, 'ignore', 'reject', 'never', 'defer', or a mapping");
            return [];
        }

        return [.. NodeReader.Items(entry.Value).Select(node => ReadRow(state, trigger, node, entry))];
    }

    private Row ReadRow(StateSymbol state, EventSymbol trigger, YamlNode node, YamlEntry entry)
    {
        if (node is YamlScalar { IsNull: false } word)
        {
            var shorthand = new Row(state, trigger, word.Span);
            if (!ReadWord(shorthand, word))
                ReadTargets(shorthand, [new Name(word.Value, word.Span)]);
            return shorthand;
        }

        var begin = (node as YamlMapping)?.Entries.FirstOrDefault()?.Key.Span ?? (node.Span.Length > 0 ? node.Span : entry.Key.Span);
        var row = new Row(state, trigger, begin);
        YamlEntry? to = null, @do = null;
        _read.Keys(node, "a row", entry.Key.Span,
            new("when", e => ReadCondition(row, e)),
            new("to", e => to = e),
            new("do", e => @do = e),
            new("type", e => row.StaysInSource = _read.Word(e, "external", "internal") == "internal"),
            new("summary", e => row.Docs = _read.WithSummary(row.Docs, e)),
            new("reference", e => row.Docs = _read.WithReference(row.Docs, e)));

        if (@do?.Value is YamlScalar scalar && ReadWord(row, scalar))
        {
            if (to is not null)
                findings.Add(Rules.StandsAlone, to.Key.Span, scalar.Value, "to");
        }
        else
        {
            if (to is not null)
                ReadTargets(row, _read.NamesOf(to));
            if (@do is not null)
                row.Do = Actions.Read(@do.Value, "do");
        }

        return row;
    }

    private bool ReadWord(Row row, YamlScalar scalar)
    {
        if (scalar.Value is not ("ignore" or "reject" or "never" or "defer"))
            return false;
        row.Outcome = scalar.Value switch { "ignore" => Outcome.Ignored, "reject" => Outcome.Rejected, "defer" => Outcome.Deferred, _ => Outcome.Never };
        var trigger = row.Trigger;
        if (trigger.Origin == EventOrigin.Always)
            findings.Add(Rules.InternalEvent, scalar.Span, $"A row of 'always' has no event to {scalar.Value}");
        else if (trigger.IsInternal && row.Outcome == Outcome.Rejected)
            findings.Add(Rules.InternalEvent, scalar.Span, $"Event '{trigger.Name.Text}' is internal: there is no caller to reject; write 'ignore' or 'never'");
        else if (trigger.IsInternal && row.Outcome == Outcome.Deferred)
            findings.Add(Rules.InternalEvent, scalar.Span, $"Event '{trigger.Name.Text}' is internal: it belongs to the step that raised it, and cannot wait for another");
        return true;
    }

    private void ReadTargets(Row row, IReadOnlyList<Name> names)
    {
        row.TargetNames = names;
        row.Targets = declared.ResolveStates(names, ["ignore", "reject", "never", "defer"]);
        if (row.Targets.Count > 1 && row.Targets.Count == names.Count)
            declared.RequireTogether(row.Targets, names);
    }

    private void ReadCondition(Row row, YamlEntry entry)
    {
        var read = _conditions.Read(entry);
        (row.When, row.GuardNames) = (read.Condition, read.Guards);
        row.HasBrokenCondition = read.Condition is null || !_conditions.AreKnown(read);
    }
}
