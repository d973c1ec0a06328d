using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Tests.Hostile;

/// <summary>A device on which whatever the test writes arrives, and which takes what is sent to nowhere; nothing is kept.</summary>
/// <param name="write">Writes the next packet and says its length; zero if there is none.</param>
internal sealed class Forger(Forger.Writer write) : INetworkDevice
{
    private readonly byte[] _packet = new byte[2048];

    public delegate int Writer(Span<byte> packet);

    public int MaximumTransmissionUnit => 1500;

    public int MaximumPacketLength => 1500;

    /// <summary>Packets that were sent.</summary>
    public long Sent { get; private set; }

    public static int Write(Span<byte> packet, TcpEndpoint from, TcpEndpoint to, TcpHeader header, ReadOnlySpan<byte> text = default) =>
        Packet.Write(packet, from.Address, to.Address, header with { SourcePort = from.Port, DestinationPort = to.Port }, text);

    public int Receive(PacketBatch batch)
    {
        var count = 0;
        for (; !batch.Reserve(_packet.Length).IsEmpty && write(batch.Reserve(_packet.Length)) is > 0 and var length; count++)
            batch.Commit(length);
        return count;
    }

    public int Send(PacketBatch batch)
    {
        Sent += batch.Count;
        return batch.Count;
    }

    public void Wait(TimeSpan timeout)
    {
    }

    public void Wake()
    {
    }

    public void Dispose()
    {
    }
}
