using FsmGen.Runtime.Packets;
using FsmGen.Tcp;
using FsmGen.Tcp.Simulation;

namespace LossyLink;

/// <summary>A client sends as much as it can to a server, over a link that loses packets.</summary>
internal sealed class Transfer(TimeSpan roundTrip, double loss)
{
    public const long Bandwidth = 100_000_000;

    private const int BitsPerByte = 8;
    private const int SegmentSize = 1448;

    // Buffers hold what the longest line does, so that they do not limit anything.
    private readonly TcpConnectionOptions _options = new() { UserTimeout = null, SendBufferSize = 8 << 20, ReceiveBufferSize = 8 << 20 };
    private readonly byte[] _text = new byte[65536];
    private long _received;

    /// <summary>Bits per second by Mathis, Semke, Mahdavi and Ott, "The macroscopic behavior of the TCP congestion avoidance algorithm", 1997.</summary>
    public double Expected => SegmentSize * BitsPerByte / roundTrip.TotalSeconds * Math.Sqrt(1.5 / loss);

    /// <summary>Runs the transfer.</summary>
    /// <param name="duration">How long, in simulated time.</param>
    /// <returns>Bits of text per second.</returns>
    public double Run(TimeSpan duration)
    {
        var network = new SimulatedNetwork(seed: 1);
        var client = network.AddHost("client", Ipv4Address.Parse("192.0.2.1"));
        var server = network.AddHost("server", Ipv4Address.Parse("192.0.2.2"));
        var there = new LinkOptions { Bandwidth = Bandwidth, Delay = roundTrip / 2, Loss = loss };
        network.Connect(client, server, there, backward: there with { Loss = 0 });

        Receive(server);
        Send(client, to: new(server.Addresses[0], 80));
        network.Run(duration);
        return _received * BitsPerByte / duration.TotalSeconds;
    }

    private void Send(SimulatedHost host, TcpEndpoint to)
    {
        var connection = new TcpConnection(_options);
        var isEstablished = false;
        host.AttachConnection(connection, () =>
        {
            while (connection.TryTakeNotification(out var notification))
                isEstablished |= notification.Message == TcpMessage.ConnectionEstablished;

            if (isEstablished)
                connection.Send(_text, urgent: false);
        });
        connection.OpenActive(new(host.Addresses[0], 49152), to);
    }

    private void Receive(SimulatedHost host)
    {
        var connection = new TcpConnection(_options);
        host.AttachConnection(connection, () =>
        {
            do
            {
                connection.Receive(_text);
                _received += connection.Transferred;
            }
            while (connection.Transferred > 0);
        });
        connection.OpenPassive(new(host.Addresses[0], 80), default);
    }
}
