namespace FsmGen.Compiler.Model;

/// <summary>
/// A machine that keeps a configuration, as numbers: states by their order in the document (the machine itself is 0),
/// histories behind them, events from 1, rows from 0.
/// </summary>
internal sealed record Chart(
    EquatableArray<ChartState> States,
    EquatableArray<ChartHistory> Histories,
    EquatableArray<ChartEvent> Events,
    EquatableArray<ChartRow> Rows,
    EquatableArray<ChartTimer> Timers,
    EquatableArray<Parameter> Payload,
    ChartPolicy Policy,
    int Width);

/// <summary><c>Width</c> of a chart is the number of leaves that can be active at once.</summary>
internal sealed record ChartPolicy(bool IgnoresUnhandled, bool QueuesReentrant, bool IsSerialized, bool IsChecked, bool IsAsync, bool Defers, int Capacity);

internal enum ChartKind
{
    Leaf,
    Final,
    Compound,
    Parallel,
}

/// <summary>A state. <c>Last</c> is the number of the last one nested in it; <c>Completion</c> that of the event that it is done, or 0; <c>Timers</c> those that run while it is active.</summary>
internal sealed record ChartState(
    string Name, Documentation Docs, int Parent, int Last, ChartKind Kind, int Completion,
    EquatableArray<int> Targets, EquatableArray<ChartEffect> TargetsDo, EquatableArray<ChartEffect> Entry, EquatableArray<ChartEffect> Exit, EquatableArray<int> Timers);

internal sealed record ChartHistory(string Name, int Parent, bool IsDeep, EquatableArray<int> Targets, EquatableArray<ChartEffect> TargetsDo);

/// <summary><c>IsExternal</c>: somebody outside fires it. <c>CanWait</c>: its payload may be kept.</summary>
internal sealed record ChartEvent(string Name, EquatableArray<Parameter> Parameters, bool IsExternal, bool IsAlways, bool CanWait, Documentation Docs, EquatableArray<ChartAnswers> Answers);

/// <summary>What a state has for an event, in the order in which it is asked.</summary>
internal sealed record ChartAnswers(int State, EquatableArray<ChartAnswer> Alternatives);

/// <summary>A row that does something by its number, or a word.</summary>
internal sealed record ChartAnswer(Condition? When, Outcome Outcome, int Row, string? Reference);

/// <summary><c>Domain</c>: the state within which it leaves and enters; -1 if it has no target, -2 if that hangs on a history.</summary>
internal sealed record ChartRow(string Title, int Source, int Domain, bool StaysInSource, EquatableArray<int> Targets, EquatableArray<ChartEffect> Do);

internal enum ChartEffectKind
{
    Call,
    Raise,
    Start,
    Stop,
}

/// <summary>A call with its C# arguments, an event that is raised, or a timer that starts or stops; <c>Id</c> is its number.</summary>
internal sealed record ChartEffect(ChartEffectKind Kind, string Name, EquatableArray<string> Arguments, int Id, Condition? When, bool IsAsync)
{
    /// <summary>Finds the place of the constants; null if there are none.</summary>
    public string? Constants { get; init; }
}

/// <summary>A timer. <c>Ticks</c> of 100 ns; null: what <c>Code</c> says.</summary>
internal sealed record ChartTimer(string Name, long? Ticks, Fragment? Code, int Event);
