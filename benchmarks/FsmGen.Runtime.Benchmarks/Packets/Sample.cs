using FsmGen.Runtime.Packets;

namespace FsmGen.Runtime.Benchmarks.Packets;

/// <summary>The datagram that all readers read and all writers write: an ACK with timestamps and data, or none.</summary>
internal static class Sample
{
    public static readonly Ipv4Address Source = Ipv4Address.Parse("192.0.2.1"), Destination = Ipv4Address.Parse("198.51.100.7");

    public static readonly TcpHeader Header = new()
    {
        SourcePort = 1024,
        DestinationPort = 80,
        Sequence = new(1_000_000),
        Acknowledgment = new(2_000_000),
        Flags = TcpFlags.Ack | TcpFlags.Psh,
        Window = 64_240,
        Options = new() { Timestamps = new(1, 2) },
    };

    public static byte[] Payload(int length)
    {
        var payload = new byte[length];
        new Random(length).NextBytes(payload);
        return payload;
    }

    public static byte[] Datagram(int payloadLength)
    {
        var datagram = new byte[Ipv4Header.MinimumLength + Header.HeaderLength + payloadLength];
        Packet.Write(datagram, Source, Destination, Header, Payload(payloadLength));
        return datagram;
    }
}
