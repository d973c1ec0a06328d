using System.Buffers.Binary;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Stack;

// ICMP: echo requests are answered, errors are handed to the connection that they are about.
public sealed partial class TcpStack
{
    private void ArriveIcmp(IpPacket packet)
    {
        var message = packet.Payload;
        var sum = packet.IsIpv4 ? default : packet.PseudoHeader;
        if (message.Length < IcmpErrorHeader.Length)
            _statistics.Malformed++;
        else if (!sum.Add(message).IsValid)
            _statistics.BadChecksums++;
        else if (message[EchoField.Type] == (packet.IsIpv4 ? EchoField.Ipv4Request : EchoField.Ipv6Request) && message[EchoField.Code] == 0)
            AnswerEcho(packet);
        else if (IcmpError.TryParse(packet, out var error))
            ArriveError(error);
        else
            _statistics.OtherProtocols++;
    }

    // RFC 1122 section 3.2.2.6, RFC 4443 section 4.2: the data come back as they were, from where they were sent to.
    private void AnswerEcho(IpPacket request)
    {
        var (isIpv4, length) = (request.IsIpv4, request.Payload.Length);
        var headerLength = isIpv4 ? Ipv4Header.MinimumLength : Ipv6Header.Length;
        var room = Room(headerLength + length);
        if (!_options.AnswersEcho || headerLength + length > _device.MaximumTransmissionUnit || room.IsEmpty)
            return;

        var reply = room.Slice(headerLength, length);
        request.Payload.CopyTo(reply);
        reply[EchoField.Type] = isIpv4 ? EchoField.Ipv4Reply : EchoField.Ipv6Reply;
        WriteEchoHeader(room, request, length);

        var sum = isIpv4
            ? default
            : InternetChecksum.Ipv6PseudoHeader((Ipv6Address)request.Destination, (Ipv6Address)request.Source, IpProtocol.Icmpv6, length);
        reply.Slice(EchoField.Checksum, sizeof(ushort)).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(reply[EchoField.Checksum..], sum.Add(reply).Value);

        _departures.Commit(headerLength + length);
        _statistics.EchoReplies++;
    }

    private static void WriteEchoHeader(Span<byte> datagram, IpPacket request, int length)
    {
        if (request.IsIpv4)
        {
            var header = new Ipv4Header
            {
                TrafficClass = request.TrafficClass,
                Identification = (ushort)request.Identification,
                TimeToLive = Packet.DefaultTimeToLive,
                Protocol = IpProtocol.Icmp,
                Source = (Ipv4Address)request.Destination,
                Destination = (Ipv4Address)request.Source,
            };
            header.Write(datagram, length);
        }
        else
        {
            var header = new Ipv6Header
            {
                TrafficClass = request.TrafficClass,
                NextHeader = IpProtocol.Icmpv6,
                HopLimit = Packet.DefaultTimeToLive,
                Source = (Ipv6Address)request.Destination,
                Destination = (Ipv6Address)request.Source,
            };
            header.Write(datagram, length);
        }
    }

    // What is quoted was sent by us, so its source is our side.
    private void ArriveError(in IcmpError error)
    {
        if (!error.TryGetTcp(out var tcp))
        {
            _statistics.OtherProtocols++;
            return;
        }

        var key = new ConnectionKey(new(error.Original.Source, tcp.SourcePort), new(error.Original.Destination, tcp.DestinationPort));
        if (_connections.Find(key) is not { } connection || !BringUpToDate(connection))
        {
            _statistics.Strangers++;
            return;
        }

        _statistics.IcmpErrors++;
        connection.Connection.IcmpArrives(error);
        Settle(connection);
    }

    //   byte  0           1           2           3
    //      ┌───────────┬───────────┬───────────────────────┐
    //    0 │ type      │ code      │ checksum              │
    //      ├───────────┴───────────┼───────────────────────┤
    //    4 │ identifier            │ sequence number       │
    //      ├───────────────────────┴───────────────────────┤
    //    8 │ data                                          │
    //      └───────────────────────────────────────────────┘
    private static class EchoField
    {
        public const int Type = 0, Code = 1, Checksum = 2;
        public const byte Ipv4Request = 8, Ipv4Reply = 0, Ipv6Request = 128, Ipv6Reply = 129;
    }
}
