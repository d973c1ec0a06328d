using System.Buffers;

namespace FsmGen.Tcp.Stack;

// Reading: what is on hand is given at once; otherwise the call waits for the connection to say that something has come.
public sealed partial class TcpStream
{
    private readonly Operation<int> _reading;
    private Memory<byte> _readBuffer;
    private byte[] _rest = [];
    private int _restStart;
    private int _restLength;

    /// <summary>How long a synchronous read waits, in milliseconds; <see cref="Timeout.Infinite"/> for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is zero, or negative without being <see cref="Timeout.Infinite"/>.</exception>
    public override int ReadTimeout
    {
        get;
        set
        {
            ThrowIfNoTimeout(value);
            field = value;
        }
    } = Timeout.Infinite;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    /// <exception cref="TcpException">The connection broke.</exception>
    /// <exception cref="IOException">The read took longer than <see cref="ReadTimeout"/>.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            short token;
            using (_stack.Enter())
            {
                if (TryRead(buffer, out var count, out var error))
                    return error is null ? count : throw error;

                token = _reading.BeginBlocking();
            }

            _reading.Wait(token, ReadTimeout);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <summary>Reads what there is, or waits for some; with an empty buffer, only waits.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="cancellationToken">Ends the waiting; nothing is lost then.</param>
    /// <returns>The bytes read; zero if the peer has closed its side.</returns>
    /// <exception cref="TcpException">The connection broke.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<int>(cancellationToken);

        using (_stack.Enter())
        {
            if (TryRead(buffer.Span, out var count, out var error))
                return error is null ? new(count) : ValueTask.FromException<int>(error);

            _readBuffer = buffer;
            return new(_reading, _reading.Begin(cancellationToken));
        }
    }

    /// <inheritdoc/>
    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(ReadAsync(buffer, offset, count, CancellationToken.None), callback, state);

    /// <inheritdoc/>
    public override int EndRead(IAsyncResult asyncResult) => TaskToAsyncResult.End<int>(asyncResult);

    /// <summary>Called when something has happened to the connection.</summary>
    internal void Update()
    {
        if (_isWriteClosed)
            KeepRest();
        if (_reading.IsPending)
            UpdateReading();
        if (_writing.IsPending)
            UpdateWriting();
        _input?.Update();
        _output?.Update();
        UpdateEnding();
    }

    private void UpdateReading()
    {
        if (!TryReceive(_readBuffer.Span, out var count, out var error))
            return;

        _readBuffer = default;
        if (error is null)
            _reading.Succeed(count);
        else
            _reading.Fail(error);
    }

    private bool TryRead(Span<byte> buffer, out int count, out TcpException? error)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ThrowIfPiped();
        if (_reading.IsBusy)
            throw new InvalidOperationException("A read is under way");

        _stack.BringUpToDate(_connection);
        var isAnswered = TryReceive(buffer, out count, out error);
        if (count > 0)
            _stack.Settle(_connection); // the window may have grown
        return isAnswered;
    }

    // Whether there is an answer: text, the end, or an error.
    private bool TryReceive(Span<byte> buffer, out int count, out TcpException? error)
    {
        (count, error) = (0, null);
        if (_restLength > 0)
        {
            count = TakeRest(buffer);
            return true;
        }

        var connection = _connection.Connection;
        connection.Receive(buffer);
        if (connection.Reply == TcpMessage.Ok)
            count = connection.Transferred;
        else if (connection.Reply != TcpMessage.Pending)
            error = FailureOf(connection.Reply);

        return connection.Reply != TcpMessage.Pending;
    }

    // Once both sides have closed, nothing keeps the connection, nor the text in it: it is kept here until it is read.
    private void KeepRest()
    {
        if (!_connection.IsPeerClosed || _restLength > 0)
            return;

        if (_input is { } input)
        {
            input.KeepRest();
            return;
        }

        var connection = _connection.Connection;
        if (connection.LastStatus.AwaitingReceipt is not (> 0 and var length))
            return;

        _rest = ArrayPool<byte>.Shared.Rent(length);
        connection.Receive(_rest);
        (_restStart, _restLength) = (0, connection.Transferred);
    }

    private int TakeRest(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _restLength);
        _rest.AsSpan(_restStart, count).CopyTo(buffer);
        (_restStart, _restLength) = (_restStart + count, _restLength - count);
        if (_restLength == 0)
            DropRest();

        return count;
    }

    private void DropRest()
    {
        if (_rest.Length > 0)
            ArrayPool<byte>.Shared.Return(_rest);

        (_rest, _restStart, _restLength) = ([], 0, 0);
    }
}
