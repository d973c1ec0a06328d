using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>When a peer closes; it has always said all that it has to say by then.</summary>
internal enum Closes
{
    AtOnce,
    AfterPeer,
}

/// <summary>A user of a bare connection: says a text, hears one, checks every byte of it, and closes.</summary>
internal sealed class Peer
{
    private readonly RandomSequence _text, _expected;
    private readonly byte[] _buffer = new byte[4096];
    private readonly Closes _closes;
    private readonly int _length;
    private int _said;
    private bool _isEstablished, _hasHeardAll, _hasClosed;

    /// <summary>Puts a peer on a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="options">The constants of its connection.</param>
    /// <param name="text">Whose bytes are the text.</param>
    /// <param name="length">How many of them it says.</param>
    /// <param name="expected">Whose bytes it has to hear.</param>
    /// <param name="closes">When it closes.</param>
    public Peer(SimulatedHost host, TcpConnectionOptions options, RandomSequence text, int length, RandomSequence expected, Closes closes)
    {
        (_text, _length, _expected, _closes) = (text, length, expected, closes);
        Connection = new(options);
        host.AttachConnection(Connection, Act);
    }

    public TcpConnection Connection { get; }

    /// <summary>Bytes that arrived, each the right one; a wrong one throws.</summary>
    public int Heard { get; private set; }

    public List<TcpNotification> Notifications { get; } = [];

    public bool IsClosed => Connection.State == TcpConnectionState.Closed;

    public override string ToString() => $"{Connection.State}, {_said} of {_length} bytes said, {Heard} heard, {string.Join(", ", Notifications.Select(static notification => notification.Message))}";

    private void Act()
    {
        while (Connection.TryTakeNotification(out var notification))
        {
            Notifications.Add(notification);
            _isEstablished |= notification.Message == TcpMessage.ConnectionEstablished;
        }

        if (!_isEstablished || IsClosed)
            return;

        Hear();
        Say();
        if (_said == _length && !_hasClosed && (_closes == Closes.AtOnce || _hasHeardAll))
        {
            _hasClosed = true;
            Connection.Close();
        }
    }

    private void Hear()
    {
        do
        {
            Connection.Receive(_buffer);
            for (var i = 0; i < Connection.Transferred; i++, Heard++)
                Assert.Equal(ByteAt(_expected, Heard), _buffer[i]);
        }
        while (Connection.Transferred > 0);

        _hasHeardAll |= Connection.Reply == TcpMessage.ConnectionClosing;
    }

    private void Say()
    {
        while (_said < _length && !_hasClosed)
        {
            var chunk = _buffer.AsSpan(0, Math.Min(_buffer.Length, _length - _said));
            for (var i = 0; i < chunk.Length; i++)
                chunk[i] = ByteAt(_text, _said + i);

            Connection.Send(chunk, urgent: false);
            _said += Connection.Transferred;
            if (Connection.Transferred < chunk.Length)
                break;
        }
    }

    private static byte ByteAt(RandomSequence text, int index) => (byte)text.At(index);
}
