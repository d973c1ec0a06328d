using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>Text from the first byte that is not acknowledged to the last that the user gave.</summary>
internal sealed class SendBuffer(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];
    private int _head;

    /// <summary>The number of the first byte.</summary>
    public SequenceNumber Start { get; private set; }

    /// <summary>Bytes on hand.</summary>
    public int Length { get; private set; }

    /// <summary>The number behind the last byte.</summary>
    public SequenceNumber End => Start + Length;

    /// <summary>Bytes that still fit.</summary>
    public int Room => _bytes.Length - Length;

    /// <summary>Empties the buffer.</summary>
    public void Clear() => (_head, Length) = (0, 0);

    /// <summary>Numbers the bytes on hand from here.</summary>
    public void Number(SequenceNumber start) => Start = start;

    /// <summary>Takes as much text as fits, and says how much that was.</summary>
    public int Append(ReadOnlySpan<byte> text)
    {
        text = text[..Math.Min(text.Length, Room)];
        var tail = (_head + Length) % _bytes.Length;
        var first = Math.Min(text.Length, _bytes.Length - tail);
        text[..first].CopyTo(_bytes.AsSpan(tail));
        text[first..].CopyTo(_bytes);
        Length += text.Length;
        return text.Length;
    }

    /// <summary>Drops the bytes before a number; a number outside the buffer drops nothing, or all.</summary>
    public void DropUntil(SequenceNumber sequence)
    {
        var count = Math.Clamp(sequence - Start, 0, Length);
        _head = (_head + count) % _bytes.Length;
        Start += count;
        Length -= count;
    }

    /// <summary>Copies bytes from a number on.</summary>
    public void CopyTo(SequenceNumber sequence, Span<byte> destination)
    {
        var position = (_head + (sequence - Start)) % _bytes.Length;
        var first = Math.Min(destination.Length, _bytes.Length - position);
        _bytes.AsSpan(position, first).CopyTo(destination);
        _bytes.AsSpan(0, destination.Length - first).CopyTo(destination[first..]);
    }
}
