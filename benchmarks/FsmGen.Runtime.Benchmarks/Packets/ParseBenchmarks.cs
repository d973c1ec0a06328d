using BenchmarkDotNet.Attributes;
using FsmGen.Runtime.Packets;
using PacketDotNet.Utils;
using Theirs = PacketDotNet;

namespace FsmGen.Runtime.Benchmarks.Packets;

/// <summary>From the bytes of a datagram to ports, numbers, flags, one option and the place of the data.</summary>
public class ParseBenchmarks
{
    private byte[] _datagram = [];

    [Params(0, 1448)]
    public int Payload { get; set; }

    [GlobalSetup]
    public void Setup() => _datagram = Sample.Datagram(Payload);

    [Benchmark(Baseline = true, Description = "FsmGen, checksums verified")]
    public uint Ours() => Packet.TryParse(_datagram, out var packet) ? Use(packet.Tcp) : throw new InvalidOperationException();

    [Benchmark(Description = "FsmGen, not verified")]
    public uint OursUnverified() => IpPacket.TryParse(_datagram, out var ip) && TcpSegment.TryParse(ip.Payload, out var tcp)
        ? Use(tcp)
        : throw new InvalidOperationException();

    [Benchmark(Description = "PacketDotNet, checksums verified")]
    public uint PacketDotNet()
    {
        var ip = new Theirs.IPv4Packet(new ByteArraySegment(_datagram));
        var tcp = (Theirs.TcpPacket)ip.PayloadPacket;
        return ip.ValidIPChecksum && tcp.ValidTcpChecksum ? Use(tcp) : throw new InvalidOperationException();
    }

    [Benchmark(Description = "PacketDotNet, not verified")]
    public uint PacketDotNetUnverified() =>
        Use((Theirs.TcpPacket)new Theirs.IPv4Packet(new ByteArraySegment(_datagram)).PayloadPacket);

    private static uint Use(TcpSegment tcp)
    {
        var timestamps = tcp.Options.TryFind(TcpOptionKind.Timestamps, out var option) && option.TryGetTimestamps(out var read) ? read : default;
        return Fold(tcp.SourcePort, tcp.DestinationPort, tcp.Sequence.Value, tcp.Acknowledgment.Value, (uint)tcp.Flags, timestamps.Value, tcp.Payload.Length);
    }

    private static uint Use(Theirs.TcpPacket tcp)
    {
        var timestamps = tcp.OptionsCollection.OfType<Theirs.Tcp.TimeStampOption>().First();
        return Fold(tcp.SourcePort, tcp.DestinationPort, tcp.SequenceNumber, tcp.AcknowledgmentNumber, tcp.Flags, timestamps.Value, tcp.PayloadData?.Length ?? 0);
    }

    private static uint Fold(uint source, uint destination, uint sequence, uint acknowledgment, uint flags, uint timestamp, int length) =>
        source ^ destination ^ sequence ^ acknowledgment ^ flags ^ timestamp ^ (uint)length;
}
