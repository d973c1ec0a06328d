namespace FsmGen.Tcp;

/// <remarks>
/// <para>
/// Nothing here waits, and nothing happens by itself. <see cref="Advance"/> tells the time, the methods named after events
/// bring calls and segments, <see cref="TryTransmit(Span{byte}, out int)"/> gives what is to be sent, <see cref="NextDeadline"/> when to come back.
/// </para>
/// <para>
/// A user call is answered in <see cref="Reply"/>; what comes later is a notification. After each call, or after a batch of
/// segments, transmit until nothing is left. Not safe for use by two threads at once.
/// </para>
/// </remarks>
public sealed partial class TcpConnection
{
    private readonly ICongestionControl _congestion;
    private TcpConnectionOptions _options;
    private SendBuffer _sendBuffer;
    private ReceiveBuffer _receiveBuffer;
    private RetransmissionQueue _queue;
    private TransmissionControlBlock _tcb;
    private TcpTimers _timers = new();
    private Notifications _notifications;
    private TimeSpan _now;

    /// <summary>Makes a connection in CLOSED.</summary>
    /// <param name="options">The constants, or null for <see cref="TcpConnectionOptions.Rfc"/>.</param>
    /// <param name="memory">Where the buffers come from, or null for <see cref="TcpMemory.Shared"/>.</param>
    /// <exception cref="ArgumentException">A constant makes no sense; the message says which.</exception>
    public TcpConnection(TcpConnectionOptions? options = null, TcpMemory? memory = null)
    {
        _options = options ?? TcpConnectionOptions.Rfc;
        _options.Check();
        _congestion = _options.CongestionControl();
        _sendBuffer = new(_options.SendBufferSize, memory ?? TcpMemory.Shared);
        _receiveBuffer = new(_options.ReceiveBufferSize, memory ?? TcpMemory.Shared);
        _roundTrip = new(_options);
        Start();
    }

    /// <summary>The time of the last <see cref="Advance"/>; other calls happen at this time.</summary>
    public TimeSpan Now => _now;

    /// <summary>When <see cref="Advance"/> is to be called at the latest, or null if no timer runs.</summary>
    public TimeSpan? NextDeadline => _timers.Next;

    /// <summary>Whether there is a transmission control block; false in CLOSED.</summary>
    public bool Exists => _tcb.Exists;

    /// <summary>The local socket.</summary>
    public TcpEndpoint Local => _tcb.Local;

    /// <summary>The remote socket; unspecified as long as it is not known.</summary>
    public TcpEndpoint Remote => _tcb.Remote;

    /// <summary>The answer to the last user call.</summary>
    public TcpMessage Reply { get; private set; }

    /// <summary>Bytes that the last SEND took, or the last RECEIVE gave.</summary>
    public int Transferred { get; private set; }

    /// <summary>Whether the peer's urgent text reaches beyond what the user has taken.</summary>
    public bool IsUrgentTextAhead => _tcb.ReceiveUrgentPointer > _tcb.ReceiveNext + -_receiveBuffer.Length;

    /// <summary>Tells the time; timers that are due expire one after the other, each at its own time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before the last one.</exception>
    public void Advance(TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(now, _now);
        while (_timers.TryExpire(now, out var timer, out var deadline))
        {
            // A timer set for a time that has passed expires now.
            if (deadline > _now)
                _now = deadline;
            Fire(ExpiryOf(timer));
        }

        _now = now;
    }

    /// <summary>Brings a datagram; false, and nothing happens, if it is not a whole TCP segment with valid checksums.</summary>
    public bool DatagramArrives(ReadOnlySpan<byte> datagram)
    {
        if (!ArrivingSegment.TryRead(datagram, out var segment))
            return false;

        SegmentArrives(segment);
        return true;
    }

    /// <summary>Takes the next notification, oldest first; false if there is none.</summary>
    public bool TryTakeNotification(out TcpNotification notification) => _notifications.TryTake(out notification);

    private static TcpConnectionEvent ExpiryOf(TcpTimer timer) => timer switch
    {
        TcpTimer.User => TcpConnectionEvent.UserTimeout,
        TcpTimer.Retransmission => TcpConnectionEvent.RetransmissionTimeout,
        TcpTimer.TimeWait => TcpConnectionEvent.TimeWaitTimeout,
        TcpTimer.Persist => TcpConnectionEvent.PersistTimeout,
        TcpTimer.DelayedAck => TcpConnectionEvent.DelayedAckTimeout,
        TcpTimer.KeepAlive => TcpConnectionEvent.KeepAliveTimeout,
        _ => TcpConnectionEvent.OrphanTimeout,
    };

    private void Notify(TcpAudience audience, TcpMessage message) => _notifications.Add(new(audience, message));
}
