namespace FsmGen.Tcp.Stack;

// Writing: the connection takes over what fits into its buffer; the call waits until it has all.
public sealed partial class TcpStream
{
    private readonly Operation<int> _writing;
    private ReadOnlyMemory<byte> _writeBuffer;
    private bool _isWriteClosed;

    /// <summary>How long a synchronous write waits for room, in milliseconds; <see cref="Timeout.Infinite"/> for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is zero, or negative without being <see cref="Timeout.Infinite"/>.</exception>
    public override int WriteTimeout
    {
        get;
        set
        {
            ThrowIfNoTimeout(value);
            field = value;
        }
    } = Timeout.Infinite;

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    /// <exception cref="TcpException">The connection broke, or this side of it is closed.</exception>
    /// <exception cref="IOException">The write waited for room longer than <see cref="WriteTimeout"/>.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (true)
        {
            short token;
            using (_stack.Enter())
            {
                if (TryWrite(ref buffer, out var error))
                {
                    if (error is not null)
                        throw error;
                    return;
                }

                token = _writing.BeginBlocking();
            }

            _writing.Wait(token, WriteTimeout);
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <summary>Writes text, and waits for room where there is none.</summary>
    /// <param name="buffer">The text.</param>
    /// <param name="cancellationToken">Ends the waiting; how much was written is not known then.</param>
    /// <exception cref="TcpException">The connection broke, or this side of it is closed.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled(cancellationToken);

        using (_stack.Enter())
        {
            var text = buffer.Span;
            if (TryWrite(ref text, out var error))
                return error is null ? default : ValueTask.FromException(error);

            _writeBuffer = buffer[^text.Length..];
            return new(_writing, _writing.Begin(cancellationToken));
        }
    }

    /// <inheritdoc/>
    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(WriteAsync(buffer, offset, count, CancellationToken.None), callback, state);

    /// <inheritdoc/>
    public override void EndWrite(IAsyncResult asyncResult) => TaskToAsyncResult.End(asyncResult);

    /// <summary>Whether a write waits for memory, of which all connections together have too much in use.</summary>
    internal bool IsStarved => _connection.IsStarved;

    private void UpdateWriting()
    {
        // A thread that blocks has its text on its stack: it only needs to know that it is worth trying again.
        var text = _writeBuffer.Span;
        var isAnswered = text.IsEmpty ? IsWorthWriting(out var error) : TrySend(ref text, out error);
        _writeBuffer = _writeBuffer[^text.Length..];
        if (!isAnswered)
            return;

        _writeBuffer = default;
        if (error is null)
            _writing.Succeed(0);
        else
            _writing.Fail(error);
    }

    private bool TryWrite(ref ReadOnlySpan<byte> text, out TcpException? error)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ThrowIfPiped();
        if (_writing.IsBusy)
            throw new InvalidOperationException("A write is under way");

        error = _isWriteClosed ? new(TcpMessage.ConnectionClosing) : null;
        if (_isWriteClosed)
            return true;

        _stack.BringUpToDate(_connection);
        var isAnswered = TrySend(ref text, out error);
        _stack.Settle(_connection);
        return isAnswered;
    }

    // Whether there is an answer: all was taken, or an error.
    private bool TrySend(ref ReadOnlySpan<byte> text, out TcpException? error)
    {
        error = null;
        if (text.IsEmpty)
            return true;

        error = Send(text, out var sent);
        text = text[sent..];
        return text.IsEmpty || error is not null;
    }

    private bool IsWorthWriting(out TcpException? error)
    {
        error = null;
        var isWorth = _connection.IsRoomAvailable || _connection.IsForgotten || IsStarved;
        _connection.IsRoomAvailable = false;
        return isWorth;
    }
}
