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

    private static byte[] Segment(uint sequence, TcpFlags flags, ushort port = 1024)
    {
        var header = new TcpHeader { SourcePort = port, DestinationPort = 80, Sequence = new(sequence), Flags = flags, Window = 1000 };
        var packet = new byte[100];
        return packet[..Packet.Write(packet, Ipv4Address.Parse("192.0.2.1"), Ipv4Address.Parse("192.0.2.2"), header, [])];
    }
}
