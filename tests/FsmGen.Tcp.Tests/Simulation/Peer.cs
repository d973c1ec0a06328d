using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>A user of a bare connection: says a text, hears one, checks every byte of it, and closes.</summary>
internal sealed class Peer
{
    private readonly RandomSequence _text, _expected;
    private readonly Behavior _behavior;
    private readonly byte[] _buffer;
    private readonly int _length;
    private readonly Invariants _invariants;
    private readonly ITimer _rest;
    private int _said, _texts;
    private bool _isEstablished, _hasHeardAll, _hasClosed, _hasPeerClosed, _isResting;

    /// <summary>Puts a peer on a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="options">The constants of its connection.</param>
    /// <param name="text">Whose bytes are the text.</param>
    /// <param name="length">How many of them it says.</param>
    /// <param name="expected">Whose bytes it has to hear.</param>
    /// <param name="behavior">What it is like.</param>
    /// <param name="memory">Where buffers come from.</param>
    public Peer(
        SimulatedHost host, TcpConnectionOptions options, RandomSequence text, int length, RandomSequence expected, Behavior behavior, TcpMemory? memory = null)
    {
        (_text, _length, _expected, _behavior) = (text, length, expected, behavior);
        _buffer = new byte[behavior.ChunkLength];
        Connection = new(options, memory);
        _invariants = new(Connection);
        _rest = host.Network.Time.CreateTimer(_ => EndRest(host), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        host.AttachConnection(Connection, Act);
    }

    public TcpConnection Connection { get; }

    /// <summary>Bytes that arrived, each the right one; a wrong one throws.</summary>
    public int Heard { get; private set; }

    /// <summary>Bytes that the connection took.</summary>
    public int Said => _said;

    /// <summary>Whether it has left before its time.</summary>
    public bool HasLeft { get; private set; }

    public List<TcpNotification> Notifications { get; } = [];

    public bool IsClosed => Connection.State == TcpConnectionState.Closed;

    /// <summary>Checks that nothing is left of the connection.</summary>
    public void CheckGone() => _invariants.CheckGone();

    public override string ToString() => $"""
        {Connection.State}, {_said} of {_length} bytes said, {Heard} heard, {string.Join(", ", Notifications.Select(static notification => notification.Message))}
            {_behavior}
        """;

    private void Act()
    {
        _invariants.Check();
        while (Connection.TryTakeNotification(out var notification))
        {
            Notifications.Add(notification);
            _isEstablished |= notification.Message == TcpMessage.ConnectionEstablished;
            _hasPeerClosed |= notification.Message == TcpMessage.ConnectionClosing;
        }

        if (IsClosed)
            return;

        if (_isEstablished)
            Hear();
        if (_isEstablished || _behavior.IsEager)
            Say();
        if (_isEstablished && !_hasClosed)
            End();

        _invariants.Check();
    }

    private void End()
    {
        var isLeaving = _behavior.Leaves != Leaves.Never && _said + Heard >= _behavior.LeavesAfter;
        if (!isLeaving && (_said < _length || (_behavior.Closes == Closes.AfterPeer && !_hasHeardAll)))
            return;

        (_hasClosed, HasLeft) = (true, isLeaving);
        if (isLeaving && _behavior.Leaves == Leaves.Aborting)
            Connection.Abort();
        else if (isLeaving || (_behavior.Releases && _hasHeardAll))
            Connection.Release();
        else
            Connection.Close();
    }

    private void Hear()
    {
        // In LAST-ACK, what is left to read goes with the connection.
        while (!HasLeft && (!_isResting || _hasPeerClosed))
        {
            Connection.Receive(_buffer);
            for (var i = 0; i < Connection.Transferred; i++, Heard++)
                Assert.Equal(ByteAt(_expected, Heard), _buffer[i]);
            if (Connection.Transferred == 0)
                break;

            _isResting = _behavior.Rest > TimeSpan.Zero;
            if (_isResting)
                _rest.Change(_behavior.Rest, Timeout.InfiniteTimeSpan);
        }

        _hasHeardAll |= Connection.Reply == TcpMessage.ConnectionClosing;
    }

    private void EndRest(SimulatedHost host)
    {
        _isResting = false;
        host.Wake();
    }

    private void Say()
    {
        while (_said < _length && !_hasClosed)
        {
            var chunk = _buffer.AsSpan(0, Math.Min(_buffer.Length, _length - _said));
            for (var i = 0; i < chunk.Length; i++)
                chunk[i] = ByteAt(_text, _said + i);

            Connection.Send(chunk, urgent: _behavior.Urgency > 0 && _texts++ % _behavior.Urgency == 0);
            _said += Connection.Transferred;
            if (Connection.Transferred < chunk.Length)
                break;
        }
    }

    private static byte ByteAt(RandomSequence text, int index) => (byte)text.At(index);
}
