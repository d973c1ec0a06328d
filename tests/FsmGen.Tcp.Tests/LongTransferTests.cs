using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests;

public sealed class LongTransferTests
{
    // More than half round, from a number that makes them go round on the way.
    private const long Total = 9L << 28;
    private static readonly SequenceNumber Iss = new(3u << 30);

    private static readonly TcpEndpoint ClientSocket = new(Ipv4Address.Parse("192.0.2.1"), 1024);
    private static readonly TcpEndpoint ServerSocket = new(Ipv4Address.Parse("192.0.2.2"), 80);

    private readonly byte[] _packet = new byte[65536];
    private bool _isUrgentOver;

    [Fact]
    public void Numbers_go_round_and_nothing_that_was_long_ago_seems_to_lie_ahead()
    {
        var options = new TcpConnectionOptions { MaximumTransmissionUnit = 65535, SelectInitialSequenceNumber = static (_, _, _) => Iss };
        var (client, server) = (new TcpConnection(options), new TcpConnection(options));
        server.OpenPassive(ServerSocket, default);
        client.OpenActive(ClientSocket, ServerSocket);
        Exchange(client, server);
        client.Send("!"u8, urgent: true);
        Exchange(client, server);

        Assert.True(server.IsUrgentTextAhead);
        var text = new byte[1 << 20];
        server.Receive(text);
        _isUrgentOver = true;
        var received = 0L;
        while (received < Total)
        {
            client.Send(text, urgent: false);
            Exchange(client, server);
            server.Receive(text);
            received += server.Transferred;
            Assert.False(server.IsUrgentTextAhead);
            Exchange(client, server);
        }
    }

    private void Exchange(TcpConnection client, TcpConnection server)
    {
        for (var isBusy = true; isBusy;)
        {
            isBusy = false;
            while (client.TryTransmit(_packet, out var length))
            {
                Assert.True(ArrivingSegment.TryRead(_packet.AsSpan(0, length), out var segment));
                isBusy = true;
                Assert.False(_isUrgentOver && segment.Has(TcpFlags.Urg));
                server.SegmentArrives(segment);
            }

            while (server.TryTransmit(_packet, out var length))
                isBusy |= client.DatagramArrives(_packet.AsSpan(0, length));
        }
    }
}
