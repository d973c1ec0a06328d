namespace FsmGen.Tcp.Kestrel;

/// <summary>How Kestrel listens on a stack.</summary>
public sealed record TcpStackTransportOptions
{
    /// <summary>Connections at most, by endpoint, that are half-open, or that Kestrel has not accepted yet.</summary>
    public int Backlog { get; init; } = 512;

    /// <summary>The options of the connections, but for <see cref="NoDelay"/>; null for those of the stack.</summary>
    public TcpConnectionOptions? Connection { get; init; }

    /// <summary>
    /// Whether small segments go at once. Kestrel writes whole messages, and of two small ones Nagle's algorithm would keep
    /// the second until the peer's delayed acknowledgment.
    /// </summary>
    public bool NoDelay { get; init; } = true;
}
