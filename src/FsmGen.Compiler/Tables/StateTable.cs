using FsmGen.Compiler.Binding;
using FsmGen.Compiler.Diagrams;
using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Tables;

/// <summary>What every leaf does with every event, inherited rows included.</summary>
internal sealed record StateTable(IReadOnlyList<EventSymbol> Events, IReadOnlyList<StateGroup> Groups)
{
    /// <summary>Every event that the spec declares, and of those that constructs bring along the ones that a row waits for.</summary>
    public static StateTable Of(Spec spec)
    {
        var used = new HashSet<EventSymbol>(spec.Root.Descendants.SelectMany(static state => state.Rows.Keys));
        List<EventSymbol> events = [.. spec.Events, .. spec.Implied.Where(used.Contains), .. new[] { spec.Always }.Where(used.Contains)];
        var groups = new List<StateGroup>();
        foreach (var leaf in spec.Leaves)
        {
            if (groups.Count == 0 || groups[groups.Count - 1].Parent != leaf.Parent)
                groups.Add(new StateGroup(leaf.Parent!, []));
            groups[groups.Count - 1].Leaves.Add(new StateLine(leaf, [.. events.Select(trigger => Cell(leaf, trigger))]));
        }

        return new StateTable(events, groups);
    }

    /// <summary>Whether the leaves stand in more than one state.</summary>
    public bool HasGroups => Groups.Count > 1 || Groups.Any(static group => group.Parent.Parent is not null);

    /// <summary>The rows in the order in which they are asked, up to one that takes the event whatever the guards.</summary>
    private static IReadOnlyList<StateCell> Cell(StateSymbol leaf, EventSymbol trigger)
    {
        var cells = new List<StateCell>();
        foreach (var state in leaf.Ancestry)
        {
            foreach (var row in state.Rows.TryGetValue(trigger, out var rows) ? rows : [])
            {
                cells.Add(new StateCell(Describe(row), row));
                if (row.When is null)
                    return cells;
            }
        }

        return cells;
    }

    private static string Describe(Row row)
    {
        var parts = new List<string>();
        if (row.Outcome != Outcome.Handled)
            parts.Add(row.Outcome switch { Outcome.Ignored => "ignore", Outcome.Rejected => "reject", Outcome.Deferred => "defer", _ => "never" });
        else if (row.Targets.Count > 0)
            parts.Add(string.Join(", ", row.Targets));
        else if (row.Do.Count == 0)
            parts.Add("stay");
        if (row.When is not null)
            parts.Add($"[{row.When}]");
        if (row.Do.Count > 0)
            parts.Add($"/ {RowLabel.Actions(row.Do)}");
        return string.Join(" ", parts);
    }
}

/// <summary>Leaves that stand in the same state, one after the other.</summary>
internal sealed record StateGroup(StateSymbol Parent, List<StateLine> Leaves)
{
    /// <summary>The states around the leaves, outermost first; the machine if there is none.</summary>
    public string Path => Parent.Parent is null ? Parent.Name.Text : string.Join(" / ", Parent.Ancestry.Reverse());
}

/// <summary>A leaf, and for each event the rows that it is offered.</summary>
internal sealed record StateLine(StateSymbol Leaf, IReadOnlyList<IReadOnlyList<StateCell>> Cells);

/// <summary>A row in the words of a table.</summary>
internal sealed record StateCell(string Text, Row Row);
