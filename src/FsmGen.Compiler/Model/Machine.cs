namespace FsmGen.Compiler.Model;

/// <summary>
/// A machine ready to be written as C#: the only thing that crosses the incremental pipeline. It knows names and order,
/// not places, but for the C# that the spec itself contains.
/// </summary>
internal sealed record Machine(
    string Name,
    string? Namespace,
    EquatableArray<string> Usings,
    bool IsStruct,
    bool IsInternal,
    Documentation Docs,
    string FileName,
    string? Path,
    EquatableArray<LeafState> States,
    EquatableArray<MachineEvent> Events,
    EquatableArray<MachineEvent> InternalEvents,
    EquatableArray<HostGuard> Guards,
    EquatableArray<HostAction> Actions,
    Branch Start,
    EquatableArray<string> RaisedByStart)
{
    /// <summary>Set where the machine keeps a configuration: then the events have no arms.</summary>
    public Chart? Chart { get; init; }

    /// <summary>Set where the machine can be saved and restored.</summary>
    public SnapshotShape? Snapshot { get; init; }

    /// <summary>The name of the generated type with its namespace.</summary>
    public string FullName => Namespace is null ? Name : $"{Namespace}.{Name}";

    /// <summary>Whether a second thread within a step is an exception.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Whether an event is a look into data, and effects are what it returns.</summary>
    public bool IsTable { get; init; }

    /// <summary>What tells of its steps.</summary>
    public Telemetry Telemetry { get; init; }

    /// <summary>Where constants of actions stand first.</summary>
    public EquatableArray<ConstantPlace> Constants { get; init; }

    /// <summary>What its code can be asked about its spec.</summary>
    public required Definition Definition { get; init; }

    public string HintName => Namespace is null ? $"{Name}.g.cs" : $"{Namespace}.{Name}.g.cs";
}

/// <summary>A value of the state enum; the first one is the initial state.</summary>
internal sealed record LeafState(string Name, Documentation Docs, bool EndsMachine);

/// <summary>
/// An event with what it does. <c>Raises</c>: the internal events that can follow from it within one step. <c>Place</c>: where
/// its signature stands, if there are types in it.
/// </summary>
internal sealed record MachineEvent(string Name, EquatableArray<Parameter> Parameters, bool IsInternal, Documentation Docs, EquatableArray<Arm> Arms, EquatableArray<string> Raises, FilePlace? Place);

/// <summary>Leaves in which an event does the same.</summary>
internal sealed record Arm(EquatableArray<string> States, EquatableArray<Branch> Branches);

/// <summary>
/// One alternative of an arm. <c>Before</c> runs in the old state, <c>After</c> in the new one; <c>Target</c> null: the
/// state is kept.
/// </summary>
internal sealed record Branch(Condition? When, Outcome Outcome, string? Target, EquatableArray<Effect> Before, EquatableArray<Effect> After, string? Reference);

/// <summary>A call of an action with its C# arguments or, where <c>RaisedId</c> is set, an internal event that is raised.</summary>
internal sealed record Effect(string Name, EquatableArray<string> Arguments, int? RaisedId, Condition? When)
{
    /// <summary>The key of its <see cref="ConstantPlace"/>, if it has constants.</summary>
    public string? Constants { get; init; }
}

/// <summary>Where the constants of a call stand; those of equal calls are equally right or wrong. <c>Exact</c>: columns can be mapped.</summary>
internal sealed record ConstantPlace(string Call, FilePlace Place, bool Exact);

/// <summary>A guard: a partial method of the host or, with code, a method of the generated half.</summary>
internal sealed record HostGuard(string Name, EquatableArray<Parameter> Parameters, Fragment? Code, Documentation Docs)
{
    public string Signature => $"bool {Name}({string.Join(", ", Parameters.Select(static parameter => parameter.Declaration))})";
}

/// <summary>An action: a partial method of the host or, with code, a method of the generated half.</summary>
internal sealed record HostAction(string Name, EquatableArray<ActionParameter> Parameters, Fragment? Code, Documentation Docs)
{
    /// <summary>Whether it returns a <c>ValueTask</c> and takes a <c>CancellationToken</c>.</summary>
    public bool IsAsync { get; init; }

    public string Signature
    {
        get
        {
            var parameters = Parameters.Select(static parameter => parameter.Parameter.Declaration);
            return IsAsync
                ? $"global::System.Threading.Tasks.ValueTask {Name}({string.Join(", ", parameters.Append("global::System.Threading.CancellationToken cancellation"))})"
                : $"void {Name}({string.Join(", ", parameters)})";
        }
    }
}
