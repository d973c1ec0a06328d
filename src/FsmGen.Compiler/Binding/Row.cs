using FsmGen.Compiler.Model;
using Microsoft.CodeAnalysis.Text;

namespace FsmGen.Compiler.Binding;

/// <summary>One alternative of an event in a state. <c>Span</c> is where it begins.</summary>
internal sealed class Row(StateSymbol source, EventSymbol trigger, TextSpan span)
{
    public StateSymbol Source { get; } = source;

    public EventSymbol Trigger { get; } = trigger;

    public TextSpan Span { get; } = span;

    /// <summary>Null: always.</summary>
    public Condition? When { get; set; }

    public IReadOnlyList<Name> GuardNames { get; set; } = [];

    public Outcome Outcome { get; set; }

    /// <summary>Null in an internal row, and where the name is not that of a state.</summary>
    public StateSymbol? Target { get; set; }

    public Name? TargetName { get; set; }

    public IReadOnlyList<ActionUse> Do { get; set; } = [];

    public Documentation Docs { get; set; } = Documentation.None;

    /// <summary>Whether a guard of the condition is not declared, or the condition cannot be read.</summary>
    public bool HasBrokenCondition { get; set; }

    /// <summary>Whether the spec says what the row does: its target and its guards, if any, are known.</summary>
    public bool IsResolved => !HasBrokenCondition && (TargetName is null || Target is not null);
}

/// <summary>An element of <c>do</c>, <c>entry</c> or <c>exit</c>.</summary>
internal abstract record ActionUse(TextSpan Span);

/// <summary>An action with its constants.</summary>
internal sealed record Call(ActionSymbol Action, EquatableArray<string> Arguments, TextSpan Span) : ActionUse(Span)
{
    /// <summary>As a trace shows it: <c>Send(Syn | Ack)</c>.</summary>
    public string Display => Arguments.Count == 0 ? Action.Name.Text : $"{Action.Name.Text}({string.Join(", ", Arguments)})";
}

/// <summary><c>raise Event</c>.</summary>
internal sealed record Raise(EventSymbol Event, TextSpan Span) : ActionUse(Span);
