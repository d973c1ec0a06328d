using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests;

public sealed class AllocationTests
{
    private readonly TcpMemory _memory = new();
    private readonly TcpConnection _client, _server;
    private readonly byte[] _datagram = new byte[70_000], _text = new byte[20_000];
    private int _sent, _lossPeriod = int.MaxValue;

    public AllocationTests()
    {
        var options = new TcpConnectionOptions { UserTimeout = null };
        (_client, _server) = (new(options, _memory), new(options, _memory));
    }

    [Theory]
    [InlineData(int.MaxValue, false)]
    [InlineData(int.MaxValue, true)]
    [InlineData(7, false)]
    [InlineData(7, true)]
    public void A_segment_costs_no_allocation_in_steady_state_nor_while_losses_are_repaired(int lossPeriod, bool isIpv6)
    {
        Connect(isIpv6);
        _lossPeriod = lossPeriod;
        for (var i = 0; i < 300; i++)
            Round();
        var (sent, again) = (_sent, _client.Retransmissions);

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 200; i++)
                Round();
        }));
        Assert.InRange(_sent - sent, 10_000, int.MaxValue);
        Assert.Equal(lossPeriod < int.MaxValue, _client.Retransmissions - again > 1000);
    }

    private void Connect(bool isIpv6)
    {
        var (c, s) = isIpv6
            ? (new TcpEndpoint(IpAddress.Parse("2001:db8::1"), 1), new TcpEndpoint(IpAddress.Parse("2001:db8::2"), 2))
            : (new TcpEndpoint(IpAddress.Parse("192.0.2.1"), 1), new TcpEndpoint(IpAddress.Parse("192.0.2.2"), 2));
        _server.OpenPassive(s, default);
        _client.OpenActive(c, s);
        Exchange();
        Assert.Equal(TcpConnectionState.Established, _server.State);
    }

    private void Round()
    {
        _client.Send(_text, urgent: false);
        _server.Send(_text.AsSpan(0, 100), urgent: false);
        Exchange();
        _server.Receive(_text);
        _client.Receive(_text);
        Exchange();

        // Where only a timer can go on, it does.
        var later = _client.Now + TimeSpan.FromMilliseconds(50);
        _client.Advance(later);
        _server.Advance(later);
    }

    private void Exchange()
    {
        var isBusy = true;
        while (isBusy)
        {
            isBusy = false;
            while (_client.TryTransmit(_datagram, out var length))
                isBusy |= ++_sent % _lossPeriod == 0 || _server.DatagramArrives(_datagram.AsSpan(0, length));
            while (_server.TryTransmit(_datagram, out var length))
                isBusy |= _client.DatagramArrives(_datagram.AsSpan(0, length));
        }
    }
}
