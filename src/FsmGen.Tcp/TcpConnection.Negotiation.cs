using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

// What the two SYNs agree on, and what the options of later segments carry.
public sealed partial class TcpConnection
{
    // What a peer without the MSS option can take, RFC 9293 section 3.7.1.
    private const int DefaultSegmentSizeIpv4 = 536;
    private const int DefaultSegmentSizeIpv6 = 1220;

    // Less would let a peer, or whoever forges its segments, make us send headers and nothing else.
    private const int MinimumSegmentSize = 48;
    private const int TimestampsLength = 12;
    private const int MaximumWindowScale = 14;

    // A timestamp may have gone round in silence by then: RFC 7323 section 5.5.
    private static readonly TimeSpan TimestampLifetime = TimeSpan.FromDays(24);

    private TimeSpan? _peerUserTimeout;

    private int IpHeaderLength => _tcb.Local.Address.IsIpv4 ? Ipv4Header.MinimumLength : Ipv6Header.Length;

    // The most text that we take in a segment.
    private int LocalSegmentSize => _options.MaximumSegmentSize
        ?? Math.Min(ushort.MaxValue, _options.MaximumTransmissionUnit - IpHeaderLength - TcpHeader.MinimumLength);

    private byte OfferedWindowScale
    {
        get
        {
            var scale = 0;
            while (scale < MaximumWindowScale && _options.ReceiveBufferSize >> scale > ushort.MaxValue)
                scale++;
            return (byte)scale;
        }
    }

    private uint TimestampClock => unchecked((uint)(_now.Ticks / TimeSpan.TicksPerMillisecond) + _tcb.TimestampOffset);

    private void Negotiate(in TcpOptions options)
    {
        if (_options.WindowScaling && options.WindowScale is { } scale)
        {
            _tcb.IsScaling = true;
            _tcb.SendWindowScale = Math.Min(scale, (byte)MaximumWindowScale);
            _tcb.ReceiveWindowScale = OfferedWindowScale;
        }

        _tcb.IsSackPermitted = _options.SelectiveAcknowledgments && options.IsSackPermitted;
        if (_options.Timestamps && options.Timestamps is { } timestamps)
        {
            _tcb.HasTimestamps = true;
            (_tcb.RecentTimestamp, _tcb.RecentTimestampAt) = (timestamps.Value, _now);
        }

        if (_options.AcceptedUserTimeout is { } limit && options.UserTimeout is { } timeout)
            _peerUserTimeout = Min(timeout, limit);

        _tcb.PeerSegmentSize = Math.Max(
            MinimumSegmentSize,
            options.MaximumSegmentSize ?? (_tcb.Local.Address.IsIpv4 ? DefaultSegmentSizeIpv4 : DefaultSegmentSizeIpv6));
        SetSendSegmentSize();
        _congestion.Start(_tcb.SendSegmentSize, InitialWindow);
    }

    private void SetSendSegmentSize()
    {
        var path = _tcb.PathMtu - IpHeaderLength - TcpHeader.MinimumLength;
        var size = Math.Min(Math.Min(_tcb.PeerSegmentSize, path), _options.MaximumSegmentSize ?? int.MaxValue);
        _tcb.SendSegmentSize = Math.Max(size, MinimumSegmentSize) - (_tcb.HasTimestamps ? TimestampsLength : 0);
    }

    // RFC 6928 section 2: ten segments, though not more bytes than ten segments of an Ethernet frame have.
    private int InitialWindow => Math.Min(
        _options.InitialWindow * _tcb.SendSegmentSize,
        Math.Max(2 * _tcb.SendSegmentSize, _options.InitialWindow * 1460));

    private TcpOptions SynOptions => new()
    {
        MaximumSegmentSize = (ushort)LocalSegmentSize,
        IsSackPermitted = _tcb.HasPeerSyn ? _tcb.IsSackPermitted : _options.SelectiveAcknowledgments,
        Timestamps = (_tcb.HasPeerSyn ? _tcb.HasTimestamps : _options.Timestamps) ? Timestamps : null,
        WindowScale = (_tcb.HasPeerSyn ? _tcb.IsScaling : _options.WindowScaling) ? OfferedWindowScale : null,
        UserTimeout = _options.AdvertisedUserTimeout,
    };

    private TcpTimestamps Timestamps => new(TimestampClock, _tcb.RecentTimestamp);

    private TcpOptions SegmentOptions(bool hasText) => new()
    {
        Timestamps = _tcb.HasTimestamps ? Timestamps : null,
        Sack = hasText || !_tcb.IsSackPermitted ? default : SackReport(),
    };

    // The duplicate comes first, then the run that grew last: RFC 2883 section 4, RFC 2018 section 4.
    private SackBlocks SackReport()
    {
        if (_duplicate is null && !_receiveBuffer.HasHole)
            return default;

        Span<SackBlock> blocks = stackalloc SackBlock[_tcb.HasTimestamps ? SackBlocks.MaximumCount - 1 : SackBlocks.MaximumCount];
        var count = 0;
        if (_duplicate is { } duplicate)
            blocks[count++] = duplicate;

        count += _receiveBuffer.Report(_tcb.ReceiveNext, blocks[count..]);
        return SackBlocks.Create(blocks[..count]);
    }

    // RFC 7323 section 4.3: the timestamp of a segment that begins at or before what was acknowledged last. After a long
    // silence the last one says nothing, or it would be echoed for ever: section 5.5.
    private void TakeTimestamp(in ArrivingSegment segment)
    {
        if (_tcb.HasTimestamps
            && segment.Header.Options.Timestamps is { } timestamps
            && segment.Sequence <= _tcb.LastAcknowledgmentSent
            && (unchecked((int)(timestamps.Value - _tcb.RecentTimestamp)) >= 0 || _now - _tcb.RecentTimestampAt >= TimestampLifetime))
        {
            (_tcb.RecentTimestamp, _tcb.RecentTimestampAt) = (timestamps.Value, _now);
        }
    }
}
