using System.Buffers;

namespace FsmGen.Tcp;

/// <summary>Bytes in rented chunks, one behind the other. Places count from the first byte; it grows behind and shrinks in front.</summary>
internal struct TextList(TcpMemory memory)
{
    private TextChunk? _first;
    private TextChunk? _last;
    private TextChunk? _cursor;
    private int _cursorIndex;
    private int _chunks;
    private int _head;

    /// <summary>Whether somebody else looks at the memory, or writes there: nobody may get it, whatever becomes of the list.</summary>
    public bool IsLent { get; set; }

    /// <summary>Bytes for which there is memory.</summary>
    public readonly int Reach => _chunks * TcpMemory.ChunkSize - _head;

    /// <summary>Sees to it that there is memory for so many bytes; if there is not, false, with what there is.</summary>
    public bool TryReach(int length)
    {
        while (Reach < length)
        {
            if (memory.Rent() is not { } chunk)
                return false;

            chunk.Follow(_last);
            _first ??= chunk;
            _last = chunk;
            _chunks++;
        }

        return true;
    }

    /// <summary>Writes bytes at a place within reach.</summary>
    public void Write(int place, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = At(place).Span;
            var count = Math.Min(room.Length, bytes.Length);

            // What was written in its place before need not be copied.
            if (bytes[..count] != room[..count])
                bytes[..count].CopyTo(room);
            place += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Reads bytes from a place within reach.</summary>
    public void Read(int place, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var text = At(place).Span;
            var count = Math.Min(text.Length, bytes.Length);
            text[..count].CopyTo(bytes);
            place += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>The bytes from a place within reach to the end of its chunk.</summary>
    public Memory<byte> At(int place)
    {
        var position = _head + place;
        var index = position / TcpMemory.ChunkSize;
        if (_cursor is null || _cursorIndex > index)
            (_cursor, _cursorIndex) = (_first, 0);
        for (; _cursorIndex < index; _cursorIndex++)
            _cursor = _cursor!.NextChunk;

        return _cursor!.Bytes.AsMemory(position - index * TcpMemory.ChunkSize);
    }

    /// <summary>The first so many bytes, where they are.</summary>
    public ReadOnlySequence<byte> First(int length)
    {
        if (length == 0)
            return ReadOnlySequence<byte>.Empty;

        var start = _first!;
        At(length - 1);
        return new(start, _head, _cursor!, _head + length - _cursorIndex * TcpMemory.ChunkSize);
    }

    /// <summary>Drops so many bytes in front; all the memory goes back if nothing is to be kept.</summary>
    public void Drop(int count, bool isAll)
    {
        if (isAll)
        {
            Clear();
            return;
        }

        _head += count;
        while (_head >= TcpMemory.ChunkSize)
        {
            var chunk = _first!;
            _first = chunk.NextChunk;
            _head -= TcpMemory.ChunkSize;
            _chunks--;
            _cursorIndex--;
            if (_cursorIndex < 0)
                _cursor = null;
            if (_first is null)
                _last = null;
            memory.Return(chunk);
        }
    }

    /// <summary>Gives all the memory back, or up if it is lent.</summary>
    public void Clear()
    {
        if (IsLent)
        {
            memory.Abandon(_chunks);
            (_first, IsLent) = (null, false);
        }

        while (_first is { } chunk)
        {
            _first = chunk.NextChunk;
            memory.Return(chunk);
        }

        (_last, _cursor, _cursorIndex, _chunks, _head) = (null, null, 0, 0, 0);
    }
}
