using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// What routers say: believed as far as RFC 5927 advises.
public sealed partial class TcpConnection
{
    // No link of IPv4 carries less in earnest, as Linux has it, too (RFC 791 lets it be 68). IPv6 has 1280.
    private const int MinimumPathMtuIpv4 = 552;
    private const int MinimumPathMtuIpv6 = 1280;

    /// <summary>The last error of a router that may pass, as ICMP told it, or null; MUST-47, SHLD-25.</summary>
    public IcmpErrorKind? SoftError { get; private set; }

    // Whoever does not see our segments cannot know a number that is on the way: RFC 5927 section 4.1.
    private partial bool QuotesOurs(in IcmpError error) =>
        error.TryGetTcp(out var tcp) && tcp.Sequence.IsInWindow(_tcb.SendUnacknowledged, _tcb.SendNext);

    private partial bool IsTooBig(in IcmpError error) => error.Kind == IcmpErrorKind.PacketTooBig;

    private partial bool IsHard(in IcmpError error) =>
        error.Kind is IcmpErrorKind.ProtocolUnreachable or IcmpErrorKind.PortUnreachable;

    private partial bool IsQuench(in IcmpError error) => error.Kind is IcmpErrorKind.SourceQuench or IcmpErrorKind.Unknown;

    private partial void NoteSoftError(in IcmpError error)
    {
        SoftError = error.Kind;
        if (_options.ReportSoftErrors)
            Notify(TcpAudience.User, TcpMessage.SoftError);
    }

    private partial void ReducePathMtu(in IcmpError error)
    {
        var least = _tcb.Local.Address.IsIpv4 ? MinimumPathMtuIpv4 : MinimumPathMtuIpv6;
        var mtu = (int)Math.Max((uint)least, Math.Min(error.NextHopMtu, (uint)_tcb.PathMtu));
        if (!_tcb.HasPeerSyn || mtu >= _tcb.PathMtu)
            return;

        _tcb.PathMtu = mtu;
        SetSendSegmentSize();
        _congestion.Resize(_tcb.SendSegmentSize);

        // This is no sign of congestion: what is out, and too long, goes again at once in smaller pieces. RFC 1191 section 6.5.
        _queue.LoseLongerThan(_tcb.SendSegmentSize);
    }
}
