using System.Net;
using BenchmarkDotNet.Attributes;
using FsmGen.Runtime.Packets;
using Theirs = PacketDotNet;

namespace FsmGen.Runtime.Benchmarks.Packets;

/// <summary>From ports, numbers, flags and data to the bytes of a datagram with valid checksums.</summary>
/// <remarks>Without options: PacketDotNet cannot add any to a segment that it makes.</remarks>
public class BuildBenchmarks
{
    private static readonly IPAddress Source = ((IpAddress)Sample.Source).ToIPAddress(), Destination = ((IpAddress)Sample.Destination).ToIPAddress();
    private static readonly TcpHeader Header = Sample.Header with { Options = default };

    private readonly byte[] _buffer = new byte[2048];
    private byte[] _payload = [];

    [Params(0, 1448)]
    public int Payload { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _payload = Sample.Payload(Payload);
        if (!PacketDotNet().AsSpan().SequenceEqual(_buffer.AsSpan(0, Ours())))
            throw new InvalidOperationException("The two do not write the same");
    }

    [Benchmark(Baseline = true, Description = "FsmGen")]
    public int Ours()
    {
        var ip = new Ipv4Header { Source = Sample.Source, Destination = Sample.Destination, TimeToLive = 64, Flags = Ipv4Flags.DontFragment };
        return Packet.Write(_buffer, ip, Header, _payload);
    }

    [Benchmark(Description = "PacketDotNet")]
    public byte[] PacketDotNet()
    {
        var tcp = new Theirs.TcpPacket(1024, 80)
        {
            SequenceNumber = 1_000_000,
            AcknowledgmentNumber = 2_000_000,
            Acknowledgment = true,
            Push = true,
            WindowSize = 64_240,
            PayloadData = _payload,
        };
        var ip = new Theirs.IPv4Packet(Source, Destination) { TimeToLive = 64, FragmentFlags = 2, PayloadPacket = tcp };
        tcp.UpdateTcpChecksum();
        ip.UpdateIPChecksum();
        return ip.Bytes;
    }
}
