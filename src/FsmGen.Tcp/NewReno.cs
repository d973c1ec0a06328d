namespace FsmGen.Tcp;

/// <summary>Slow start, congestion avoidance, and halving on loss; RFC 5681, RFC 6582, RFC 6675.</summary>
public sealed class NewReno : ICongestionControl
{
    private const int MinimumSegments = 2;

    private int _segmentSize;
    private int _acknowledged;

    /// <inheritdoc/>
    public int Window { get; private set; }

    /// <inheritdoc/>
    public int SlowStartThreshold { get; private set; } = int.MaxValue;

    /// <inheritdoc/>
    public void Start(int segmentSize, int initialWindow) => (_segmentSize, Window) = (segmentSize, initialWindow);

    /// <inheritdoc/>
    public void Resize(int segmentSize)
    {
        // As many segments as before, as Linux does: a window of fewer than two would wait for delayed acknowledgments.
        Window = (int)Math.Min(int.MaxValue, (long)Window / _segmentSize * segmentSize);
        Window = Math.Max(Window, segmentSize);
        _segmentSize = segmentSize;
    }

    /// <inheritdoc/>
    public void Send(int length, TimeSpan now)
    {
    }

    /// <inheritdoc/>
    public void Acknowledge(in CongestionSample sample)
    {
        if (sample.IsInRecovery || !sample.IsWindowLimited || sample.Delivered <= 0)
            return;

        if (Window < SlowStartThreshold)
        {
            // Bytes are counted (RFC 3465), and without that RFC's limit of two segments for one acknowledgment: one that stands
            // for a batch counts for all of it, or offload would slow us down.
            Grow(Math.Min(sample.Delivered, SlowStartThreshold - Window));
            return;
        }

        _acknowledged += sample.Delivered;
        if (_acknowledged >= Window)
        {
            _acknowledged -= Window;
            Grow(_segmentSize);
        }
    }

    /// <inheritdoc/>
    public void Reduce(int inFlight, TimeSpan now)
    {
        SlowStartThreshold = Half(inFlight);
        Window = SlowStartThreshold;
        _acknowledged = 0;
    }

    /// <inheritdoc/>
    public void Recover() => Window = Math.Min(Window, SlowStartThreshold);

    /// <inheritdoc/>
    public void Collapse(int inFlight, bool isFirst, TimeSpan now)
    {
        if (isFirst)
            SlowStartThreshold = Half(inFlight);

        Window = _segmentSize;
        _acknowledged = 0;
    }

    /// <inheritdoc/>
    public void Restart(int initialWindow) => Window = Math.Min(Window, initialWindow);

    private int Half(int inFlight) => Math.Max(inFlight / 2, MinimumSegments * _segmentSize);

    private void Grow(int bytes) => Window = (int)Math.Min(int.MaxValue / 2, (long)Window + bytes);
}
