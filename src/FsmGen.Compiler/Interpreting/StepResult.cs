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

    /// <summary>Kept for later.</summary>
    Deferred,

    /// <summary>It should be kept, and there is no room.</summary>
    DeferralFull,

    /// <summary>A timer that should expire does not run.</summary>
    NotRunning,

    /// <summary>A row that says <c>never</c> was reached.</summary>
    Never,

    /// <summary>More raised events wait, or are deferred, than there is room for.</summary>
    Overflow,

    /// <summary>Rows without an event, or raised events, go on without end.</summary>
    Endless,

    /// <summary>More timers would expire in one go than <see cref="Interpreter.MaximumExpirations"/>.</summary>
    Exhausted,
}
