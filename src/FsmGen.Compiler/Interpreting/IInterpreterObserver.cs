using FsmGen.Compiler.Binding;

namespace FsmGen.Compiler.Interpreting;

/// <summary>Looks on while the interpreter works.</summary>
internal interface IInterpreterObserver
{
    /// <summary>Asked before each microstep; false gives the step up, as <see cref="StepResult.Endless"/>.</summary>
    bool GoesOn();

    /// <summary>An event, or <c>always</c>, was offered. <c>chosen</c>: the rows that leaves chose; <c>taken</c>: those of them that did not lose to another.</summary>
    void Selected(EventSymbol trigger, IReadOnlyList<Row> chosen, IReadOnlyList<Row> taken, StepResult result);

    /// <summary>A state becomes active.</summary>
    void Entered(StateSymbol state);

    /// <summary>Actions run. <c>trigger</c>: the event at hand; null in <c>Start()</c>.</summary>
    void Executing(IReadOnlyList<ActionUse> uses, EventSymbol? trigger);

    /// <summary>An event waits behind others. <c>raise</c> null: it is a completion.</summary>
    void Raised(EventSymbol raised, Raise? raise, int waiting);
}
