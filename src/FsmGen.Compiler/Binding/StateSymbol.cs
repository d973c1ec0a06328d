using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Binding;

/// <summary>What a history pseudo-state remembers.</summary>
internal enum HistoryKind
{
    /// <summary>It is a state.</summary>
    None,

    /// <summary>Which children were active.</summary>
    Shallow,

    /// <summary>Which leaves were active.</summary>
    Deep,
}

/// <summary>Where a state with nested ones is entered, or a history pseudo-state that remembers nothing yet leads.</summary>
internal sealed record DefaultEntry(IReadOnlyList<StateSymbol> Targets, IReadOnlyList<ActionUse> Do);

/// <summary>A state of the spec, with what is nested in it, or a history pseudo-state.</summary>
internal sealed class StateSymbol(Name name, StateSymbol? parent)
{
    private readonly List<StateSymbol> _children = [];
    private readonly List<StateSymbol> _histories = [];
    private readonly List<TimerSymbol> _timers = [];
    private readonly Dictionary<EventSymbol, IReadOnlyList<Row>> _rows = [];

    public Name Name { get; } = name;

    public StateSymbol? Parent { get; } = parent;

    /// <summary>The name in the file that the spec was imported from.</summary>
    public string? Id { get; set; }

    /// <summary>As a reader knows it.</summary>
    public string Display => Id ?? Name.Text;

    /// <summary>The place among all states in document order; the machine itself is 0.</summary>
    public int Order { get; set; }

    /// <summary>The last <see cref="Order"/> of what is nested in it; its own if nothing is.</summary>
    public int LastOrder { get; set; }

    public IReadOnlyList<StateSymbol> Children => _children;

    /// <summary>The pseudo-states that remember where this one was left.</summary>
    public IReadOnlyList<StateSymbol> Histories => _histories;

    /// <summary>Whether all children are active with it: they are its regions.</summary>
    public bool IsParallel { get; set; }

    public HistoryKind History { get; set; }

    public bool IsHistory => History != HistoryKind.None;

    /// <summary>What is entered with a state whose children are no regions, and where a history leads at first; null elsewhere, and where nothing of it is known.</summary>
    public DefaultEntry? Default { get; set; }

    /// <summary>The first state below that is entered with this one by default.</summary>
    public StateSymbol? Initial => Default?.Targets[0];

    public bool IsFinal { get; set; }

    /// <summary>Whether <c>on</c> names an event that is not declared: which pair was meant is not known.</summary>
    public bool HasUnknownEvent { get; set; }

    public Documentation Docs { get; set; } = Documentation.None;

    public IReadOnlyList<ActionUse> Entry { get; set; } = [];

    public IReadOnlyList<ActionUse> Exit { get; set; } = [];

    /// <summary>The timers of <c>after</c>.</summary>
    public IReadOnlyList<TimerSymbol> Timers => _timers;

    /// <summary>The alternatives of each event that <c>on</c> names, in document order.</summary>
    public IReadOnlyDictionary<EventSymbol, IReadOnlyList<Row>> Rows => _rows;

    /// <summary>The rows that can be asked: behind one without a condition nothing is.</summary>
    public IEnumerable<Row> LiveRows
    {
        get
        {
            foreach (var rows in _rows.Values)
            {
                foreach (var row in rows)
                {
                    yield return row;
                    if (row.When is null)
                        break;
                }
            }
        }
    }

    public bool IsLeaf => _children.Count == 0;

    /// <summary>Whether it has nested states of which one is active: SCXML's compound state.</summary>
    public bool IsCompound => _children.Count > 0 && !IsParallel;

    /// <summary>Whether the machine ends on entering it: it is final, at the top level.</summary>
    public bool EndsMachine => IsFinal && Parent is { Parent: null, IsParallel: false };

    /// <summary>This state and those around it, innermost first, without the machine itself.</summary>
    public IEnumerable<StateSymbol> Ancestry
    {
        get
        {
            for (var state = this; state.Parent is not null; state = state.Parent)
                yield return state;
        }
    }

    /// <summary>The states below, in document order.</summary>
    public IEnumerable<StateSymbol> Descendants => _children.SelectMany(static child => child.Descendants.Prepend(child));

    public bool IsWithin(StateSymbol other)
    {
        for (var state = this; state is not null; state = state.Parent)
        {
            if (state == other)
                return true;
        }

        return false;
    }

    /// <summary>The states on the way from here down to another, that one included.</summary>
    public IEnumerable<StateSymbol> WayTo(StateSymbol descendant) => descendant.Ancestry.TakeWhile(state => state != this).Reverse();

    public void Add(StateSymbol child) => (child.IsHistory ? _histories : _children).Add(child);

    public void Add(TimerSymbol timer) => _timers.Add(timer);

    /// <summary>Adds rows behind those that the event has.</summary>
    public void Add(EventSymbol trigger, IReadOnlyList<Row> rows) => Replace(trigger, _rows.TryGetValue(trigger, out var some) ? [.. some, .. rows] : rows);

    public void Replace(EventSymbol trigger, IReadOnlyList<Row> rows) => _rows[trigger] = rows;

    public override string ToString() => Name.Text;
}
