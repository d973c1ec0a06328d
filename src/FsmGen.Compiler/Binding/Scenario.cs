using FsmGen.Compiler.Model;

namespace FsmGen.Compiler.Binding;

/// <summary>An executable example. <c>From</c> is null where it begins with <c>Start()</c>.</summary>
internal sealed record Scenario(Name Title, StateSymbol? From, IReadOnlyList<Step> Steps, Documentation Docs);

/// <summary>One event and what it must lead to. <c>Event</c> is null for the step <c>Start</c>.</summary>
internal sealed record Step(EventSymbol? Event, IReadOnlyList<string> GuardsThatHold, Expectation Expectation, Name Text);

/// <summary>
/// What a step must lead to: an outcome in one word, or a state and perhaps the actions that ran.
/// <c>Actions</c> null: any; <c>State</c> null: only the outcome counts.
/// </summary>
internal sealed record Expectation(string Outcome, StateSymbol? State, IReadOnlyList<string>? Actions, Name Text);
