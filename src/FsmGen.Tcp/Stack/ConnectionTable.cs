namespace FsmGen.Tcp.Stack;

/// <summary>Connections by their sockets: open addressing with linear probing; looking up allocates nothing.</summary>
internal sealed class ConnectionTable(SipHash hash)
{
    private const int InitialLength = 16;

    private Slot[] _slots = new Slot[InitialLength];

    /// <summary>Connections in the table.</summary>
    public int Count { get; private set; }

    private int Mask => _slots.Length - 1;

    /// <summary>Finds the connection between two sockets; null if there is none.</summary>
    public StackConnection? Find(in ConnectionKey key)
    {
        var code = key.Hash(hash);
        for (var i = (int)code & Mask; _slots[i].Connection is { } connection; i = (i + 1) & Mask)
        {
            if (_slots[i].Hash == code && connection.Key == key)
                return connection;
        }

        return null;
    }

    /// <summary>Adds a connection whose key is not in the table.</summary>
    public void Add(StackConnection connection)
    {
        // Never more than three quarters full, so that a probe ends soon.
        if (++Count > _slots.Length / 4 * 3)
            Grow();

        Place(new(connection.Key.Hash(hash), connection));
    }

    /// <summary>Removes a connection; false if it is not in the table.</summary>
    public bool Remove(StackConnection connection)
    {
        var i = (int)connection.Key.Hash(hash) & Mask;
        while (_slots[i].Connection is { } other && other != connection)
            i = (i + 1) & Mask;

        if (_slots[i].Connection is null)
            return false;

        Count--;
        Close(i);
        return true;
    }

    /// <summary>Copies all connections, in no particular order.</summary>
    public StackConnection[] ToArray() => [.. from slot in _slots where slot.Connection is not null select slot.Connection];

    // Moves later ones of the run back over the gap, unless that would put one before the place its hash asks for.
    private void Close(int gap)
    {
        for (var i = (gap + 1) & Mask; _slots[i].Connection is not null; i = (i + 1) & Mask)
        {
            var home = (int)_slots[i].Hash & Mask;
            if (((i - home) & Mask) >= ((i - gap) & Mask))
            {
                _slots[gap] = _slots[i];
                gap = i;
            }
        }

        _slots[gap] = default;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[2 * old.Length];
        foreach (var slot in old)
        {
            if (slot.Connection is not null)
                Place(slot);
        }
    }

    private void Place(Slot slot)
    {
        var i = (int)slot.Hash & Mask;
        while (_slots[i].Connection is not null)
            i = (i + 1) & Mask;

        _slots[i] = slot;
    }

    private readonly record struct Slot(uint Hash, StackConnection? Connection);
}
