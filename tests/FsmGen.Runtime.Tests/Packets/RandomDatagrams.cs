using System.Buffers.Binary;
using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

/// <summary>
/// Datagrams with a segment in each, as strange as the RFCs allow: options and extension headers of every kind, reserved
/// bits, checksums that are wrong on purpose. What a test asks of several readers at once.
/// </summary>
internal static class RandomDatagrams
{
    private static readonly Gen<byte[]> Ipv4Options = OneOf<byte[]>(
        [], [], [], [1, 1, 1, 1], [0x94, 4, 0, 0], [7, 7, 4, 0, 0, 0, 0, 1], [1, 1, 1, 0]);

    // Each begins with the kind that follows it, which is filled in when they are put together.
    private static readonly Gen<(IpProtocol Kind, byte[] Bytes)> Extension = OneOf<(IpProtocol, byte[])>(
        (IpProtocol.DestinationOptions, [0, 0, 1, 4, 0, 0, 0, 0]),
        (IpProtocol.DestinationOptions, [0, 1, 1, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (IpProtocol.Routing, [0, 2, 4, 0, 0, 0, 0, 0, .. new byte[16]]),
        (IpProtocol.Routing, [0, 4, 4, 1, 1, 0, 0, 0, 0x20, 1, .. new byte[14], 0x20, 2, .. new byte[14]]),
        (IpProtocol.Routing, [0, 2, 2, 1, 0, 0, 0, 0, 0x20, 3, .. new byte[14]]),
        (IpProtocol.Fragment, [0, 0, 0, 0, 1, 2, 3, 4]),
        (IpProtocol.AuthenticationHeader, [0, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, .. new byte[12]]));

    private static readonly Gen<byte[]> Segments =
        from header in Samples.Headers
        from options in OptionSamples.UndisputedLists
        from data in Gen.Frequency((1, Gen.Const<byte[]>([])), (4, Gen.Byte.Array[0, 60]), (1, Gen.Byte.Array[0, 1400]))
        select Segment(header, options, data);

    private static readonly Gen<byte[]> Ipv4 =
        from ip in Samples.Ipv4Headers
        from options in Ipv4Options
        from segment in Segments
        from damage in Gen.UInt
        select Ipv4Datagram(ip, options, segment, damage);

    private static readonly Gen<byte[]> Ipv6 =
        from ip in Samples.Ipv6Headers
        from hasHopByHop in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        from extensions in Gen.Frequency((3, Gen.Const<(IpProtocol, byte[])[]>([])), (1, Extension.Array[1, 3]))
        from segment in Segments
        from damage in Gen.UInt
        select Ipv6Datagram(ip, hasHopByHop, extensions, segment, damage);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>Always the same datagrams, half of them IPv4.</summary>
    public static byte[][] Take(int count)
    {
        var random = new PCG(stream: 9293, seed: 793);
        var datagrams = Gen.OneOf(Ipv4, Ipv6).Where(LooksLikeIp);
        return [.. Enumerable.Range(0, count).Select(_ => datagrams.Generate(random, null, out var _))];
    }

    // Wireshark takes raw packets with these two bytes here for PPP behind a made-up address.
    private static bool LooksLikeIp(byte[] datagram) => datagram.AsSpan(1, 2) is not [0xFF, 0x03];

    private static byte[] Segment(in TcpHeader header, byte[] options, byte[] data)
    {
        var segment = new byte[TcpHeader.MinimumLength + options.Length + data.Length];
        data.CopyTo(segment, header.Write(segment, options));
        return segment;
    }

    private static byte[] Ipv4Datagram(in Ipv4Header ip, byte[] options, byte[] segment, uint damage)
    {
        var header = ip with { Protocol = IpProtocol.Tcp, Flags = ip.Flags & Ipv4Flags.DontFragment, FragmentOffset = 0 };
        var datagram = new byte[Ipv4Header.MinimumLength + options.Length + segment.Length];
        var length = header.Write(datagram, segment.Length, options);
        Finish(datagram, length, segment, damage);
        if (damage % 7 == 0)
            datagram[10] ^= 0x10;

        return datagram;
    }

    private static byte[] Ipv6Datagram(in Ipv6Header ip, bool hasHopByHop, (IpProtocol Kind, byte[] Bytes)[] extensions, byte[] segment, uint damage)
    {
        (IpProtocol Kind, byte[] Bytes)[] chain =
        [
            .. hasHopByHop ? [(IpProtocol.HopByHopOptions, new byte[] { 0, 0, 1, 4, 0, 0, 0, 0 })] : Array.Empty<(IpProtocol, byte[])>(),
            .. extensions.DistinctBy(extension => extension.Kind),
        ];
        var bytes = new List<byte>();
        for (var i = 0; i < chain.Length; i++)
            bytes.AddRange([(byte)(i + 1 < chain.Length ? chain[i + 1].Kind : IpProtocol.Tcp), .. chain[i].Bytes.AsSpan(1)]);

        var datagram = new byte[Ipv6Header.Length + bytes.Count + segment.Length];
        (ip with { NextHeader = chain.Length > 0 ? chain[0].Kind : IpProtocol.Tcp }).Write(datagram, datagram.Length - Ipv6Header.Length);
        bytes.CopyTo(datagram, Ipv6Header.Length);
        Finish(datagram, Ipv6Header.Length + bytes.Count, segment, damage);
        return datagram;
    }

    private static void Finish(byte[] datagram, int position, byte[] segment, uint damage)
    {
        segment.CopyTo(datagram, position);
        Assert.True(IpPacket.TryParse(datagram, out var ip));
        var checksum = ip.PseudoHeader.Add(segment).Value ^ (damage % 5 == 0 ? 0x0100 : 0);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(position + TcpHeader.ChecksumOffset), (ushort)checksum);
    }
}
