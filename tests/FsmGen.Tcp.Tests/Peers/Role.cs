namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Who asks for a connection.</summary>
public enum Role
{
    /// <summary>A socket of Linux connects to a listener of ours.</summary>
    Server,

    /// <summary>We connect to a socket of Linux that listens.</summary>
    Client,
}
