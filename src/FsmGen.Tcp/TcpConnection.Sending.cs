using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// Effects that send: they note what is due. What goes, and when, is worked out when somebody asks for it (Output).
public sealed partial class TcpConnection
{
    private TimeSpan _challengePeriod;
    private int _challenges;
    private TimeSpan _unacceptableAnswersFrom;

    private int Unsent => _sendBuffer.End - _tcb.SendNext;

    // Bytes that the peer's window and the network have room for.
    private int Usable => Math.Min(UsableWindow, _congestion.Window - _queue.InFlight);

    private int UsableWindow => (int)Math.Clamp(_tcb.SendWindow - (long)(_tcb.SendNext - _tcb.SendUnacknowledged), int.MinValue, int.MaxValue);

    private partial void Emit(TcpFlags flags)
    {
        if ((flags & TcpFlags.Rst) != 0)
        {
            Reset(_tcb.Local, _tcb.Remote, flags, AcceptableSequence, default);
        }
        else if ((flags & TcpFlags.Syn) != 0)
        {
            _tcb.SendNext = _tcb.InitialSendSequence + 1;
            _tcb.IsSynUnacknowledged = true;
            _synSentAt = _now;
            _due |= Due.Syn;
            StartRetransmissionTimer();
            StartUserTimer();
        }
        else
        {
            AcknowledgeAtOnce();
        }
    }

    private partial void SendReset(in ArrivingSegment segment)
    {
        if (segment.Has(TcpFlags.Ack))
            Reset(segment.Destination, segment.Source, TcpFlags.Rst, segment.Acknowledgment, default);
        else
            Reset(segment.Destination, segment.Source, TcpFlags.Rst | TcpFlags.Ack, default, segment.Sequence + segment.Length);
    }

    private partial void SendChallengeAck()
    {
        var period = TimeSpan.FromSeconds(Math.Floor(_now.TotalSeconds));
        if (period != _challengePeriod)
            (_challengePeriod, _challenges) = (period, 0);

        if (_challenges++ < _options.ChallengeAcksPerSecond)
            Emit(TcpFlags.Ack);
    }

    private partial void AnswerUnacceptable(in ArrivingSegment segment)
    {
        NoteDuplicate(segment);
        var isTalk = segment.Text.IsEmpty && !segment.Has(TcpFlags.Fin);
        if (isTalk && _now < _unacceptableAnswersFrom)
            return;

        if (isTalk)
            _unacceptableAnswersFrom = _now + _options.UnacceptableSegmentInterval;
        Emit(TcpFlags.Ack);
    }

    private partial void QueueFin()
    {
        _tcb.IsClosePending = false;
        _tcb.IsFinQueued = true;
        StopKeepAliveWhenClosing();
    }

    private partial void QueueClose() => _tcb.IsClosePending = true;

    private partial void Transmit()
    {
        _tcb.IsTransmitting = true;
        LeavePersist();
        if (!_tcb.IsAwaitingAcknowledgment && Unsent > 0 && UsableWindow <= 0)
            StartPersist();
    }

    private void RestartWhenIdle()
    {
        if (_queue.Count == 0 && _tcb.IsTransmitting && _now - _lastSentAt > _roundTrip.Timeout)
            _congestion.Restart(InitialWindow);
    }
}
