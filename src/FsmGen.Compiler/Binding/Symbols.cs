using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Binding;

/// <summary>What a spec declares under a name.</summary>
internal abstract class Symbol(Name name, Documentation docs)
{
    public Name Name { get; } = name;

    public Documentation Docs { get; } = docs;

    public override string ToString() => Name.Text;
}

/// <summary>Where an event comes from.</summary>
internal enum EventOrigin
{
    /// <summary>Somebody fires it; a row may raise it, too.</summary>
    External,

    /// <summary>It comes about by <c>raise</c> or by a timer only.</summary>
    Internal,

    /// <summary>The time of <c>after</c>, or of a timer that names no event, is over.</summary>
    Timer,

    /// <summary>A state is complete: <c>done</c>.</summary>
    Completion,

    /// <summary>No event at all: the trigger of <c>always</c>.</summary>
    Always,
}

/// <summary>An event, or what takes its place.</summary>
internal sealed class EventSymbol(Name name, EquatableArray<Parameter> parameters, EventOrigin origin, Documentation docs) : Symbol(name, docs)
{
    public EquatableArray<Parameter> Parameters { get; } = parameters;

    public EventOrigin Origin { get; } = origin;

    /// <summary>Whether nobody outside can fire it.</summary>
    public bool IsInternal => Origin != EventOrigin.External;

    /// <summary>The name in the file that the spec was imported from.</summary>
    public string? Id { get; init; }

    /// <summary>Whether its payload lives for the step only, as a span does: it cannot wait.</summary>
    public bool IsTransient { get; init; }

    /// <summary>The state whose completion it is.</summary>
    public StateSymbol? Completed { get; init; }

    /// <summary>Where its signature stands.</summary>
    public FilePlace Place { get; init; }

    /// <summary>As a reader knows it.</summary>
    public string Display => Id ?? Name.Text;

    public bool Carries(string parameter) => Parameters.Any(candidate => candidate.Name == parameter);
}

/// <summary>A guard: host method, or C# of the spec.</summary>
internal sealed class GuardSymbol(Name name, EquatableArray<Parameter> parameters, Fragment? code, Documentation docs) : Symbol(name, docs)
{
    public EquatableArray<Parameter> Parameters { get; } = parameters;

    public Fragment? Code { get; } = code;
}

/// <summary>An action: host method, or C# of the spec.</summary>
internal sealed class ActionSymbol(Name name, EquatableArray<ActionParameter> parameters, Fragment? code, bool isAsync, Documentation docs) : Symbol(name, docs)
{
    public EquatableArray<ActionParameter> Parameters { get; } = parameters;

    public Fragment? Code { get; } = code;

    /// <summary>Whether it returns a <c>ValueTask</c>.</summary>
    public bool IsAsync { get; } = isAsync;

    public int Constants => Parameters.Count(static parameter => parameter.IsConstant);
}

/// <summary>A timer: one that actions start and stop or, with an <c>Owner</c>, one that runs while that state is active.</summary>
internal sealed class TimerSymbol(Name name, TimeSpan? duration, Fragment? code, EventSymbol trigger, Documentation docs) : Symbol(name, docs)
{
    /// <summary>Null: what <c>Code</c> says.</summary>
    public TimeSpan? Duration { get; } = duration;

    /// <summary>A C# expression of type <c>TimeSpan</c>.</summary>
    public Fragment? Code { get; } = code;

    /// <summary>What happens when it expires.</summary>
    public EventSymbol Event { get; } = trigger;

    /// <summary>The state of an <c>after</c>.</summary>
    public StateSymbol? Owner { get; init; }
}
