namespace FsmGen.Tcp;

/// <summary>Whom a notification concerns.</summary>
public enum TcpAudience : byte
{
    /// <summary>The user as such: a signal, or general error.</summary>
    User,

    /// <summary>The SENDs and RECEIVEs that are pending: this is their answer.</summary>
    PendingCalls,

    /// <summary>The RECEIVEs that are pending: this is their answer.</summary>
    PendingReceives,
}
