using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Simulation;

/// <summary>Brings a bare connection what arrives at a host, and the host what the connection has to send.</summary>
internal sealed class ConnectionDriver(SimulatedHost host, TcpConnection connection, Action? user)
{
    private readonly PacketBatch _batch = new(packets: 64, bytes: 4 * LinkOptions.MaximumMtu);

    public void Poll()
    {
        connection.Advance(host.Network.Now);
        while (host.Receive(_batch) > 0)
        {
            for (var i = 0; i < _batch.Count; i++)
                connection.DatagramArrives(_batch[i]);

            _batch.Clear();
        }

        user?.Invoke();
        Transmit();
    }

    private void Transmit()
    {
        while (connection.TryTransmit(Room(), out var length, out var segmentSize))
            _batch.Commit(length, segmentSize);

        Flush();
    }

    private Span<byte> Room()
    {
        if (_batch.Reserve(LinkOptions.MaximumMtu).IsEmpty)
            Flush();

        return _batch.Reserve(LinkOptions.MaximumMtu);
    }

    private void Flush() => _batch.RemoveFirst(host.Send(_batch));
}
