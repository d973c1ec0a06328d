using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests;

public sealed class TimeWaitBlockTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(65535)]
    public void A_connection_that_is_in_TIME_WAIT_again_takes_an_acknowledgment_whatever_the_device_cuts(int maximumPacketLength)
    {
        var (local, remote) = (new TcpEndpoint(Ipv4Address.Parse("192.0.2.1"), 80), new TcpEndpoint(Ipv4Address.Parse("192.0.2.2"), 1024));
        var connection = new TcpConnection(new() { MaximumPacketLength = maximumPacketLength });
        connection.ResumeTimeWait(new(TimeSpan.FromMinutes(4), new(100), new(200), 1000, 0, 0, 0, false), local, remote);
        var header = new TcpHeader { SourcePort = 1024, DestinationPort = 80, Sequence = new(200), Acknowledgment = new(100), Flags = TcpFlags.Ack };
        connection.SegmentArrives(new(remote.Address, local.Address, header, []));

        Assert.False(connection.TryTransmit(new byte[connection.MaximumDatagramLength], out _));
        Assert.Equal(TcpConnectionState.TimeWait, connection.State);
    }
}
