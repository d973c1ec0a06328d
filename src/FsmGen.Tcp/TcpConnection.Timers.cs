using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// Effects on timers, and what they make the connection send again.
public sealed partial class TcpConnection
{
    private TimeSpan _retransmissionTimeout;
    private TimeSpan _persistInterval;
    private int _retransmissions;
    private int _keepAlives;

    private partial void TakeAck(in ArrivingSegment segment)
    {
        _tcb.SendUnacknowledged = segment.Acknowledgment;
        _tcb.IsSynUnacknowledged = false;
        _sendBuffer.DropUntil(segment.Acknowledgment);
        ResetRetransmission();
        RestartKeepAlive();

        _timers.Stop(TcpTimer.User);
        _timers.Stop(TcpTimer.Retransmission);
        if (_tcb.IsAwaitingAcknowledgment || _sendBuffer.Length > 0)
            StartUserTimer();
        if (_tcb.IsAwaitingAcknowledgment && !_timers.IsRunning(TcpTimer.Persist))
            StartRetransmissionTimer();
        if (_sendBuffer.Length == 0)
            _timers.Stop(TcpTimer.Persist);

        if (_isRoomWanted && _sendBuffer.Room > 0)
        {
            _isRoomWanted = false;
            Notify(TcpAudience.User, TcpMessage.RoomAvailable);
        }
    }

    private partial void Retransmit()
    {
        _retransmissions++;
        _retransmissionTimeout = Min(2 * _retransmissionTimeout, _options.MaximumRetransmissionTimeout);
        StartRetransmissionTimer();

        if (_tcb.IsSynUnacknowledged)
        {
            Enqueue(_tcb.HasPeerSyn ? TcpFlags.Syn | TcpFlags.Ack : TcpFlags.Syn, _tcb.InitialSendSequence);
            return;
        }

        var sent = (_tcb.OurFin ?? _tcb.SendNext) - _tcb.SendUnacknowledged;
        var length = Math.Min(sent, _tcb.SendSegmentSize);
        var flags = TcpFlags.Ack;
        if (length > 0 && length == _sendBuffer.Length)
            flags |= TcpFlags.Psh;
        if (_tcb.OurFin == _tcb.SendUnacknowledged + length)
            flags |= TcpFlags.Fin;

        Enqueue(flags, _tcb.SendUnacknowledged, length);
    }

    private partial void SendProbe()
    {
        if (!_tcb.IsAwaitingAcknowledgment)
            _tcb.SendNext += 1;

        Enqueue(TcpFlags.Ack | TcpFlags.Psh, _tcb.SendUnacknowledged, textLength: 1);
        _persistInterval = Min(2 * _persistInterval, _options.MaximumRetransmissionTimeout);
        _timers.Start(TcpTimer.Persist, _now + _persistInterval);
    }

    private partial void SendKeepAlive()
    {
        Enqueue(TcpFlags.Ack, _tcb.SendNext - 1);
        var unanswered = _keepAlives + 1;
        RestartKeepAlive();
        _keepAlives = unanswered;
    }

    private partial void StartTimeWait()
    {
        _timers.StopAll();
        _timers.Start(TcpTimer.TimeWait, _now + 2 * _options.MaximumSegmentLifetime);
    }

    private void ResetRetransmission() => (_retransmissions, _retransmissionTimeout) = (0, _options.RetransmissionTimeout);

    private void StartRetransmissionTimer() => _timers.Start(TcpTimer.Retransmission, _now + _retransmissionTimeout);

    private void StartUserTimer()
    {
        if (_options.UserTimeout is { } timeout && !_timers.IsRunning(TcpTimer.User))
            _timers.Start(TcpTimer.User, _now + timeout);
    }

    private void RestartUserTimer()
    {
        if (!_timers.IsRunning(TcpTimer.User))
            return;

        _timers.Stop(TcpTimer.User);
        StartUserTimer();
    }

    private void RestartKeepAlive()
    {
        _keepAlives = 0;
        if (_options.KeepAliveInterval is { } interval && !_tcb.IsFinQueued)
            _timers.Start(TcpTimer.KeepAlive, _now + interval);
    }

    // Text waits, nothing is on the way that could bring news of the window, so we have to ask.
    private void StartPersist()
    {
        if (Unsent <= 0 || _timers.IsRunning(TcpTimer.Persist))
            return;

        _persistInterval = _options.RetransmissionTimeout;
        _timers.Start(TcpTimer.Persist, _now + _persistInterval);
    }

    // The window is open again. A probe on the way was most likely not taken: it goes again with all the rest.
    private void LeavePersist()
    {
        if (_tcb.SendWindow == 0 || !_timers.IsRunning(TcpTimer.Persist))
            return;

        _timers.Stop(TcpTimer.Persist);
        _tcb.SendNext = _tcb.SendUnacknowledged;
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
