using FsmGen.Compiler.Model;
using FsmGen.Compiler.Yaml;

namespace FsmGen.Compiler.Binding;

/// <summary>Reads what an author says of the whole machine: <c>invariants</c> and <c>exclusive</c>.</summary>
internal sealed class PropertyReader(Declarations declared, Findings findings)
{
    private readonly NodeReader _read = new(findings);
    private readonly ConditionBinder _conditions = new(declared, findings);

    /// <summary>A mapping from titles to conditions, or a list of conditions, each its own title.</summary>
    public IEnumerable<Invariant> ReadInvariants(YamlEntry section)
    {
        var written = section.Value is YamlSequence list
            ? list.Items.Select(static item => (Title: item as YamlScalar, Condition: item))
            : _read.Entries(section.Value, "'invariants'", section.Key.Span).Select(static entry => ((YamlScalar?)entry.Key, entry.Value));
        foreach (var (title, node) in written)
        {
            if (node is not YamlScalar { IsNull: false } scalar)
            {
                _read.WrongShape(node, title?.Span ?? section.Key.Span, "An invariant", "a condition over 'in(State)'");
                continue;
            }

            var read = _conditions.Read(scalar);
            foreach (var guard in read.Guards)
                findings.Add(Rules.InvalidCondition, guard.Span, $"'{guard.Text}' is a guard; an invariant speaks of states only: write 'in(State)'");
            if (read.Condition is { } condition && read.Guards.Count == 0 && _conditions.AreKnown(read))
                yield return new Invariant(new Name(title!.Value, scalar.Span), condition);
        }
    }

    /// <summary>A mapping from the schemas of older specs to mappings from old names to new ones.</summary>
    public IEnumerable<Migration> ReadMigrations(YamlEntry section)
    {
        foreach (var entry in _read.Entries(section.Value, "'migrate'", section.Key.Span))
        {
            if (entry.Key.Value.Length != 16 || !entry.Key.Value.All(Uri.IsHexDigit))
                findings.Add(Rules.InvalidName, entry.Key.Span, entry.Key.Value, "a schema", "it has not the 16 hexadecimal digits of 'Schema'");
            var renames = new List<Rename>();
            foreach (var rename in _read.Entries(entry.Value, $"'{entry.Key.Value}'", entry.Key.Span))
            {
                if (_read.NameOf(rename) is not { } name)
                    continue;
                if (declared.States.ContainsKey(name.Text) || declared.Events.ContainsKey(name.Text) || declared.Timers.ContainsKey(name.Text))
                    renames.Add(new Rename(rename.Key.Value, name.Text));
                else
                    declared.ReportUnknown(Rules.UnknownState, name, declared.States.Keys);
            }

            yield return new Migration(entry.Key.Value, renames.ToEquatableArray());
        }
    }

    /// <summary>A list of lists of guards; the word <c>otherwise</c> at the end says that one of them always holds.</summary>
    public IEnumerable<ExclusiveGuards> ReadExclusive(YamlEntry section)
    {
        foreach (var item in NodeReader.Items(section.Value))
        {
            var names = _read.NamesOf(new YamlEntry(section.Key, item));
            var isExhaustive = names.Count > 0 && names[names.Count - 1].Text == "otherwise";
            var guards = new List<string>();
            foreach (var name in isExhaustive ? names.Take(names.Count - 1) : names)
            {
                if (declared.Guards.ContainsKey(name.Text))
                    guards.Add(name.Text);
                else
                    declared.ReportUnknown(Rules.UnknownGuard, name, declared.Guards.Keys);
            }

            if (guards.Count > 1)
                yield return new ExclusiveGuards(guards, isExhaustive);
        }
    }
}
