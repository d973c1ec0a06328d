using System.Buffers;

namespace FsmGen.Tcp;

// Effects that concern the user: answers, signals, and the text that changes hands.
public sealed partial class TcpConnection
{
    private bool _isReceivePending;
    private bool _isRoomWanted;

    /// <summary>How the connection is: what STATUS answers; RFC 9293 section 3.9.1.5. All zeros in CLOSED.</summary>
    public TcpStatus LastStatus => new(
        State,
        _tcb.Local,
        _tcb.Remote,
        _tcb.SendUnacknowledged,
        _tcb.SendNext,
        _tcb.SendWindow,
        _tcb.ReceiveNext,
        _tcb.ReceiveWindow,
        _sendBuffer.Length,
        _receiveBuffer.Length);

    /// <summary>
    /// The text on hand, where it is; to be looked at after <see cref="Peek"/> was answered with <see cref="TcpMessage.Ok"/>.
    /// It stays as it is until <see cref="Consume"/> or <see cref="Receive"/>, even if the connection ends before.
    /// </summary>
    public ReadOnlySequence<byte> Text => _receiveBuffer.Text;

    /// <summary>
    /// Memory behind the text to be sent. What is written there need not be copied when it is given to <see cref="Send"/> next.
    /// </summary>
    /// <param name="offset">Bytes written there before, and not sent yet.</param>
    /// <returns>As much as is in one piece; empty where there is no room, no memory, or no connection.</returns>
    public Memory<byte> Reserve(int offset) => Exists ? _sendBuffer.Reserve(offset) : default;

    /// <summary>Ends the use of memory that <see cref="Reserve"/> gave.</summary>
    public void Unreserve() => _sendBuffer.Unreserve();

    private partial void Grant() => (Reply, Transferred) = (TcpMessage.Ok, 0);

    private partial void Decline(TcpMessage reason)
    {
        (Reply, Transferred) = (reason, 0);
        _isRoomWanted |= reason == TcpMessage.InsufficientResources;
    }

    private partial void Wait()
    {
        (Reply, Transferred) = (TcpMessage.Pending, 0);
        _isReceivePending = true;
    }

    private partial void Report() => (Reply, Transferred) = (TcpMessage.Ok, 0);

    private partial void QueueText(ReadOnlySpan<byte> text, bool urgent)
    {
        RestartWhenIdle();
        (Reply, Transferred) = (TcpMessage.Ok, _sendBuffer.Append(text));
        _isRoomWanted |= Transferred < text.Length;
        if (urgent)
            _tcb.SendUrgentPointer = _sendBuffer.End;

        // Without text nothing would be acknowledged, and the connection would end for it.
        if (Transferred > 0)
            StartUserTimer();
    }

    private partial void Deliver(Span<byte> buffer)
    {
        (Reply, Transferred) = (TcpMessage.Ok, _receiveBuffer.Take(buffer));
        Follow(ref _tcb.ReceiveUrgentPointer, _tcb.ReceiveNext - _receiveBuffer.Length);
    }

    private partial void Show()
    {
        (Reply, Transferred) = (TcpMessage.Ok, _receiveBuffer.Length);
        _receiveBuffer.Lend();
    }

    private partial void Take(int count, int examined)
    {
        (Reply, Transferred) = (TcpMessage.Ok, _receiveBuffer.Take(count, examined));
        Follow(ref _tcb.ReceiveUrgentPointer, _tcb.ReceiveNext - _receiveBuffer.Length);
    }

    private partial void Abandon() => _tcb.IsReleased = true;

    private partial void Signal(TcpMessage message) => Notify(TcpAudience.User, message);

    private partial void FailCalls(TcpMessage reason)
    {
        if (_isReceivePending || _sendBuffer.Length > 0)
            Notify(TcpAudience.PendingCalls, reason);

        _isReceivePending = false;
    }

    private partial void FailReceives(TcpMessage reason)
    {
        if (_isReceivePending)
            Notify(TcpAudience.PendingReceives, reason);

        _isReceivePending = false;
    }

    // A user that is told of every byte of room would send segments of that size.
    private void TellOfRoom()
    {
        if (!_isRoomWanted || _sendBuffer.Room < (_options.SendBufferSize + 2) / 3)
            return;

        _isRoomWanted = false;
        Notify(TcpAudience.User, TcpMessage.RoomAvailable);
    }
}
