using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Binding;

/// <summary>A word of the spec, and where it stands.</summary>
internal readonly record struct Name(string Text, TextSpan Span);

/// <summary>A machine as its author wrote it: names resolved, places kept, nothing expanded.</summary>
internal sealed class Spec
{
    public required Name Name { get; init; }

    public string? Namespace { get; init; }

    public IReadOnlyList<string> Usings { get; init; } = [];

    public Documentation Docs { get; init; } = Documentation.None;

    /// <summary>Where the values of the keys at the top stand, for what is wrong with two of them together.</summary>
    public required IReadOnlyDictionary<string, TextSpan> Places { get; init; }

    public bool IsStruct { get; init; }

    public bool IsInternal { get; init; }

    /// <summary>What the build says of an unhandled pair; null: nothing.</summary>
    public DiagnosticSeverity? Unhandled { get; init; }

    /// <summary>Whether an event that no row takes is ignored: <c>unhandled: ignore</c>.</summary>
    public bool IgnoresUnhandled { get; init; }

    /// <summary>Whether an event fired from inside an action waits for the end of the step: <c>reentrancy: queue</c>.</summary>
    public bool QueuesReentrant { get; init; }

    public Concurrency Concurrency { get; init; }

    /// <summary>Whether events return a <c>ValueTask</c>, and actions may.</summary>
    public bool IsAsync { get; init; }

    /// <summary>Whether next states and effects are data: <c>dispatch: table</c>.</summary>
    public bool IsTable { get; init; }

    /// <summary>What tells of its steps.</summary>
    public Telemetry Telemetry { get; init; }

    /// <summary>How many deferred events have room.</summary>
    public int DeferralCapacity { get; init; } = 8;

    /// <summary>The events that the spec declares, timers' own among them, in document order.</summary>
    public required IReadOnlyList<EventSymbol> Events { get; init; }

    /// <summary>What constructs bring along: completions and the times of <c>after</c>.</summary>
    public IReadOnlyList<EventSymbol> Implied { get; init; } = [];

    /// <summary>The trigger of <c>always</c>.</summary>
    public required EventSymbol Always { get; init; }

    /// <summary>The events that some action raises.</summary>
    public required IReadOnlyCollection<EventSymbol> Raised { get; init; }

    /// <summary>All timers: those of <c>timers</c>, then those of <c>after</c> in document order.</summary>
    public IReadOnlyList<TimerSymbol> Timers { get; init; } = [];

    /// <summary>Whether the machine can be saved and restored: <c>snapshots: true</c>.</summary>
    public bool TakesSnapshots { get; init; }

    /// <summary>How snapshots of older specs are read.</summary>
    public EquatableArray<Migration> Migrations { get; init; }

    public IReadOnlyList<Invariant> Invariants { get; init; } = [];

    public IReadOnlyList<ExclusiveGuards> Exclusive { get; init; } = [];

    public required IReadOnlyList<GuardSymbol> Guards { get; init; }

    public required IReadOnlyList<ActionSymbol> Actions { get; init; }

    /// <summary>The machine itself as a state: it holds the top level and its <c>initial</c>, and is never left.</summary>
    public required StateSymbol Root { get; init; }

    public IReadOnlyList<Scenario> Scenarios { get; init; } = [];

    /// <summary>Everything that a row can be about, but <c>always</c>.</summary>
    public IEnumerable<EventSymbol> AllEvents => Events.Concat(Implied);

    /// <summary>Whether more than one leaf can be active, or where a step leads hangs on more than its rows: then the machine keeps a configuration.</summary>
    public bool IsStatechart => _isStatechart ??= Statechart.Needs(this);

    private bool? _isStatechart;

    /// <summary>The states that have none nested, in document order.</summary>
    public IEnumerable<StateSymbol> Leaves => Root.Descendants.Where(static state => state.IsLeaf);
}

/// <summary>What a machine does about threads.</summary>
internal enum Concurrency
{
    /// <summary>Nothing: one thread at a time is the caller's business.</summary>
    Unchecked,

    /// <summary>Two at once are an exception.</summary>
    Checked,

    /// <summary>Events wait in an inbox, and whoever is inside takes them.</summary>
    Serialized,
}

/// <summary>What must hold in every configuration that can be reached.</summary>
internal sealed record Invariant(Name Title, Condition Condition);

/// <summary>Guards of which at most one holds; <c>IsExhaustive</c>: of which exactly one does.</summary>
internal sealed record ExclusiveGuards(IReadOnlyList<string> Guards, bool IsExhaustive);
