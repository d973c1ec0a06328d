namespace FsmGen.Tcp;

/// <summary>Which OPEN a connection goes back to; a reset during the handshake is answered by it.</summary>
public enum TcpOrigin
{
    /// <summary>The user waited for a peer.</summary>
    Passive,

    /// <summary>The user connected to a peer.</summary>
    Active,
}
