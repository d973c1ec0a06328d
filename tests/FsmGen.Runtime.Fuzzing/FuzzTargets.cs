using FsmGen.Runtime.Captures;
using FsmGen.Runtime.Fuzzing.Mutation;
using FsmGen.Runtime.Fuzzing.Targets;

namespace FsmGen.Runtime.Fuzzing;

/// <summary>Every parser of FsmGen.Runtime; a new one is a line here, a reader in Targets/ and a folder in Corpus/.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new(nameof(InternetChecksum), ChecksumTarget.Read, ChecksumRepair.FirstWord),
        new(nameof(TcpOptionList), TcpOptionListTarget.Read),
        new(nameof(TcpSegment), TcpSegmentTarget.Read),
        new(nameof(Ipv4Packet), Ipv4PacketTarget.Read, ChecksumRepair.Datagram),
        new(nameof(Ipv6Packet), Ipv6PacketTarget.Read),
        new(nameof(IpPacket), IpPacketTarget.Read, ChecksumRepair.Datagram),
        new(nameof(IcmpError), IcmpErrorTarget.Read, ChecksumRepair.Datagram),
        new(nameof(Packet), PacketTarget.Read, ChecksumRepair.Datagram),
        // A reader, its buffer and its exceptions are made anew for each file.
        new(nameof(CaptureReader), CaptureReaderTarget.Read, Allocates: true),
    ];

    /// <summary>The target of that name, or null.</summary>
    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
