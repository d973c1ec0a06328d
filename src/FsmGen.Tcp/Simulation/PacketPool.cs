namespace FsmGen.Tcp.Simulation;

/// <summary>Packets that are used over and over.</summary>
internal sealed class PacketPool
{
    private readonly Stack<SimulatedPacket> _idle = new();

    /// <summary>Packets that were rented and have not come back.</summary>
    public int Outstanding { get; private set; }

    public SimulatedPacket Rent(ReadOnlySpan<byte> bytes)
    {
        if (!_idle.TryPop(out var packet))
            packet = new();

        packet.Set(bytes);
        Outstanding++;
        return packet;
    }

    public void Return(SimulatedPacket packet)
    {
        packet.Channel = null;
        _idle.Push(packet);
        Outstanding--;
    }
}
