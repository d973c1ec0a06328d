namespace FsmGen.Tcp.Simulation;

/// <summary>The sending end of a line: one packet leaves at a time, others wait in a queue of so many bytes.</summary>
/// <remarks>
/// A packet takes a fraction of ticks. What is more than whole ticks is carried on to the next one, so that a line that is
/// kept busy carries its bandwidth exactly; where a packet leaves between two ticks, the later one counts.
/// </remarks>
internal sealed class Transmitter
{
    private const long BitsPerByte = 8;

    private readonly Queue<(long Start, int Length)> _queue = new();
    private long _bandwidth = 1;

    // The line is free at this tick, and so many parts of it later, of which a tick has as many as the bandwidth.
    private long _free, _parts;

    /// <summary>Bytes that waited when a packet last came.</summary>
    public int QueuedBytes { get; private set; }

    /// <summary>Takes a packet; false, and nothing happens, if it finds the queue full.</summary>
    /// <param name="now">The present tick.</param>
    /// <param name="length">Bytes of the packet.</param>
    /// <param name="bandwidth">Bits per second, or null if sending takes no time.</param>
    /// <param name="queueLength">Bytes that may wait.</param>
    /// <param name="end">The tick when its last bit leaves.</param>
    public bool TryAccept(long now, int length, long? bandwidth, int queueLength, out long end)
    {
        Dequeue(now);
        if (_free < now)
            (_free, _parts) = (now, 0);

        var isIdle = _free == now && _parts == 0;
        end = 0;
        if (!isIdle && length > queueLength - QueuedBytes)
            return false;

        if (_free > now)
        {
            _queue.Enqueue((_free, length));
            QueuedBytes += length;
        }

        if (bandwidth is { } bits)
            Occupy(length, bits);

        end = RoundUp();
        return true;
    }

    private void Dequeue(long now)
    {
        while (_queue.TryPeek(out var next) && next.Start <= now)
            QueuedBytes -= _queue.Dequeue().Length;
    }

    private void Occupy(int length, long bandwidth)
    {
        if (bandwidth != _bandwidth)
            (_free, _parts, _bandwidth) = (RoundUp(), 0, bandwidth);

        var (ticks, parts) = Math.DivRem(_parts + (length * BitsPerByte * TimeSpan.TicksPerSecond), bandwidth);
        (_free, _parts) = (_free + ticks, parts);
    }

    private long RoundUp() => _parts > 0 ? _free + 1 : _free;
}
