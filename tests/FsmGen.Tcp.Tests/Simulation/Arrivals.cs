using FsmGen.Tcp.Devices;
using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>Notes what arrives at a host, and when.</summary>
internal sealed class Arrivals : List<(TimeSpan Time, byte[] Packet)>
{
    private readonly SimulatedHost _host;
    private readonly PacketBatch _batch = new(packets: 8, bytes: 1 << 17);

    public Arrivals(SimulatedHost host)
    {
        _host = host;
        host.Attach(Receive, static () => null);
    }

    public IEnumerable<TimeSpan> Times => this.Select(static arrival => arrival.Time);

    /// <summary>The identifications of the IPv4 packets, by which <see cref="Wire"/> numbers them.</summary>
    public IEnumerable<int> Numbers => this.Select(static arrival => arrival.Packet[4] << 8 | arrival.Packet[5]);

    private void Receive()
    {
        while (_host.Receive(_batch) > 0)
        {
            for (var i = 0; i < _batch.Count; i++)
                Add((_host.Network.Now, _batch[i].ToArray()));

            _batch.Clear();
        }
    }
}
