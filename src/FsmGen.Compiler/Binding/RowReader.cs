using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Binding;

/// <summary>Reads the rows of an event in a state.</summary>
internal sealed class RowReader(Declarations declared, Findings findings)
{
    private readonly NodeReader _read = new(findings);

    public ActionReader Actions { get; } = new(declared, findings);

    public IReadOnlyList<Row> Read(StateSymbol state, EventSymbol trigger, YamlEntry entry)
    {
        if (entry.Value is YamlScalar { IsNull: true } or YamlSequence { Items.Count: 0 })
        {
            _read.WrongShape(entry.Value, entry.Key.Span, $"'{trigger.Name.Text}'", "a row: a state, 'ignore', 'reject', 'never', or a mapping");
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
                ReadTarget(shorthand, new Name(word.Value, word.Span));
            return shorthand;
        }

        var begin = (node as YamlMapping)?.Entries.FirstOrDefault()?.Key.Span ?? (node.Span.Length > 0 ? node.Span : entry.Key.Span);
        var row = new Row(state, trigger, begin);
        YamlEntry? to = null, @do = null;
        _read.Keys(node, "a row", entry.Key.Span,
            new("when", e => ReadCondition(row, e)),
            new("to", e => to = e),
            new("do", e => @do = e),
            new("summary", e => row.Docs = _read.WithSummary(row.Docs, e)),
            new("reference", e => row.Docs = _read.WithReference(row.Docs, e)));

        if (@do?.Value is YamlScalar scalar && ReadWord(row, scalar))
        {
            if (to is not null)
                findings.Add(Rules.StandsAlone, to.Key.Span, scalar.Value, "to");
        }
        else
        {
            if (to is not null && _read.NameOf(to) is { } target)
                ReadTarget(row, target);
            if (@do is not null)
                row.Do = Actions.Read(@do.Value, "do");
        }

        return row;
    }

    private bool ReadWord(Row row, YamlScalar scalar)
    {
        if (scalar.Value is not ("ignore" or "reject" or "never"))
            return false;
        row.Outcome = scalar.Value switch { "ignore" => Outcome.Ignored, "reject" => Outcome.Rejected, _ => Outcome.Never };
        if (row is { Outcome: Outcome.Rejected, Trigger.IsInternal: true })
            findings.Add(Rules.InternalEvent, scalar.Span, $"Event '{row.Trigger.Name.Text}' is internal: there is no caller to reject; write 'ignore' or 'never'");
        return true;
    }

    private void ReadTarget(Row row, Name name)
    {
        row.TargetName = name;
        if (declared.States.TryGetValue(name.Text, out var target))
            row.Target = target;
        else
            declared.ReportUnknown(Rules.UnknownState, name, declared.States.Keys.Concat(["ignore", "reject", "never"]));
    }

    private void ReadCondition(Row row, YamlEntry entry)
    {
        if (_read.Text(entry) is not { } scalar)
            return;
        (row.When, row.GuardNames) = ConditionReader.Read(scalar, findings);
        row.HasBrokenCondition = row.When is null || row.GuardNames.Any(name => !declared.Guards.ContainsKey(name.Text));
        foreach (var name in row.GuardNames)
        {
            if (declared.Guards.TryGetValue(name.Text, out var guard))
                declared.Used.Add(guard);
            else
                declared.ReportUnknown(Rules.UnknownGuard, name, declared.Guards.Keys);
        }
    }
}
