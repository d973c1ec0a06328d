using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Binding;

/// <summary>One alternative of an event in a state. <c>Span</c> is where it begins: that of the same row for other events, too, if one was written for several.</summary>
internal sealed class Row(StateSymbol source, EventSymbol trigger, TextSpan span)
{
    public StateSymbol Source { get; } = source;

    public EventSymbol Trigger { get; } = trigger;

    public TextSpan Span { get; } = span;

    /// <summary>Null: always.</summary>
    public Condition? When { get; set; }

    public IReadOnlyList<Name> GuardNames { get; set; } = [];

    public Outcome Outcome { get; set; }

    /// <summary>The states and pseudo-states to enter; empty in a row without <c>to</c>, and where a name is not that of a state.</summary>
    public IReadOnlyList<StateSymbol> Targets { get; set; } = [];

    /// <summary>The first target; in a machine without regions the only one.</summary>
    public StateSymbol? Target
    {
        get => Targets.Count == 0 ? null : Targets[0];
        set => Targets = value is null ? [] : [value];
    }

    public IReadOnlyList<Name> TargetNames { get; set; } = [];

    /// <summary><c>type: internal</c>: the source is not left if all targets lie in it.</summary>
    public bool StaysInSource { get; set; }

    public IReadOnlyList<ActionUse> Do { get; set; } = [];

    public Documentation Docs { get; set; } = Documentation.None;

    /// <summary>Whether a guard of the condition is not declared, or the condition cannot be read.</summary>
    public bool HasBrokenCondition { get; set; }

    /// <summary>Whether the spec says what the row does: its target and its guards, if any, are known.</summary>
    public bool IsResolved => !HasBrokenCondition && TargetNames.Count <= Targets.Count;
}

/// <summary>An element of <c>do</c>, <c>entry</c> or <c>exit</c>.</summary>
internal abstract record ActionUse(TextSpan Span);

/// <summary>An action with its constants.</summary>
internal sealed record Call(ActionSymbol Action, EquatableArray<string> Arguments, TextSpan Span) : ActionUse(Span)
{
    /// <summary>Where its constants stand.</summary>
    public FilePlace Place { get; init; }

    /// <summary>Whether they stand there letter by letter.</summary>
    public bool IsExact { get; init; }

    /// <summary>As a trace shows it: <c>Send(Syn | Ack)</c>.</summary>
    public string Display => Arguments.Count == 0 ? Action.Name.Text : $"{Action.Name.Text}({string.Join(", ", Arguments)})";
}

/// <summary><c>raise Event</c>; <c>When</c> null: always.</summary>
internal sealed record Raise(EventSymbol Event, Condition? When, TextSpan Span) : ActionUse(Span);

/// <summary><c>start Timer</c>: from now on, even if it runs.</summary>
internal sealed record StartTimer(TimerSymbol Timer, TextSpan Span) : ActionUse(Span);

/// <summary><c>stop Timer</c>.</summary>
internal sealed record StopTimer(TimerSymbol Timer, TextSpan Span) : ActionUse(Span);
