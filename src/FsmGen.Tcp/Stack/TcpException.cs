namespace FsmGen.Tcp.Stack;

/// <summary>A call that TCP could not grant, or a connection that broke.</summary>
public sealed class TcpException : IOException
{
    /// <summary>Makes an exception with the words that belong to a reason.</summary>
    /// <param name="reason">What TCP says.</param>
    public TcpException(TcpMessage reason)
        : this(reason, TextOf(reason))
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="reason">What TCP says.</param>
    /// <param name="message">What happened, in words; which limit was reached, if it was one.</param>
    public TcpException(TcpMessage reason, string message)
        : base(message) => Reason = reason;

    /// <summary>What TCP says: for example <see cref="TcpMessage.ConnectionReset"/>.</summary>
    public TcpMessage Reason { get; }

    private static string TextOf(TcpMessage reason) => reason switch
    {
        TcpMessage.ConnectionDoesNotExist => "There is no such connection",
        TcpMessage.ConnectionAlreadyExists => "There is a connection between these sockets already",
        TcpMessage.RemoteSocketUnspecified => "A connection needs an address and a port to lead to",
        TcpMessage.InsufficientResources => "There is no room for more",
        TcpMessage.ConnectionClosing => "The connection was closed for sending",
        TcpMessage.ConnectionReset => "The connection was reset",
        TcpMessage.ConnectionRefused => "The peer refused the connection",
        TcpMessage.UserTimeoutExpired => "The peer did not acknowledge what was sent within the user timeout",
        TcpMessage.RetransmissionLimitReached => "The peer did not acknowledge a segment that was retransmitted as often as allowed",
        TcpMessage.PeerUnreachable => "The peer did not answer as many keep-alives as allowed",
        _ => $"TCP says {reason}",
    };
}
