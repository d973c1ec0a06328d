using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests;

public sealed class AllocationTests
{
    [Fact]
    public void A_segment_costs_no_allocation_in_steady_state()
    {
        var memory = new TcpMemory();
        var client = new TcpConnection(memory: memory);
        var server = new TcpConnection(memory: memory);
        var (c, s) = (new TcpEndpoint(Ipv4Address.Parse("192.0.2.1"), 1), new TcpEndpoint(Ipv4Address.Parse("192.0.2.2"), 2));
        var (datagram, text) = (new byte[2048], new byte[4096]);
        server.OpenPassive(s, default);
        client.OpenActive(c, s);
        Exchange();
        Assert.Equal(TcpConnectionState.Established, server.State);

        for (var i = 0; i < 100; i++)
            Round();

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 1000; i++)
                Round();
        }));

        void Round()
        {
            client.Send(text, urgent: false);
            Exchange();
            server.Receive(text);
            Exchange();
        }

        void Exchange()
        {
            var isBusy = true;
            while (isBusy)
            {
                isBusy = false;
                while (client.TryTransmit(datagram, out var length))
                    isBusy |= server.DatagramArrives(datagram.AsSpan(0, length));
                while (server.TryTransmit(datagram, out var length))
                    isBusy |= client.DatagramArrives(datagram.AsSpan(0, length));
            }
        }
    }
}
