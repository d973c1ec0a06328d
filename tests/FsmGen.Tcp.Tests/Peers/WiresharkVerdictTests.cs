using FsmGen.Runtime.Captures;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Peers;

public sealed class WiresharkVerdictTests
{
    private const Circumstances Anything = (Circumstances)(-1);

    [Fact]
    public async Task What_nothing_explains_is_a_complaint()
    {
        var (syn, reset) = (Segment(100, TcpFlags.Syn), Segment(101, TcpFlags.Rst));
        var (badIp, badTcp) = (Segment(200, TcpFlags.Syn, port: 1), Segment(200, TcpFlags.Syn, port: 2));
        badIp[8] ^= 1;
        badTcp[30] ^= 1;

        var verdict = await Judge(syn, syn, reset, badIp, badTcp, syn[..30]);

        Assert.Equal(["2", "3", "4", "5", "6"], verdict.Complaints(Circumstances.None).Select(static packet => packet.Number));
        Assert.Equal(["3", "4", "5", "6"], verdict.Complaints(Circumstances.Delay).Select(static packet => packet.Number));
        Assert.Equal(["2", "4", "5", "6"], verdict.Complaints(Circumstances.Reset).Select(static packet => packet.Number));
        Assert.Equal(["4", "5", "6"], verdict.Complaints(Anything).Select(static packet => packet.Number));
    }

    [Fact]
    public async Task A_reset_is_explained_by_delay_only_once_both_sides_have_closed()
    {
        var verdict = await Judge(
            Segment(100, TcpFlags.Fin | TcpFlags.Ack, acknowledgment: 200),
            Answer(200, TcpFlags.Rst),
            Answer(200, TcpFlags.Fin | TcpFlags.Ack, acknowledgment: 101),
            Segment(101, TcpFlags.Rst),
            Answer(201, TcpFlags.Rst),
            Segment(101, TcpFlags.Rst, port: 1));

        Assert.Equal(["2", "4", "5", "6"], verdict.Complaints(Circumstances.None).Select(static packet => packet.Number));
        Assert.Equal(["2", "6"], verdict.Complaints(Circumstances.Delay).Select(static packet => packet.Number));
    }

    private static async Task<WiresharkVerdict> Judge(params byte[][] packets)
    {
        using var file = new TemporaryFile();
        using (var writer = new PcapngWriter(File.Create(file.Path)))
        {
            for (var i = 0; i < packets.Length; i++)
                writer.WritePacket(TimeSpan.FromSeconds(i), packets[i]);
        }

        return await WiresharkVerdict.Read(file.Path, TestContext.Current.CancellationToken);
    }

    private static byte[] Segment(uint sequence, TcpFlags flags, ushort port = 1024, uint acknowledgment = 0) =>
        Write("192.0.2.1", "192.0.2.2", port, 80, sequence, flags, acknowledgment);

    private static byte[] Answer(uint sequence, TcpFlags flags, uint acknowledgment = 0) =>
        Write("192.0.2.2", "192.0.2.1", 80, 1024, sequence, flags, acknowledgment);

    private static byte[] Write(
        string source, string destination, ushort sourcePort, ushort destinationPort, uint sequence, TcpFlags flags, uint acknowledgment)
    {
        var header = new TcpHeader
        {
            SourcePort = sourcePort,
            DestinationPort = destinationPort,
            Sequence = new(sequence),
            Acknowledgment = new(acknowledgment),
            Flags = flags,
            Window = 1000,
        };

        var packet = new byte[100];
        return packet[..Packet.Write(packet, Ipv4Address.Parse(source), Ipv4Address.Parse(destination), header, [])];
    }
}
