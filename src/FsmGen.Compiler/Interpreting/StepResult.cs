namespace FsmGen.Compiler.Interpreting;

/// <summary>What became of an event, as the interpreter sees it.</summary>
internal enum StepResult
{
    Handled,
    Ignored,
    Rejected,
    Unhandled,
    NotStarted,
    Ended,

    /// <summary>A row that says <c>never</c> was reached.</summary>
    Never,

    /// <summary>More raised events wait than there is room for.</summary>
    Overflow,

    /// <summary>Raised events go on raising others.</summary>
    Endless,
}
