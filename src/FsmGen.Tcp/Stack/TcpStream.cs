using System.Diagnostics.CodeAnalysis;

namespace FsmGen.Tcp.Stack;

/// <summary>A connection as a stream: what one side writes, the other reads.</summary>
/// <remarks>
/// One read and one write may be under way at a time, by different threads. A read of zero bytes says that the peer has closed
/// its side; what breaks the connection comes as a <see cref="TcpException"/>, which is an <see cref="IOException"/>.
/// Written text is on its way, not delivered, when a write completes.
/// </remarks>
[SuppressMessage("ApiDesign", "RS0027", Justification = "The overloads are those of Stream")]
public sealed partial class TcpStream : Stream
{
    private readonly TcpStack _stack;
    private readonly StackConnection _connection;
    private bool _isDisposed;

    internal TcpStream(TcpStack stack, StackConnection connection)
    {
        (_stack, _connection) = (stack, connection);
        _reading = new(stack, _ => _readBuffer = default);
        _writing = new(stack, _ => _writeBuffer = default);
    }

    /// <summary>The socket of this side.</summary>
    public TcpEndpoint LocalEndPoint => _connection.Key.Local;

    /// <summary>The socket of the peer.</summary>
    public TcpEndpoint RemoteEndPoint => _connection.Key.Remote;

    /// <inheritdoc/>
    public override bool CanRead => !_isDisposed;

    /// <inheritdoc/>
    public override bool CanWrite => !_isDisposed;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanTimeout => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Does nothing: what is written is sent as soon as the peer has room for it.</summary>
    public override void Flush()
    {
    }

    /// <summary>Does nothing: what is written is sent as soon as the peer has room for it.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Closes this side: a FIN follows the last text, and the peer reads zero bytes behind it. Reading goes on.</summary>
    /// <exception cref="InvalidOperationException">A write is under way.</exception>
    public void CompleteWrites()
    {
        using (_stack.Enter())
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_writing.IsBusy)
                throw new InvalidOperationException("A write is under way");
            if (_isWriteClosed || !_stack.BringUpToDate(_connection))
                return;

            _isWriteClosed = true;
            KeepRest();
            _connection.Connection.Close();
            _stack.Settle(_connection);
        }
    }

    /// <summary>Gives the connection up: the peer gets a reset, and what was not delivered is lost. Disposes the stream.</summary>
    public void Abort()
    {
        using (_stack.Enter())
        {
            if (_isDisposed)
                return;

            Detach();
            _stack.Abort(_connection);
        }
    }

    /// <summary>
    /// Closes both directions: what was written is still delivered, as far as the peer takes it. If it has sent what was not
    /// read, or sends more, it gets a reset.
    /// </summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Close(_connection);

        base.Dispose(disposing);
    }

    private void Close(StackConnection connection)
    {
        using (_stack.Enter())
        {
            if (_isDisposed)
                return;

            var hasRest = _restLength > 0;
            Detach();
            if (!_stack.BringUpToDate(connection))
                return;

            if (hasRest)
                connection.Connection.Abort();
            else
                connection.Connection.Release();
            _stack.Settle(connection);
        }
    }

    private static void ThrowIfNoTimeout(int value)
    {
        if (value != Timeout.Infinite)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
    }

    private void Detach()
    {
        (_isDisposed, _connection.Stream) = (true, null);
        if (_reading.IsPending)
            _reading.Fail(new ObjectDisposedException(nameof(TcpStream)));
        if (_writing.IsPending)
            _writing.Fail(new ObjectDisposedException(nameof(TcpStream)));

        _input?.Detach();
        _output?.Detach();
        UpdateEnding();
        DropRest();
    }

    // What an answer to a call that is not granted means: a reason to throw, or null for the orderly end.
    internal TcpException? FailureOf(TcpMessage reply) => (_connection.Failure, reply) switch
    {
        ({ } reason, _) => new(reason),
        (null, TcpMessage.ConnectionClosing or TcpMessage.ConnectionDoesNotExist) => null,
        (null, _) => new(reply),
    };
}
