namespace FsmGen.Tcp;

/// <summary>What an acknowledgment tells congestion control.</summary>
/// <param name="Now">When it came.</param>
/// <param name="Delivered">Bytes that have left the network since the last one, acknowledged or held by the peer (SACK).</param>
/// <param name="InFlight">Bytes in the network behind it; "pipe" in RFC 6675.</param>
/// <param name="RoundTrip">The round trip that it shows, or null if it shows none.</param>
/// <param name="SmoothedRoundTrip">SRTT, zero before the first sample.</param>
/// <param name="IsWindowLimited">Whether the congestion window, and not want of text, has bounded what was sent.</param>
/// <param name="IsInRecovery">Whether losses are being repaired by fast recovery.</param>
public readonly record struct CongestionSample(
    TimeSpan Now,
    int Delivered,
    int InFlight,
    TimeSpan? RoundTrip,
    TimeSpan SmoothedRoundTrip,
    bool IsWindowLimited,
    bool IsInRecovery);
