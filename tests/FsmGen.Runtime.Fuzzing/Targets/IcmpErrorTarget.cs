using System.Buffers.Binary;
using FsmGen.Runtime.Fuzzing.Oracles;

namespace FsmGen.Runtime.Fuzzing.Targets;

/// <summary>An ICMP error in a datagram of either version: a quotation that lies inside, and the same message when written.</summary>
internal static class IcmpErrorTarget
{
    private const int HeaderLength = 8;

    public static bool Read(ReadOnlySpan<byte> input)
    {
        // What IP makes of its own headers is another target's affair.
        if (!IpPacket.TryParse(input, out var packet))
            return false;

        var plain = PlainIp.Read(input);
        var isRead = IcmpError.TryParse(packet, out var error, out var reason);
        Invariant.Holds(reason == ReasonOf(input, plain));
        Invariant.Holds(isRead == (reason == PacketError.None));
        if (!isRead)
        {
            Invariant.Holds(error.Original.Bytes.IsEmpty);
            return false;
        }

        var message = input[plain.PayloadOffset..plain.End];
        Invariant.Holds(error.Bytes == message);
        Invariant.Holds(error.IsChecksumValid == (PlainChecksum.OfPayload(input, plain) == 0));
        HoldsHeader(message, error, plain.IsIpv4);
        HoldsOriginal(message, error, plain.IsIpv4);
        HoldsWritten(message, error, plain.IsIpv4 ? default : packet.PseudoHeader);
        return true;
    }

    private static PacketError ReasonOf(ReadOnlySpan<byte> input, in PlainIp ip)
    {
        if (ip.Protocol != (ip.IsIpv4 ? 1 : 58))
            return PacketError.Protocol;
        if (ip.IsFragment)
            return PacketError.Fragment;

        var message = input[ip.PayloadOffset..ip.End];
        if (message.Length < HeaderLength)
            return PacketError.Truncated;
        if (ip.IsIpv4 ? message[0] is not (3 or 4 or 11 or 12) : message[0] >= 128)
            return PacketError.Protocol;

        var original = PlainIp.Read(message.Slice(HeaderLength, QuotationLength(message, ip.IsIpv4)), isWhole: false);
        if (original.Error != PacketError.None)
            return original.Error;

        return original.IsIpv4 == ip.IsIpv4 ? PacketError.None : PacketError.Version;
    }

    // RFC 4884: in words of four or eight bytes, and believed where it says 128 bytes or more, and not too many.
    private static int QuotationLength(ReadOnlySpan<byte> message, bool isIpv4)
    {
        var said = isIpv4 ? message[0] == 4 ? 0 : message[5] * 4 : message[0] is 1 or 3 ? message[4] * 8 : 0;
        var rest = message.Length - HeaderLength;
        return said >= 128 && said <= rest ? said : rest;
    }

    private static void HoldsHeader(ReadOnlySpan<byte> message, IcmpError error, bool isIpv4)
    {
        var parameter = BinaryPrimitives.ReadUInt32BigEndian(message[4..]);
        Invariant.Holds(error.Header == new IcmpErrorHeader(message[0], message[1], parameter));
        Invariant.Holds(error.NextHopMtu == (isIpv4 ? parameter & 0xFFFF : parameter));

        var isTooBig = isIpv4 ? message[0] == 3 && message[1] == 4 : message[0] == 2;
        Invariant.Holds(error.Kind == IcmpErrorKind.PacketTooBig == isTooBig);
        Invariant.Holds(error.Kind == IcmpErrorKind.Unknown == (!isIpv4 && message[0] is 0 or > 4));
    }

    private static void HoldsOriginal(ReadOnlySpan<byte> message, IcmpError error, bool isIpv4)
    {
        var quotation = message.Slice(HeaderLength, QuotationLength(message, isIpv4));
        var plain = PlainIp.Read(quotation, isWhole: false);
        var original = error.Original;
        Invariant.Holds(original.IsIpv4 == isIpv4);
        Invariant.Holds(original.Bytes == quotation[..plain.End]);
        Invariant.Holds(original.Payload == quotation[plain.PayloadOffset..plain.End]);
        Invariant.Holds(original.Protocol == (IpProtocol)plain.Protocol);
        Invariant.Holds(original.IsFragment == plain.IsFragment && original.FragmentOffset == plain.FragmentOffset);
        Invariant.Holds(original.Source.IsIpv4 == isIpv4 && original.Destination.IsIpv4 == isIpv4);

        var segment = quotation[plain.PayloadOffset..plain.End];
        var isTcp = plain.Protocol == 6 && plain.FragmentOffset == 0 && segment.Length >= 8;
        Invariant.Holds(error.TryGetTcp(out var tcp) == isTcp);
        Invariant.Holds(tcp == (!isTcp ? default : new(
            BinaryPrimitives.ReadUInt16BigEndian(segment),
            BinaryPrimitives.ReadUInt16BigEndian(segment[2..]),
            new(BinaryPrimitives.ReadUInt32BigEndian(segment[4..])))));
    }

    private static void HoldsWritten(ReadOnlySpan<byte> message, IcmpError error, InternetChecksum pseudoHeader)
    {
        Span<byte> written = stackalloc byte[HeaderLength + error.Original.Bytes.Length];
        Invariant.Holds(error.Header.Write(written, error.Original.Bytes, pseudoHeader) == written.Length);
        Invariant.Holds(pseudoHeader.Add(written).IsValid);

        // A valid checksum comes out as it was if nothing lies behind the quotation; 0xFFFF is as valid as the 0 that is written.
        var checksum = message[2..4];
        if (written.Length < message.Length || !error.IsChecksumValid || checksum is [0xFF, 0xFF])
            checksum.CopyTo(written[2..]);
        Invariant.Holds(written.SequenceEqual(message[..written.Length]));
    }
}
