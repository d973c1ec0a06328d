using System.IO.Pipelines;

namespace FsmGen.Tcp.Stack;

// Both directions as pipes, for those who would rather look at text where it is than have it copied.
public sealed partial class TcpStream
{
    private TcpPipeReader? _input;
    private TcpPipeWriter? _output;
    private DuplexPipe? _pipes;

    /// <summary>Whether the stream was disposed.</summary>
    internal bool IsDisposed => _isDisposed;

    /// <summary>
    /// The two directions as pipes: text is read where it has arrived and written where it waits to be sent, so that the stack
    /// copies it from and to packets and nowhere else. From then on, the stream's own reads and writes are not to be used.
    /// </summary>
    /// <remarks>
    /// <para>
    /// What a read gives stays as it is until AdvanceTo, even if the connection breaks or the stream is disposed before. Text that
    /// was examined and not consumed does not count against the window: how much of it to keep is the reader's decision.
    /// </para>
    /// <para>
    /// Completing the writer closes this side, like <see cref="CompleteWrites"/>; completing it with an exception aborts the
    /// connection. The stream is still to be disposed.
    /// </para>
    /// </remarks>
    /// <returns>The same one each time.</returns>
    /// <exception cref="InvalidOperationException">A read or a write is under way.</exception>
    public IDuplexPipe AsDuplexPipe()
    {
        using (_stack.Enter())
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_pipes is not null)
                return _pipes;
            if (_reading.IsBusy || _writing.IsBusy || _restLength > 0)
                throw new InvalidOperationException("The stream itself is in use");

            (_input, _output) = (new(_stack, _connection, this), new(_stack, _connection, this));
            return _pipes = new(_input, _output);
        }
    }

    /// <summary>Sends as much of some text as there is room for; what else it says is an error.</summary>
    internal TcpException? Send(ReadOnlySpan<byte> text, out int sent)
    {
        sent = 0;
        if (_isWriteClosed)
            return new(TcpMessage.ConnectionClosing);

        var connection = _connection.Connection;
        connection.Send(text, urgent: false);
        if (connection.Reply == TcpMessage.Ok)
            sent = connection.Transferred;
        else if (connection.Reply != TcpMessage.InsufficientResources)
            return FailureOf(connection.Reply) ?? new(TcpMessage.ConnectionClosing);

        // With nothing on its way, no acknowledgment will make room: it was memory that there was too little of.
        _connection.IsStarved = sent < text.Length && connection.LastStatus.AwaitingAcknowledgment == 0;
        return null;
    }

    private void ThrowIfPiped()
    {
        if (_input is not null)
            throw new InvalidOperationException("The stream is used through its pipes");
    }

    private sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
