using System.Globalization;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Tests.Peers;

public sealed class KernelPeerTests
{
    private const int Pings = 200;

    [Theory]
    [InlineData(0, 0, Pings)]
    [InlineData(100, 0, 0)]
    [InlineData(0, 100, 0)]
    public void A_link_loses_as_much_as_it_is_told_to_in_each_direction(int toKernel, int fromKernel, int answers)
    {
        using var peer = new KernelPeer();
        peer.Drop(toKernel, fromKernel);
        Assert.Equal(answers, Ping(peer));

        peer.Drop(0);
        Assert.Equal(Pings, Ping(peer));
    }

    [Fact]
    public void A_link_loses_at_random()
    {
        using var peer = new KernelPeer();
        peer.Drop(30);

        // 98 are expected; the bounds are seven standard deviations away.
        Assert.InRange(Ping(peer), 98 - 49, 98 + 49);
    }

    [Fact]
    public void What_a_link_loses_on_the_way_to_us_is_sent_all_the_same_for_the_kernel()
    {
        using var peer = new KernelPeer();
        peer.Drop(toKernel: 0, fromKernel: 100);
        Ping(peer);

        var statistics = peer.Namespace.Run("ip", "-s", "-s", "link", "show", KernelPeer.InterfaceName);
        Assert.DoesNotContain(" 200 ", statistics.Split("TX:")[1], StringComparison.Ordinal);
        Assert.Contains($"packets {Pings.ToString(CultureInfo.InvariantCulture)} ", peer.Namespace.Run("nft", "list", "ruleset"), StringComparison.Ordinal);
    }

    /// <summary>Pings the kernel, and counts its answers, which have come when a call to send returns.</summary>
    private static int Ping(KernelPeer peer)
    {
        var (batch, answers) = (new PacketBatch(16, 16 * 1500), 0);
        for (var i = 0; i < Pings; i++)
        {
            batch.Clear();
            Assert.True(batch.TryAdd(Datagram.Ping()));
            Assert.Equal(1, peer.Device.Send(batch));

            batch.Clear();
            peer.Device.Receive(batch);
            for (var k = 0; k < batch.Count; k++)
                answers += IpPacket.TryParse(batch[k], out var ip) && ip.Protocol == IpProtocol.Icmp && ip.Payload[0] == 0 ? 1 : 0;
        }

        return answers;
    }
}
