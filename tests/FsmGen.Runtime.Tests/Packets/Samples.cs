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

    public static readonly Gen<SequenceNumber> Sequences = Gen.UInt.Select(value => new SequenceNumber(value));

    public static readonly Gen<TcpHeader> Headers =
        from ports in Gen.Select(Gen.UShort, Gen.UShort)
        from sequence in Sequences
        from acknowledgment in Sequences
        from flags in Gen.Byte
        from window in Gen.UShort
        from urgentPointer in Gen.UShort
        from size in Gen.Nullable(Gen.UShort)
        select new TcpHeader
        {
            SourcePort = ports.Item1,
            DestinationPort = ports.Item2,
            Sequence = sequence,
            Acknowledgment = acknowledgment,
            Flags = (TcpFlags)flags,
            Window = window,
            UrgentPointer = urgentPointer,
            MaximumSegmentSize = size,
        };

    public static readonly Gen<Ipv4Header> IpHeaders =
        from addresses in Gen.Select(Gen.UInt, Gen.UInt)
        from totalLength in Gen.UShort[Ipv4Header.MinimumLength, 1500]
        from identification in Gen.UShort
        from timeToLive in Gen.Byte
        from protocol in Gen.Byte
        select new Ipv4Header
        {
            Source = new(addresses.Item1),
            Destination = new(addresses.Item2),
            TotalLength = totalLength,
            Identification = identification,
            TimeToLive = timeToLive,
            Protocol = (IpProtocol)protocol,
        };

    /// <summary>A whole datagram from <see cref="Client"/> to <see cref="Server"/>.</summary>
    public static byte[] Datagram(in TcpHeader tcp, ReadOnlySpan<byte> payload)
    {
        var datagram = new byte[Ipv4Header.MinimumLength + tcp.HeaderLength + payload.Length];
        Assert.Equal(datagram.Length, TcpPacket.Write(datagram, Client, Server, tcp, payload));
        return datagram;
    }
}
