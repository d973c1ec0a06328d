namespace FsmGen.Tcp;

/// <summary>The retransmission timeout by what round trips took; RFC 6298 section 2.</summary>
/// <param name="options">The bounds and the first value.</param>
internal struct RoundTripEstimator(TcpConnectionOptions options)
{
    private TimeSpan _variation;

    /// <summary>SRTT; zero before the first sample.</summary>
    public TimeSpan Smoothed { get; private set; }

    /// <summary>RTO, without back-off.</summary>
    public TimeSpan Timeout { get; private set; } = options.RetransmissionTimeout;

    /// <summary>Takes a round trip of a segment that was sent once, or is told by its timestamp.</summary>
    public void Sample(TimeSpan roundTrip)
    {
        if (Smoothed == default)
        {
            (Smoothed, _variation) = (roundTrip, roundTrip / 2);
        }
        else
        {
            _variation += ((Smoothed - roundTrip).Duration() - _variation) / 4;
            Smoothed += (roundTrip - Smoothed) / 8;
        }

        // The variation never counts for less than the tick of the clock, 1 ms.
        var margin = 4 * _variation;
        var timeout = Smoothed + (margin > TimeSpan.FromMilliseconds(1) ? margin : TimeSpan.FromMilliseconds(1));
        Timeout = timeout < options.MinimumRetransmissionTimeout ? options.MinimumRetransmissionTimeout
            : timeout > options.MaximumRetransmissionTimeout ? options.MaximumRetransmissionTimeout
            : timeout;
    }

    /// <summary>A SYN had to be sent again: without a sample, begin with more patience; RFC 6298 section 5.7.</summary>
    public void Distrust()
    {
        if (Smoothed == default && Timeout < options.FallbackRetransmissionTimeout)
            Timeout = options.FallbackRetransmissionTimeout;
    }
}
