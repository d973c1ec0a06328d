namespace FsmGen.Tcp.Tests.Conformance;

/// <summary>What else holds in the state that a rule begins with.</summary>
[Flags]
internal enum Preparation
{
    None = 0,

    /// <summary>The connection came from a passive OPEN.</summary>
    Passive = 1,

    /// <summary>The passive OPEN named a remote socket.</summary>
    RemoteKnown = 2,

    /// <summary>Text is on the way.</summary>
    Unacknowledged = 4,

    /// <summary>The peer's window is closed, and text waits for it.</summary>
    ClosedWindow = 8,

    /// <summary>Text has arrived that the user has not received.</summary>
    TextOnHand = 16,

    /// <summary>A RECEIVE is pending.</summary>
    Receive = 32,
}
