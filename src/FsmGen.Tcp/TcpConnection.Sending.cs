using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// Effects that send: control segments, text as far as the window allows, and the FIN behind it.
public sealed partial class TcpConnection
{
    private TimeSpan _challengePeriod;
    private int _challenges;

    private partial void Emit(TcpFlags flags)
    {
        if ((flags & TcpFlags.Syn) == 0)
        {
            Enqueue(flags, _tcb.SendNext);
            return;
        }

        _tcb.SendNext = _tcb.InitialSendSequence + 1;
        _tcb.IsSynUnacknowledged = true;
        Enqueue(flags, _tcb.InitialSendSequence);
        StartRetransmissionTimer();
        StartUserTimer();
    }

    private partial void SendReset(in ArrivingSegment segment) => _output.Enqueue(
        segment.Has(TcpFlags.Ack)
            ? new(segment.Destination, segment.Source, TcpFlags.Rst, segment.Acknowledgment, default, 0)
            : new(segment.Destination, segment.Source, TcpFlags.Rst | TcpFlags.Ack, default, segment.Sequence + segment.Length, 0));

    private partial void SendChallengeAck()
    {
        var period = TimeSpan.FromSeconds(Math.Floor(_now.TotalSeconds));
        if (period != _challengePeriod)
            (_challengePeriod, _challenges) = (period, 0);

        if (_challenges++ < _options.ChallengeAcksPerSecond)
            Emit(TcpFlags.Ack);
    }

    private partial void QueueFin()
    {
        _tcb.IsClosePending = false;
        _tcb.IsFinQueued = true;
        _timers.Stop(TcpTimer.KeepAlive);
    }

    private partial void QueueClose()
    {
        _tcb.IsClosePending = true;
    }

    private partial void Transmit()
    {
        LeavePersist();

        while (_tcb.OurFin is null && NextTextLength() is > 0 and var length)
            Segmentize(length);

        if (_tcb is { IsFinQueued: true, OurFin: null } && AllSegmentized())
            Segmentize(0);

        if (!_tcb.IsAwaitingAcknowledgment)
            StartPersist();
        else if (!_timers.IsRunning(TcpTimer.Retransmission) && !_timers.IsRunning(TcpTimer.Persist))
            StartRetransmissionTimer();
    }

    private int Unsent => _sendBuffer.End - _tcb.SendNext;

    // A short segment waits for company while others are on the way, unless it ends the text or fills half the largest
    // window: RFC 9293 section 3.8.6.2.1.
    private int NextTextLength()
    {
        var usable = _tcb.SendUnacknowledged + _tcb.SendWindow - _tcb.SendNext;
        var length = Math.Min(Math.Min(Unsent, usable), _tcb.SendSegmentSize);
        var isShort = length < Unsent && length < _tcb.SendSegmentSize && length < _tcb.MaximumSendWindow / 2;
        return isShort && _tcb.IsAwaitingAcknowledgment ? 0 : length;
    }

    private void Segmentize(int length)
    {
        var isLast = length == Unsent;
        var flags = TcpFlags.Ack;
        if (isLast && length > 0)
            flags |= TcpFlags.Psh;

        var sequence = _tcb.SendNext;
        _tcb.SendNext += length;

        if (isLast && _tcb.IsFinQueued)
        {
            flags |= TcpFlags.Fin;
            _tcb.OurFin = _tcb.SendNext;
            _tcb.SendNext += 1;
            _timers.Stop(TcpTimer.Persist);
        }

        Enqueue(flags, sequence, length);
        StartUserTimer();
    }

    private void Enqueue(TcpFlags flags, SequenceNumber sequence, int textLength = 0)
    {
        _output.Enqueue(new(_tcb.Local, _tcb.Remote, flags, sequence, default, textLength));
        if ((flags & TcpFlags.Ack) != 0)
            _timers.Stop(TcpTimer.DelayedAck);
    }
}
