using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Stack;

// What arrives: whom it is for.
public sealed partial class TcpStack
{
    private static readonly IpAddress Broadcast = new Ipv4Address(uint.MaxValue);

    private readonly PacketBatch _arrivals;
    private readonly Reassembler _reassembler;

    /// <summary>Whether an address can be that of one host: RFC 9293 MUST-46, MUST-57, MUST-63.</summary>
    internal static bool IsUnicast(IpAddress address) => !address.IsUnspecified && !address.IsMulticast && address != Broadcast;

    private void Arrive(ReadOnlySpan<byte> bytes)
    {
        _statistics.PacketsReceived++;
        if (!IpPacket.TryParse(bytes, out var packet))
        {
            _statistics.Malformed++;
        }
        else if (!packet.IsHeaderChecksumValid)
        {
            _statistics.BadChecksums++;
        }
        else if (!IsOurs(packet.Destination) || !IsUnicast(packet.Source))
        {
            _statistics.Misaddressed++;
        }
        else if (!packet.IsFragment)
        {
            ArriveWhole(packet);
        }
        else
        {
            _statistics.Fragments++;
            if (_reassembler.TryComplete(packet, _now, out var datagram) && IpPacket.TryParse(datagram, out packet))
                ArriveWhole(packet);
        }
    }

    private bool IsOurs(IpAddress address)
    {
        if (_options.AcceptsAnyDestination)
            return IsUnicast(address);

        for (var i = 0; i < _options.LocalAddresses.Count; i++)
        {
            if (_options.LocalAddresses[i] == address)
                return true;
        }

        return false;
    }

    private void ArriveWhole(IpPacket packet)
    {
        switch (packet.Protocol)
        {
            case IpProtocol.Tcp:
                ArriveTcp(packet);
                break;
            case IpProtocol.Icmp when packet.IsIpv4:
            case IpProtocol.Icmpv6 when packet.IsIpv6:
                ArriveIcmp(packet);
                break;
            default:
                _statistics.OtherProtocols++;
                break;
        }
    }

    private void ArriveTcp(IpPacket packet)
    {
        if (!TcpSegment.TryParse(packet.Payload, out var tcp))
        {
            _statistics.Malformed++;
            return;
        }

        if (!tcp.IsChecksumValid(packet.PseudoHeader))
        {
            _statistics.BadChecksums++;
            return;
        }

        _statistics.SegmentsReceived++;
        ArriveSegment(new(packet.Source, packet.Destination, tcp.Header, tcp.Payload));
    }

    private void ArriveSegment(in ArrivingSegment segment)
    {
        var key = new ConnectionKey(segment.Destination, segment.Source);

        // Its time may be over by now: then the segment is for whoever comes next.
        if (_connections.Find(key) is { } connection && BringUpToDate(connection))
        {
            connection.Connection.SegmentArrives(segment);
            Settle(connection);
        }
        else if (!AnswersInTimeWait(key, segment))
        {
            ArriveAnew(key, segment);
        }
    }

    private void ArriveAnew(in ConnectionKey key, in ArrivingSegment segment)
    {
        if (FindListener(key.Local) is { } listener)
            Knock(listener, key, segment);
        else
            AnswerStranger(segment);
    }

    private static bool IsRequest(in ArrivingSegment segment) =>
        segment.Has(TcpFlags.Syn) && !segment.Has(TcpFlags.Ack) && !segment.Has(TcpFlags.Rst);

    // RFC 9293 section 3.10.7.1, by the machine itself: it is in CLOSED.
    private void AnswerStranger(in ArrivingSegment segment)
    {
        _statistics.Strangers++;
        _nobody.Advance(_now);
        _nobody.SegmentArrives(segment);
        SendReset(_nobody);
    }

    // What a connection in CLOSED or LISTEN has to say of a segment: a reset, or nothing.
    private void SendReset(TcpConnection connection)
    {
        if (!connection.TryTransmit(_scrap, out var length) || !_resetLimit.TryTake(_now))
            return;

        var room = Room(length);
        if (room.IsEmpty)
            return;

        _scrap.AsSpan(0, length).CopyTo(room);
        Depart(length, segmentSize: 0);
        _statistics.ResetsSent++;
    }
}
