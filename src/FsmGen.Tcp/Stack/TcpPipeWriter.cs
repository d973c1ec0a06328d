using System.Buffers;
using System.IO.Pipelines;

namespace FsmGen.Tcp.Stack;

/// <summary>What the peer is sent, written where the connection keeps it.</summary>
/// <remarks>
/// <code>
///   … unacknowledged ─┬─ placed ──┬─ room …                    the send buffer
///                     └─ the next flush sends it, and then what is in
///                        _own: what the send buffer has no room for in one piece
/// </code>
/// </remarks>
internal sealed class TcpPipeWriter : PipeWriter
{
    private const int LargestKept = 64 * 1024;

    private readonly TcpStack _stack;
    private readonly StackConnection _connection;
    private readonly TcpStream _stream;
    private readonly Operation<FlushResult> _flushing;
    private ArrayBufferWriter<byte> _own = new();
    private ReadOnlyMemory<byte> _unsent;
    private Memory<byte> _room;
    private int _placed;
    private bool _isReserved;
    private bool _isCancelled;
    private bool _isCompleted;
    private bool _isFinished;

    public TcpPipeWriter(TcpStack stack, StackConnection connection, TcpStream stream)
    {
        (_stack, _connection, _stream) = (stack, connection, stream);
        _flushing = new(stack, _ => KeepUnsent());
    }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _placed + _own.WrittenCount;

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        var wanted = Math.Max(1, sizeHint);
        if (_own.WrittenCount == 0 && _room.Length < wanted)
            Reserve();
        if (_room.Length >= wanted)
            return _room;

        ThrowIfBusy();
        _room = default;
        return _own.GetMemory(sizeHint);
    }

    public override void Advance(int bytes)
    {
        if (_room.IsEmpty)
        {
            _own.Advance(bytes);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)_room.Length, nameof(bytes));
        (_room, _placed) = (_room[bytes..], _placed + bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => SendAsync(default, cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        // What waits in our own memory goes first.
        if (_own.WrittenCount == 0)
            return SendAsync(source, cancellationToken);

        this.Write(source.Span);
        return SendAsync(default, cancellationToken);
    }

    public override void CancelPendingFlush()
    {
        using (_stack.Enter())
        {
            _isCancelled = !_flushing.IsPending;
            if (_isCancelled)
                return;

            KeepUnsent();
            _flushing.Succeed(new(isCanceled: true, isCompleted: false));
        }
    }

    /// <summary>Ends the text with a FIN, behind what was written; an exception resets the connection, for the text is not whole.</summary>
    public override void Complete(Exception? exception = null)
    {
        using (_stack.Enter())
        {
            if (_isCompleted)
                return;

            _isCompleted = true;
            if (exception is not null)
                _stream.Abort();
            else
                Finish();
        }
    }

    /// <summary>As <see cref="Complete"/>, and waits until the connection has taken over what was written.</summary>
    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        if (exception is null && !_isCompleted && UnflushedBytes > 0 && !_flushing.IsBusy)
            await FlushAsync().ConfigureAwait(false);

        Complete(exception);
    }

    /// <summary>Called when something has happened to the connection.</summary>
    public void Update()
    {
        if (_flushing.IsPending && TrySend(out var error))
        {
            if (error is null)
                _flushing.Succeed(new(isCanceled: false, isCompleted: false));
            else
                _flushing.Fail(error);
        }

        if (_isCompleted)
            Finish();
    }

    /// <summary>Called when the stream is disposed.</summary>
    public void Detach()
    {
        if (_flushing.IsPending)
            _flushing.Fail(new ObjectDisposedException(nameof(TcpStream)));
    }

    private void Reserve()
    {
        using (_stack.Enter())
        {
            ThrowIfBusy();
            if (_stream.IsDisposed)
                return;

            _room = _connection.Connection.Reserve(_placed);
            _isReserved |= !_room.IsEmpty;
        }
    }

    private ValueTask<FlushResult> SendAsync(ReadOnlyMemory<byte> source, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
            return ValueTask.FromCanceled<FlushResult>(ct);

        using (_stack.Enter())
        {
            ThrowIfBusy();
            if (_isCompleted)
                throw new InvalidOperationException("Writing was completed");
            if (_stream.IsDisposed)
                return ValueTask.FromException<FlushResult>(new ObjectDisposedException(nameof(TcpStream)));

            _stack.BringUpToDate(_connection);
            var isAnswered = !TrySendPlaced(out var error);
            if (!isAnswered)
            {
                _unsent = source.IsEmpty ? _own.WrittenMemory : source;
                isAnswered = TrySend(out error);
            }

            _stack.Settle(_connection);
            if (error is not null)
                return ValueTask.FromException<FlushResult>(error);

            var isCancelled = _isCancelled;
            _isCancelled = false;
            if (isCancelled)
                KeepUnsent();

            return isAnswered || isCancelled ? new(new FlushResult(isCancelled, isCompleted: false)) : new(_flushing, _flushing.Begin(ct));
        }
    }

    // False with an error: then nothing waits any more.
    private bool TrySendPlaced(out TcpException? error)
    {
        error = null;
        var connection = _connection.Connection;
        while (_placed > 0 && error is null)
        {
            var piece = connection.Reserve(0).Span;
            piece = piece[..Math.Min(piece.Length, _placed)];
            error = _stream.Send(piece, out var sent);
            _placed -= sent;
        }

        if (_isReserved)
            connection.Unreserve();

        (_room, _isReserved) = (default, false);
        if (error is not null)
            Forget();
        return error is null;
    }

    // Whether there is an answer: all was taken, or an error.
    private bool TrySend(out TcpException? error)
    {
        error = null;
        if (!_unsent.IsEmpty)
        {
            error = _stream.Send(_unsent.Span, out var sent);
            _unsent = _unsent[sent..];
        }

        if (!_unsent.IsEmpty && error is null)
            return false;

        Forget();
        return true;
    }

    // The FIN follows once all is taken over; nobody waits for that.
    private void Finish()
    {
        if (_isFinished || _flushing.IsPending || _stream.IsDisposed)
            return;

        var error = default(TcpException);
        if (_unsent.IsEmpty && TrySendPlaced(out error))
            _unsent = _own.WrittenMemory;
        if (error is null && !TrySend(out error))
            return;

        _isFinished = true;
        if (error is null)
            _stream.CompleteWrites();
    }

    private void Forget()
    {
        (_placed, _unsent) = (0, default);
        if (_own.Capacity > LargestKept)
            _own = new();
        else
            _own.ResetWrittenCount();
    }

    // A flush that is cancelled loses nothing: the next one goes on.
    private void KeepUnsent()
    {
        var unsent = _unsent.ToArray();
        Forget();
        _own.Write(unsent);
    }

    private void ThrowIfBusy()
    {
        if (_flushing.IsBusy && !_stream.IsDisposed)
            throw new InvalidOperationException("A flush is under way");
    }
}
