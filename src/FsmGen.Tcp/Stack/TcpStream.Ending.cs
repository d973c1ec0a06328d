namespace FsmGen.Tcp.Stack;

// The end of what the peer sends, for those who want to know of it without reading.
public sealed partial class TcpStream
{
    private Operation<int>? _ending;
    private Task? _peerClosed;

    /// <summary>
    /// Completes once nothing more will come: the peer has closed its side, the connection broke, or the stream was disposed.
    /// It never fails. Text that came before may still have to be read.
    /// </summary>
    public Task PeerClosed
    {
        get
        {
            using (_stack.Enter())
                return _peerClosed ??= IsAtEnd ? Task.CompletedTask : BeginEnding();
        }
    }

    private bool IsAtEnd => _isDisposed || _connection.IsPeerClosed || _connection.IsForgotten;

    private Task<int> BeginEnding()
    {
        _ending = new(_stack);
        return new ValueTask<int>(_ending, _ending.Begin(CancellationToken.None)).AsTask();
    }

    private void UpdateEnding()
    {
        if (_ending is not { } ending || !IsAtEnd)
            return;

        _ending = null;
        ending.Succeed(0);
    }
}
