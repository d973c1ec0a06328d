namespace FsmGen.Runtime.Captures;

/// <summary>A stream seen through one buffer that is used again and again, with the words for what is wrong in it.</summary>
internal sealed class CaptureInput(Stream stream)
{
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(16_384);
    private int _start, _end;

    /// <summary>Where the next byte lies, counted from where reading began.</summary>
    public long Offset { get; private set; }

    /// <summary>What was found to be wrong; nothing can be read after it.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether what is wrong is that the stream ended too early.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Whether so many bytes follow; reads no more often than it takes to know, as a pipe demands.</summary>
    public bool Has(int count)
    {
        while (_end - _start < count)
        {
            MakeRoom(count);
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
                return false;

            _end += read;
        }

        return true;
    }

    /// <summary>The next bytes, which stay next; valid until the input is asked again.</summary>
    public ReadOnlySpan<byte> Peek(int count, string what) =>
        Has(count) ? _buffer.AsSpan(_start, count) : throw Truncated(what, Offset);

    /// <summary>The next bytes; valid until the input is asked again.</summary>
    public ReadOnlySpan<byte> Take(int count, string what)
    {
        var bytes = Peek(count, what);
        Advance(count);
        return bytes;
    }

    /// <summary>Passes over bytes, more of them than the buffer would hold if need be.</summary>
    public void Skip(long count, string what)
    {
        var at = Offset;
        while (count > 0)
        {
            if (!Has(1))
                throw Truncated(what, at);

            var step = (int)Math.Min(count, _end - _start);
            Advance(step);
            count -= step;
        }
    }

    public InvalidDataException Malformed(string failure)
    {
        Failure = failure;
        return new InvalidDataException(failure);
    }

    private InvalidDataException Truncated(string what, long at)
    {
        IsTruncated = true;
        return Malformed($"The capture ends at offset {Offset + _end - _start}, inside the {what} that begins at offset {at}");
    }

    private void Advance(int count)
    {
        _start += count;
        Offset += count;
    }

    // Grows only when the bytes that came have filled it: a length that lies costs no more than twice what the file holds.
    private void MakeRoom(int count)
    {
        if (_start > 0 && (_start == _end || _start + count > _buffer.Length))
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
    }
}
