using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>Text from the first byte that is not acknowledged to the last that the user gave.</summary>
internal struct SendBuffer(int capacity, TcpMemory memory)
{
    private TextList _text = new(memory);

    /// <summary>The number of the first byte.</summary>
    public SequenceNumber Start { get; private set; }

    /// <summary>Bytes on hand.</summary>
    public int Length { get; private set; }

    /// <summary>The number behind the last byte.</summary>
    public SequenceNumber End => Start + Length;

    /// <summary>Bytes that still fit.</summary>
    public int Room => capacity - Length;

    /// <summary>Empties the buffer.</summary>
    public void Clear()
    {
        _text.Clear();
        Length = 0;
    }

    /// <summary>Numbers the bytes on hand from here.</summary>
    public void Number(SequenceNumber start) => Start = start;

    /// <summary>Takes as much text as fits and there is memory for, and says how much that was.</summary>
    public int Append(ReadOnlySpan<byte> text)
    {
        text = text[..Math.Min(text.Length, Room)];
        if (!_text.TryReach(Length + text.Length))
            text = text[..Math.Min(text.Length, _text.Reach - Length)];

        _text.Write(Length, text);
        Length += text.Length;
        return text.Length;
    }

    /// <summary>Lends memory behind the text, as much as is in one piece and wanted; none if there is none.</summary>
    /// <param name="offset">Bytes that were written there before.</param>
    public Memory<byte> Reserve(int offset)
    {
        if (Room <= offset || !_text.TryReach(Length + offset + 1))
            return default;

        _text.IsLent = true;
        var piece = _text.At(Length + offset);
        return piece[..Math.Min(piece.Length, Room - offset)];
    }

    /// <summary>Ends the loan.</summary>
    public void Unreserve()
    {
        _text.IsLent = false;
        if (Length == 0)
            _text.Clear();
    }

    /// <summary>Drops the bytes before a number; a number outside the buffer drops nothing, or all.</summary>
    public void DropUntil(SequenceNumber sequence)
    {
        var count = Math.Clamp(sequence - Start, 0, Length);
        if (count == 0)
            return;

        Start += count;
        Length -= count;
        _text.Drop(count, isAll: Length == 0 && !_text.IsLent);
    }

    /// <summary>Copies bytes from a number on.</summary>
    public void CopyTo(SequenceNumber sequence, Span<byte> destination) => _text.Read(sequence - Start, destination);
}
