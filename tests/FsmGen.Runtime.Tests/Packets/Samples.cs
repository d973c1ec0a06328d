using CsCheck;

namespace FsmGen.Runtime.Tests.Packets;

/// <summary>Datagrams from the network, and headers of every kind.</summary>
internal static class Samples
{
    /// <summary>A SYN with options as an old Windows sends it; its checksums were computed by hand.</summary>
    public static readonly byte[] Syn = Convert.FromHexString(
        "450000300F414000800691EB91FEA0ED41D0E4DF" + "0D2C005038AFFE130000000070022238C30C0000" + "020405B401010402");

    /// <summary>The SYN,ACK that came back: frame 2 of the same capture.</summary>
    public static readonly byte[] SynAck = Convert.FromHexString(
        "45000030000040002F06F22C41D0E4DF91FEA0ED" + "00500D2C114C618B38AFFE14701216D05BDC0000" + "0204056401010402");

    public static readonly Ipv4Address Client = Ipv4Address.Parse("192.0.2.1");

    public static readonly Ipv4Address Server = Ipv4Address.Parse("198.51.100.7");

    public static readonly Ipv6Address Client6 = Ipv6Address.Parse("2001:db8::1");

    public static readonly Ipv6Address Server6 = Ipv6Address.Parse("2001:db8:1::7");

    public static readonly Gen<SequenceNumber> Sequences = Gen.UInt.Select(value => new SequenceNumber(value));

    public static readonly Gen<Ipv6Address> Ipv6Addresses =
        Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new Ipv6Address(new UInt128(high, low)));

    public static readonly Gen<SackBlocks> SackBlockLists =
        Gen.Select(Sequences, Sequences, (left, right) => new SackBlock(left, right)).Array[0, 4].Select(blocks => SackBlocks.Create(blocks));

    /// <summary>Whole seconds, and beyond nine hours whole minutes: what comes back as it was written.</summary>
    public static readonly Gen<TimeSpan> UserTimeouts = Gen.OneOf(
        Gen.Int[1, 32_767].Select(seconds => TimeSpan.FromSeconds(seconds)),
        Gen.Int[547, 32_767].Select(minutes => TimeSpan.FromMinutes(minutes)));

    /// <summary>Options that fit into a header.</summary>
    public static readonly Gen<TcpOptions> Options = (
        from size in Gen.Nullable(Gen.UShort)
        from shift in Gen.Nullable(Gen.Byte)
        from isSackPermitted in Gen.Bool
        from timestamps in Gen.Nullable(Gen.Select(Gen.UInt, Gen.UInt, (value, echo) => new TcpTimestamps(value, echo)))
        from blocks in SackBlockLists
        from timeout in Gen.Nullable(UserTimeouts)
        select new TcpOptions
        {
            MaximumSegmentSize = size,
            WindowScale = shift,
            IsSackPermitted = isSackPermitted,
            Timestamps = timestamps,
            Sack = blocks,
            UserTimeout = timeout,
        }).Where(options => options.Length <= TcpOptionList.MaximumLength);

    public static readonly Gen<TcpHeader> Headers =
        from ports in Gen.Select(Gen.UShort, Gen.UShort)
        from sequence in Sequences
        from acknowledgment in Sequences
        from bits in Gen.Select(Gen.Byte, Gen.Byte[0, 15])
        from window in Gen.UShort
        from urgentPointer in Gen.UShort
        from options in Options
        select new TcpHeader
        {
            SourcePort = ports.Item1,
            DestinationPort = ports.Item2,
            Sequence = sequence,
            Acknowledgment = acknowledgment,
            Flags = (TcpFlags)bits.Item1,
            Reserved = bits.Item2,
            Window = window,
            UrgentPointer = urgentPointer,
            Options = options,
        };

    public static readonly Gen<Ipv4Header> Ipv4Headers =
        from addresses in Gen.Select(Gen.UInt, Gen.UInt)
        from bytes in Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte)
        from identification in Gen.UShort
        from flags in Gen.Byte[0, 7]
        from offset in Gen.Int[0, 0x1FFF]
        select new Ipv4Header
        {
            Source = new(addresses.Item1),
            Destination = new(addresses.Item2),
            TrafficClass = bytes.Item1,
            TimeToLive = bytes.Item2,
            Protocol = (IpProtocol)bytes.Item3,
            Identification = identification,
            Flags = (Ipv4Flags)flags,
            FragmentOffset = (ushort)(offset * 8),
        };

    public static readonly Gen<Ipv6Header> Ipv6Headers =
        from source in Ipv6Addresses
        from destination in Ipv6Addresses
        from bytes in Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte)
        from flow in Gen.UInt[0, 0xFFFFF]
        select new Ipv6Header
        {
            Source = source,
            Destination = destination,
            TrafficClass = bytes.Item1,
            HopLimit = bytes.Item2,
            NextHeader = (IpProtocol)bytes.Item3,
            FlowLabel = flow,
        };

    /// <summary>A whole datagram from <see cref="Client"/> to <see cref="Server"/>.</summary>
    public static byte[] Datagram(in TcpHeader tcp, ReadOnlySpan<byte> payload) => Datagram(Client, Server, tcp, payload);

    /// <summary>A whole datagram of either family.</summary>
    public static byte[] Datagram(IpAddress source, IpAddress destination, in TcpHeader tcp, ReadOnlySpan<byte> payload)
    {
        var headers = source.IsIpv4 ? Ipv4Header.MinimumLength : Ipv6Header.Length;
        var datagram = new byte[headers + tcp.HeaderLength + payload.Length];
        Assert.Equal(datagram.Length, Packet.Write(datagram, source, destination, tcp, payload));
        return datagram;
    }
}
