using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Hostile;

/// <summary>Errors that no router has sent; RFC 5927.</summary>
public sealed class IcmpTests
{
    private const byte Unreachable = 3, Port = 3, TooBig = 4, Host = 1;

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    [InlineData(int.MinValue)]
    public void A_length_that_quotes_what_is_not_on_its_way_is_not_believed(int sequence)
    {
        var target = Busy();
        Tell(target, TooBig, 600, sequence);

        Assert.All(target.Pass(TimeSpan.FromSeconds(10)).Sent, static sent => Assert.Equal(1460, sent.Length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(68)]
    public void A_length_of_next_to_nothing_is_believed_down_to_552_bytes(ushort mtu)
    {
        var target = Busy();
        target.Sent.Clear();
        Tell(target, TooBig, mtu, 0);

        // What was sent in one piece goes again in three.
        Assert.Equal([512, 512, 1460 - 2 * 512], target.Sent.Take(3).Select(static sent => sent.Length));
    }

    [Theory]
    [InlineData(Port)]
    [InlineData(Host)]
    [InlineData(2)]
    [InlineData(13)]
    public void No_error_ends_a_connection_that_is_established(byte code)
    {
        var target = Busy();
        for (var i = 0; i < 1000; i++)
            Tell(target, code, 0, i);

        Assert.Equal(TcpConnectionState.Established, target.Connection.State);
    }

    private static Target Busy() => new Target(new() { Timestamps = false }, new() { MaximumSegmentSize = 1460 }).Say(100_000);

    private static void Tell(Target target, byte code, ushort mtu, int sequence)
    {
        var (quoted, message, datagram) = (new byte[100], new byte[200], new byte[300]);
        var header = new TcpHeader { Sequence = target.Ours + sequence, Flags = TcpFlags.Ack };
        var length = Forger.Write(quoted, Target.Local, Target.Remote, header);
        length = new IcmpErrorHeader(Unreachable, code, mtu).Write(message, quoted.AsSpan(0, length), default);
        message.AsSpan(0, length).CopyTo(datagram.AsSpan(Ipv4Header.MinimumLength));
        var ip = new Ipv4Header { Source = new(0xC0000263), Destination = (Ipv4Address)Target.Local.Address, Protocol = IpProtocol.Icmp, TimeToLive = 64 };
        length += ip.Write(datagram, length);
        Assert.True(IpPacket.TryParse(datagram.AsSpan(0, length), out var packet));
        Assert.True(IcmpError.TryParse(packet, out var error));
        target.Connection.IcmpArrives(error);
        target.Transmit();
    }
}
