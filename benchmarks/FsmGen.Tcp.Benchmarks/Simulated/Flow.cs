using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Benchmarks.Simulated;

/// <summary>A host that sends as much as it can to another one, which reads it.</summary>
internal sealed class Flow
{
    // Buffers hold what the longest line does, so that they do not limit anything.
    private readonly TcpConnectionOptions _options;
    private readonly byte[] _text = new byte[65536];
    private readonly SimulatedHost _from, _to;

    public Flow(SimulatedHost from, SimulatedHost to, Func<ICongestionControl> congestionControl)
    {
        (_from, _to) = (from, to);
        _options = new() { UserTimeout = null, SendBufferSize = 8 << 20, ReceiveBufferSize = 8 << 20, CongestionControl = congestionControl };
        Listen();
    }

    /// <summary>Bytes of text that have arrived.</summary>
    public long Received { get; private set; }

    public void Start()
    {
        var connection = new TcpConnection(_options);
        var isEstablished = false;
        _from.AttachConnection(connection, () =>
        {
            while (connection.TryTakeNotification(out var notification))
                isEstablished |= notification.Message == TcpMessage.ConnectionEstablished;

            if (isEstablished)
                connection.Send(_text, urgent: false);
        });
        connection.OpenActive(new(_from.Addresses[0], 49152), new(_to.Addresses[0], 80));
    }

    private void Listen()
    {
        var connection = new TcpConnection(_options);
        _to.AttachConnection(connection, () =>
        {
            do
            {
                connection.Receive(_text);
                Received += connection.Transferred;
            }
            while (connection.Transferred > 0);
        });
        connection.OpenPassive(new(_to.Addresses[0], 80), default);
    }
}
