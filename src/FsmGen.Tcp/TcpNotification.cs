namespace FsmGen.Tcp;

/// <summary>Something the user is told outside the answer to a call.</summary>
/// <param name="Audience">Whom it concerns.</param>
/// <param name="Message">What is said.</param>
public readonly record struct TcpNotification(TcpAudience Audience, TcpMessage Message);
