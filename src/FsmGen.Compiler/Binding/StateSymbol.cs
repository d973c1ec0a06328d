using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Binding;

/// <summary>A state of the spec, with what is nested in it.</summary>
internal sealed class StateSymbol(Name name, StateSymbol? parent)
{
    private readonly List<StateSymbol> _children = [];
    private readonly Dictionary<EventSymbol, IReadOnlyList<Row>> _rows = [];

    public Name Name { get; } = name;

    public StateSymbol? Parent { get; } = parent;

    public IReadOnlyList<StateSymbol> Children => _children;

    /// <summary>The child that is entered with this state; null in a leaf, or where the name is not that of a child.</summary>
    public StateSymbol? Initial { get; set; }

    public bool IsFinal { get; set; }

    /// <summary>Whether <c>on</c> names an event that is not declared: which pair was meant is not known.</summary>
    public bool HasUnknownEvent { get; set; }

    public Documentation Docs { get; set; } = Documentation.None;

    public IReadOnlyList<ActionUse> Entry { get; set; } = [];

    public IReadOnlyList<ActionUse> Exit { get; set; } = [];

    /// <summary>The alternatives of each event that <c>on</c> names, in document order.</summary>
    public IReadOnlyDictionary<EventSymbol, IReadOnlyList<Row>> Rows => _rows;

    public bool IsLeaf => _children.Count == 0;

    /// <summary>Whether the machine ends on entering it: it is final, at the top level.</summary>
    public bool EndsMachine => IsFinal && Parent is { Parent: null };

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

    public void Add(StateSymbol child) => _children.Add(child);

    public void Add(EventSymbol trigger, IReadOnlyList<Row> rows) => _rows[trigger] = rows;

    public override string ToString() => Name.Text;
}
