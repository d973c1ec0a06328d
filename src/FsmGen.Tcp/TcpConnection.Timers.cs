namespace FsmGen.Tcp;

// Effects on timers, and what they make the connection send again.
public sealed partial class TcpConnection
{
    private const int MaximumBackOff = 16;

    private TimeSpan _persistInterval;
    private int _retransmissions;
    private int _backOff;
    private int _keepAlives;

    private TimeSpan BackedOffTimeout => Min(_roundTrip.Timeout * (1 << _backOff), _options.MaximumRetransmissionTimeout);

    private partial void Retransmit()
    {
        // What the last timeout wanted sent again has not left: the device is full, or nobody has asked for it. Where nothing
        // was sent nothing can be given up for want of an answer. The timer starts when it leaves.
        if (_isRepairUrgent && _repair == Repair.Timeout && _queue.IsFrontLost)
            return;

        _retransmissions++;
        _backOff = Math.Min(_backOff + 1, MaximumBackOff);
        StartRetransmissionTimer();

        if (_tcb.IsSynUnacknowledged)
        {
            Retransmissions++;
            _due |= Due.Syn;
            return;
        }

        _congestion.Collapse(FlightSize, isFirst: _retransmissions == 1, _now);
        (_repair, _recoveryPoint, _duplicateAcknowledgments) = (Repair.Timeout, _tcb.SendNext, 0);
        (_isRepairUrgent, _duplicateBudget) = (true, _queue.Count);
        _queue.Presume(0, _tcb.SendSegmentSize);
        _queue.LoseAll();
    }

    private partial void SendProbe()
    {
        _due |= Due.Probe;
        if (_tcb.IsReleased && !_timers.IsRunning(TcpTimer.User))
            _timers.Start(TcpTimer.User, _now + _options.OrphanTimeout);

        _persistInterval = Min(2 * _persistInterval, _options.MaximumRetransmissionTimeout);
        _timers.Start(TcpTimer.Persist, _now + _persistInterval);
    }

    // Text on the way is question enough: MUST-26.
    private partial void SendKeepAlive()
    {
        if (_tcb.IsAwaitingAcknowledgment)
        {
            RestartKeepAlive();
            return;
        }

        var unanswered = _keepAlives + 1;
        _due |= Due.KeepAlive;
        RestartKeepAlive();
        _keepAlives = unanswered;
        if (_options.KeepAliveProbeInterval is { } interval)
            _timers.Start(TcpTimer.KeepAlive, _now + interval);
    }

    private partial void StartTimeWait()
    {
        _timers.StopAll();
        _timers.Start(TcpTimer.TimeWait, _now + 2 * _options.MaximumSegmentLifetime);
    }

    private partial void LimitFinWait2()
    {
        if (_tcb.IsReleased)
            _timers.Start(TcpTimer.Orphan, _now + _options.OrphanTimeout);
    }

    private void RestartTimers()
    {
        RestartKeepAlive();
        _timers.Stop(TcpTimer.User);
        _timers.Stop(TcpTimer.Retransmission);
        if (_tcb.IsAwaitingAcknowledgment || _sendBuffer.Length > 0)
            StartUserTimer();
        if (_tcb.IsAwaitingAcknowledgment && !_timers.IsRunning(TcpTimer.Persist))
            StartRetransmissionTimer();
        if (_sendBuffer.Length == 0)
            StopProbing();
    }

    private void StartRetransmissionTimer() => _timers.Start(TcpTimer.Retransmission, _now + BackedOffTimeout);

    // RFC 5482 section 3.1: the longer of what either side wants.
    private void StartUserTimer()
    {
        if (_options.UserTimeout is not { } timeout || _timers.IsRunning(TcpTimer.User))
            return;

        if (_peerUserTimeout > timeout)
            timeout = _peerUserTimeout.Value;
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
        if (_options.KeepAliveInterval is { } interval && !_tcb.IsClosing)
            _timers.Start(TcpTimer.KeepAlive, _now + interval);
    }

    private void StopKeepAliveWhenClosing()
    {
        if (_tcb.IsClosing)
            _timers.Stop(TcpTimer.KeepAlive);
    }

    // Text waits, nothing is on the way that could bring news of the window, so we have to ask.
    private void StartPersist()
    {
        if (_timers.IsRunning(TcpTimer.Persist))
            return;

        _persistInterval = _roundTrip.Timeout;
        _timers.Start(TcpTimer.Persist, _now + _persistInterval);
    }

    // The window is open again. A probe on the way was most likely not taken: it goes again with all the rest.
    private void LeavePersist()
    {
        if (_tcb.SendWindow == 0 || !_timers.IsRunning(TcpTimer.Persist))
            return;

        StopProbing();
        _queue.Clear();
        _tcb.SendNext = _tcb.SendUnacknowledged;
    }

    // One may be due that has not left yet.
    private void StopProbing()
    {
        _timers.Stop(TcpTimer.Persist);
        _due &= ~Due.Probe;
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
