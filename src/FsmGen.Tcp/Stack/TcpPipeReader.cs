using System.Buffers;
using System.IO.Pipelines;

namespace FsmGen.Tcp.Stack;

/// <summary>What the peer sends, where the connection keeps it: nothing is copied.</summary>
/// <remarks>
/// <code>
///              consumed     examined
///                 ▼            ▼
///   … given back ─┼─ known ────┼─ unknown ── out of order …    the receive buffer
///                 └─ lent by the next read ─┘
/// </code>
/// A read is answered once there is text that is unknown. Known text is the reader's burden, and not counted in the window.
/// </remarks>
internal sealed class TcpPipeReader : PipeReader
{
    private readonly TcpStack _stack;
    private readonly StackConnection _connection;
    private readonly TcpStream _stream;
    private readonly Operation<ReadResult> _reading;
    private ReadOnlySequence<byte> _lent;
    private ReadOnlySequence<byte>? _rest;
    private int _known;
    private bool _isLent;
    private bool _isCancelled;
    private bool _isCompleted;

    public TcpPipeReader(TcpStack stack, StackConnection connection, TcpStream stream)
    {
        (_stack, _connection, _stream) = (stack, connection, stream);
        _reading = new(stack);
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<ReadResult>(cancellationToken);

        using (_stack.Enter())
        {
            if (_stream.IsDisposed)
                return ValueTask.FromException<ReadResult>(new ObjectDisposedException(nameof(TcpStream)));
            if (TryBegin(out var result, out var error))
                return error is null ? new(result) : ValueTask.FromException<ReadResult>(error);

            return new(_reading, _reading.Begin(cancellationToken));
        }
    }

    /// <summary>Reads what there is. If the connection has failed there is nothing: the next ReadAsync says why.</summary>
    public override bool TryRead(out ReadResult result)
    {
        result = default;
        using (_stack.Enter())
            return !_stream.IsDisposed && TryBegin(out result, out var error) && error is null;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        using (_stack.Enter())
        {
            if (!_isLent)
                throw new InvalidOperationException("There is no read to end");

            var count = OffsetOf(consumed);
            var known = Math.Max(count, OffsetOf(examined));
            (_isLent, _lent, _known) = (false, default, known - count);
            if (_stream.IsDisposed)
                return;

            var exists = _stack.BringUpToDate(_connection);
            if (_rest is { } rest)
                _rest = rest.Slice(count);
            if (exists)
                Consume(count, known);
        }
    }

    public override void CancelPendingRead()
    {
        using (_stack.Enter())
        {
            _isCancelled = true;
            Update();
        }
    }

    /// <summary>Ends reading. The stream is still to be disposed; text that was not read resets the connection then.</summary>
    public override void Complete(Exception? exception = null)
    {
        using (_stack.Enter())
        {
            if (_isLent)
                AdvanceTo(_lent.Start);

            _isCompleted = true;
        }
    }

    /// <summary>Called when something has happened to the connection.</summary>
    public void Update()
    {
        if (!_reading.IsPending || !TryAnswer(out var result, out var error))
            return;

        if (error is null)
            _reading.Succeed(result);
        else
            _reading.Fail(error);
    }

    /// <summary>
    /// Called once both sides have closed: nothing keeps the connection then. Its text is borrowed before it goes, and so
    /// outlives it.
    /// </summary>
    public void KeepRest()
    {
        if (_rest is not null)
            return;

        var connection = _connection.Connection;
        connection.Peek(0);
        if (connection.Reply == TcpMessage.Ok)
            _rest = connection.Text;
    }

    /// <summary>Called when the stream is disposed. What is lent stays as it is.</summary>
    public void Detach()
    {
        if (_reading.IsPending)
            _reading.Fail(new ObjectDisposedException(nameof(TcpStream)));
    }

    private bool TryBegin(out ReadResult result, out TcpException? error)
    {
        if (_isCompleted)
            throw new InvalidOperationException("Reading was completed");
        if (_isLent || _reading.IsBusy)
            throw new InvalidOperationException("A read is under way: AdvanceTo ends it");

        _stack.BringUpToDate(_connection);
        return TryAnswer(out result, out error);
    }

    // Whether there is an answer: text that is not known, the end, a cancellation, or an error.
    private bool TryAnswer(out ReadResult result, out TcpException? error)
    {
        (result, error) = (default, null);
        if (_rest is { IsEmpty: false } rest)
        {
            result = Lend(rest, isEnd: true);
            return true;
        }

        var connection = _connection.Connection;
        connection.Peek(_known);
        var isEnd = _connection.IsPeerClosed;
        if (connection.Reply is TcpMessage.Pending && !_isCancelled)
            return false;

        if (connection.Reply is not (TcpMessage.Ok or TcpMessage.Pending))
            (error, isEnd) = (_stream.FailureOf(connection.Reply), true);
        if (error is not null)
            return true;

        if (connection.Reply != TcpMessage.Ok)
            connection.Peek(0); // what is known is lent again
        result = Lend(connection.Text, isEnd);
        return true;
    }

    private ReadResult Lend(ReadOnlySequence<byte> text, bool isEnd)
    {
        var result = new ReadResult(text, _isCancelled, isEnd);
        (_lent, _isLent, _isCancelled) = (text, true, false);
        return result;
    }

    private void Consume(int count, int known)
    {
        var connection = _connection.Connection;
        connection.Consume(count, known);
        if (_rest is { IsEmpty: false })
            connection.Peek(0);
        if (known > 0)
            _stack.Settle(_connection); // the window may have grown
    }

    private int OffsetOf(SequencePosition position) =>
        position.GetObject() is null || _lent.IsEmpty ? 0 : (int)_lent.Slice(_lent.Start, position).Length;
}
