namespace FsmGen.Tcp;

/// <summary>How much a connection may have in the network. One instance serves one connection.</summary>
/// <remarks>
/// Which segments are lost, and which is sent next, is not its matter. The connection tells it of every acknowledgment and
/// every sign of congestion, and asks for <see cref="Window"/> before it sends.
/// </remarks>
public interface ICongestionControl
{
    /// <summary>cwnd: bytes that may be in the network.</summary>
    int Window { get; }

    /// <summary>ssthresh: bytes up to which the window grows by slow start.</summary>
    int SlowStartThreshold { get; }

    /// <summary>The connection may send text from now on.</summary>
    /// <param name="segmentSize">SMSS: bytes of text in a full segment.</param>
    /// <param name="initialWindow">Bytes that may be sent before the first acknowledgment; RFC 6928.</param>
    void Start(int segmentSize, int initialWindow);

    /// <summary>The path takes segments of another size from now on.</summary>
    /// <param name="segmentSize">SMSS in bytes.</param>
    void Resize(int segmentSize);

    /// <summary>A segment has left, for the first time or again: what pacing, and reduction in proportion (RFC 6937), count by.</summary>
    /// <param name="length">The numbers that it takes: its bytes of text, and one for a FIN.</param>
    /// <param name="now">When it left.</param>
    void Send(int length, TimeSpan now);

    /// <summary>An acknowledgment has come, in recovery too.</summary>
    void Acknowledge(in CongestionSample sample);

    /// <summary>Loss was found by acknowledgments, or the network has marked a packet: once in a window of text.</summary>
    /// <param name="inFlight">Bytes in the network when it was found; FlightSize.</param>
    /// <param name="now">When it was found.</param>
    void Reduce(int inFlight, TimeSpan now);

    /// <summary>All that was on its way when loss was found has been acknowledged.</summary>
    void Recover();

    /// <summary>The retransmission timer has expired.</summary>
    /// <param name="inFlight">Bytes in the network before; FlightSize.</param>
    /// <param name="isFirst">Whether this is the first time for the oldest segment.</param>
    /// <param name="now">When it expired.</param>
    void Collapse(int inFlight, bool isFirst, TimeSpan now);

    /// <summary>Nothing was sent for longer than the retransmission timeout; RFC 5681 section 4.1.</summary>
    /// <param name="initialWindow">As in <see cref="Start"/>.</param>
    void Restart(int initialWindow);
}
