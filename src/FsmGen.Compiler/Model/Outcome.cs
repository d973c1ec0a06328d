namespace FsmGen.Compiler.Model;

/// <summary>What becomes of an event.</summary>
internal enum Outcome
{
    Handled,
    Ignored,
    Rejected,

    /// <summary>The author's claim that the event cannot happen here.</summary>
    Never,

    /// <summary>No row took it.</summary>
    Unhandled,
}
