using System.Runtime.CompilerServices;

namespace FsmGen.Tcp;

/// <summary>What the user has not been told yet, oldest first. What waits already is not said twice.</summary>
internal struct Notifications
{
    private const int Capacity = 16;

    private Slots _slots;
    private byte _count;

    public void Add(TcpNotification notification)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_slots[i] == notification)
                return;
        }

        // There are fewer messages than that which can wait together.
        if (_count < Capacity)
            _slots[_count++] = notification;
    }

    public bool TryTake(out TcpNotification notification)
    {
        notification = _slots[0];
        if (_count == 0)
            return false;

        ((Span<TcpNotification>)_slots)[1.._count].CopyTo(_slots);
        _count--;
        return true;
    }

    [InlineArray(Capacity)]
    private struct Slots
    {
        private TcpNotification _first;
    }
}
