namespace FsmGen.Compiler.Model;

/// <summary>What a row does with an event.</summary>
internal enum Outcome
{
    Handled,
    Ignored,
    Rejected,

    /// <summary>The author's claim that the event cannot happen here.</summary>
    Never,

    /// <summary>Kept, and offered again after the next change of state.</summary>
    Deferred,
}
