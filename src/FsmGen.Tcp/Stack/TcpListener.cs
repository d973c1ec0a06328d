namespace FsmGen.Tcp.Stack;

/// <summary>Waits for peers; made by <see cref="TcpStack.Listen(TcpEndpoint, int, TcpConnectionOptions?)"/>.</summary>
public sealed class TcpListener : IDisposable
{
    private readonly TcpStack _stack;
    private readonly LinkedList<StackConnection> _halfOpen = [];
    private readonly LinkedList<StackConnection> _established = [];
    private readonly LinkedList<Operation<TcpStream>> _accepting = [];
    private bool _isEnded;

    internal TcpListener(TcpStack stack, TcpEndpoint local, int backlog, TcpConnectionOptions options) =>
        (_stack, Key, Backlog, Options) = (stack, local, backlog, options);

    /// <summary>The socket; its address is unspecified if all are meant, its port zero if all are.</summary>
    public TcpEndpoint LocalEndPoint => Key;

    /// <summary>Connections at most that are half-open, or wait to be accepted.</summary>
    public int Backlog { get; }

    internal TcpEndpoint Key { get; }

    internal TcpConnectionOptions Options { get; }

    /// <summary>Whether so many connections wait to be accepted that no more can come.</summary>
    internal bool IsFull => _established.Count >= Backlog;

    /// <summary>The half-open connection that has to go if another comes; null if there is room.</summary>
    internal StackConnection? OldestTooMany => _halfOpen.Count + _established.Count >= Backlog ? _halfOpen.First?.Value : null;

    /// <summary>Takes the connection that was established first, or waits for one.</summary>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="ObjectDisposedException">The listener was, or is meanwhile, disposed.</exception>
    public ValueTask<TcpStream> AcceptAsync(CancellationToken ct = default)
    {
        if (ct.IsCancellationRequested)
            return ValueTask.FromCanceled<TcpStream>(ct);

        using (_stack.Enter())
        {
            ObjectDisposedException.ThrowIf(_isEnded, this);
            if (_established.First is { } first)
            {
                _established.Remove(first);
                return new(Accept(first.Value));
            }

            var operation = new Operation<TcpStream>(_stack, operation => _accepting.Remove(operation));
            _accepting.AddLast(operation);
            return new(operation, operation.Begin(ct));
        }
    }

    /// <summary>Stops listening, and resets the connections that were not accepted.</summary>
    public void Dispose()
    {
        using (_stack.Enter())
            _stack.Remove(this);
    }

    /// <summary>The connection in LISTEN that the next peer will get; null before the first.</summary>
    internal StackConnection? Waiting { get; set; }

    /// <summary>Takes in a connection that is half-open.</summary>
    internal void Greet(StackConnection connection)
    {
        connection.Listener = this;
        connection.HalfOpen = _halfOpen.AddLast(connection);
    }

    /// <summary>A connection is established: somebody waits for it, or it waits.</summary>
    internal void Establish(StackConnection connection)
    {
        if (connection.HalfOpen is not { } halfOpen)
            return;

        _halfOpen.Remove(halfOpen);
        connection.HalfOpen = null;
        if (_accepting.First is { } first)
        {
            _accepting.RemoveFirst();
            first.Value.Succeed(Accept(connection));
        }
        else
        {
            _established.AddLast(connection);
        }
    }

    /// <summary>A connection is gone before it was accepted.</summary>
    internal void Lose(StackConnection connection)
    {
        if (connection.HalfOpen is { } halfOpen)
            _halfOpen.Remove(halfOpen);
        else
            _established.Remove(connection);

        (connection.Listener, connection.HalfOpen) = (null, null);
    }

    internal void End()
    {
        _isEnded = true;
        while ((_established.First ?? _halfOpen.First) is { } node)
            _stack.Abort(node.Value);

        while (_accepting.First is { } first)
        {
            _accepting.RemoveFirst();
            first.Value.Fail(new ObjectDisposedException(nameof(TcpListener)));
        }
    }

    private TcpStream Accept(StackConnection connection)
    {
        connection.Listener = null;
        return connection.Stream = new(_stack, connection);
    }
}
