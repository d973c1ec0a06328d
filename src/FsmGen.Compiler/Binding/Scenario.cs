using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Binding;

/// <summary>An executable example. <c>From</c> is empty where it begins with <c>Start()</c>.</summary>
internal sealed record Scenario(Name Title, IReadOnlyList<StateSymbol> From, IReadOnlyList<Step> Steps, Documentation Docs);

/// <summary>
/// What happens, and what it must lead to: an event that is fired, a timer that expires with its event, or a time that
/// passes; nothing of these in the step <c>Start</c>.
/// </summary>
internal sealed record Step(EventSymbol? Event, TimerSymbol? Timer, TimeSpan? Delay, IReadOnlyList<string> GuardsThatHold, Expectation Expectation, Name Text)
{
    public bool IsStart => Event is null && Delay is null;
}

/// <summary>
/// What a step must lead to: an outcome in one word, or the active leaves and perhaps the actions that ran.
/// <c>Actions</c> null: any; <c>Leaves</c> empty: only the outcome counts.
/// </summary>
internal sealed record Expectation(string Outcome, IReadOnlyList<StateSymbol> Leaves, IReadOnlyList<string>? Actions, Name Text);
