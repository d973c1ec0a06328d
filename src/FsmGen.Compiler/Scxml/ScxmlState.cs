namespace FsmGen.Compiler.Scxml;

/// <summary>What an element is to the tree of states.</summary>
internal enum ScxmlKind
{
    Machine,
    State,
    Parallel,
    Final,
    History,
}

/// <summary>A state or pseudo-state of a document, or its root.</summary>
internal sealed class ScxmlState(ScxmlKind kind, ScxmlElement element, string? id, ScxmlState? parent)
{
    public ScxmlKind Kind { get; } = kind;

    public ScxmlElement Element { get; } = element;

    /// <summary>The name in the document; null if it has none, or that of another state.</summary>
    public string? Id { get; } = id;

    public ScxmlState? Parent { get; } = parent;

    /// <summary>States and pseudo-states, in document order.</summary>
    public List<ScxmlState> Children { get; } = [];

    public List<ScxmlTransition> Transitions { get; } = [];

    /// <summary>What runs on entry, in order.</summary>
    public List<ScxmlElement> Entry { get; } = [];

    /// <summary>What runs on exit, in order.</summary>
    public List<ScxmlElement> Exit { get; } = [];

    /// <summary>Where a compound state is entered, or a history pseudo-state leads at first.</summary>
    public ScxmlTransition? Default { get; set; }

    /// <summary>Whether the states in it are active one at a time.</summary>
    public bool IsCompound => Kind is ScxmlKind.Machine or ScxmlKind.State && Children.Exists(static child => child.Kind != ScxmlKind.History);

    /// <summary>Whether <c>done.state.id</c> can ever come about.</summary>
    public bool Completes => Kind switch
    {
        ScxmlKind.State => HasFinal,
        ScxmlKind.Parallel => CanBeFinal && Children.Exists(static child => child.HasFinal),
        _ => false,
    };

    public int Depth => Parent is null ? 0 : Parent.Depth + 1;

    /// <summary>This state and those below, in document order.</summary>
    public IEnumerable<ScxmlState> All => Children.SelectMany(static child => child.All).Prepend(this);

    private bool HasFinal => Kind == ScxmlKind.State && Children.Exists(static child => child.Kind == ScxmlKind.Final);

    private bool CanBeFinal => HasFinal || (Kind == ScxmlKind.Parallel && Children.Where(static child => child.Kind != ScxmlKind.History).All(static child => child.CanBeFinal));

    /// <summary>Whether both can be active, and neither lies in the other.</summary>
    public bool MayBeActiveWith(ScxmlState other)
    {
        var common = this;
        while (common is not null && common != other && !other.IsWithin(common))
            common = common.Parent;
        return common is { Kind: ScxmlKind.Parallel } && common != this && common != other;
    }

    public bool IsWithin(ScxmlState other)
    {
        for (var state = Parent; state is not null; state = state.Parent)
        {
            if (state == other)
                return true;
        }

        return false;
    }
}

/// <summary>A transition whose targets exist. <c>Element</c> holds its content.</summary>
internal sealed record ScxmlTransition(ScxmlElement Element, IReadOnlyList<ScxmlState> Targets)
{
    /// <summary>Whether it waits for no event.</summary>
    public bool IsEventless => Element["event"] is null;

    /// <summary>The event descriptors without the wildcard at their end; <c>*</c> stands for every event.</summary>
    public IEnumerable<string> Descriptors => Element.Words("event").Select(static word =>
        word == "*" ? word : word.EndsWith(".*", StringComparison.Ordinal) ? word.Substring(0, word.Length - 2) : word.TrimEnd('.'));
}
