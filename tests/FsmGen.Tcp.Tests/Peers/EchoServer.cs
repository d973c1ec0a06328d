namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Sends back what a connection receives, and closes when the peer does.</summary>
internal sealed class EchoServer(TcpConnection connection)
{
    private readonly byte[] _text = new byte[10_000];
    private int _start;
    private int _end;
    private bool _isClosing;

    /// <summary>Does what can be done now; true once the connection is over.</summary>
    public bool Step()
    {
        while (Send() || Receive())
        {
        }

        if (!_isClosing && _start == _end && connection.State == TcpConnectionState.CloseWait)
        {
            _isClosing = true;
            connection.Close();
        }

        return connection.State == TcpConnectionState.Closed;
    }

    private bool Send()
    {
        if (_start == _end)
            return false;

        connection.Send(_text.AsSpan(_start, _end - _start), urgent: false);
        _start += connection.Transferred;
        return connection.Transferred > 0;
    }

    private bool Receive()
    {
        if (_start < _end || _isClosing)
            return false;

        connection.Receive(_text);
        (_start, _end) = (0, connection.Transferred);
        return _end > 0;
    }
}
