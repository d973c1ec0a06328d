using FsmGen.Runtime.Timers;

namespace FsmGen.Tcp.Stack;

/// <summary>A connection in its place in the stack: its key, its timer, its place in queues, and who uses it.</summary>
internal sealed class StackConnection(TcpStack stack, TcpConnection connection) : TimerNode
{
    public TcpConnection Connection { get; } = connection;

    /// <summary>The two sockets; known once the connection is in the table.</summary>
    public ConnectionKey Key { get; set; }

    /// <summary>The listener that the connection came to, until it is accepted.</summary>
    public TcpListener? Listener { get; set; }

    /// <summary>Its place in the listener's list of half-open connections, while it is one.</summary>
    public LinkedListNode<StackConnection>? HalfOpen { get; set; }

    /// <summary>The user's side, from the time it is accepted or being connected until it is disposed.</summary>
    public TcpStream? Stream { get; set; }

    /// <summary>What waits for the end of the handshake of an active open.</summary>
    public Operation<TcpStream>? Connecting { get; set; }

    /// <summary>Why the connection broke, if it did.</summary>
    public TcpMessage? Failure { get; set; }

    /// <summary>SRTT, zero before the first sample. The connection itself forgets it when it ends.</summary>
    public TimeSpan SmoothedRoundTrip { get; set; }

    /// <summary>Whether the peer's FIN has come.</summary>
    public bool IsPeerClosed { get; set; }

    /// <summary>Whether the connection has said that there is room for text again.</summary>
    public bool IsRoomAvailable { get; set; }

    /// <summary>Whether its user waits for memory, while nothing is on its way that would bring the connection back here.</summary>
    public bool IsStarved { get; set; }

    /// <summary>Whether the stack knows it no more; it may have output left.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>The next connection in the queue of those with output.</summary>
    public StackConnection? NextToTransmit { get; set; }

    /// <summary>Whether it is in the queue of those with output.</summary>
    public bool IsToTransmit { get; set; }

    protected override void OnExpired() => stack.Visit(this);
}
