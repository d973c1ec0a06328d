using System.Net.Sockets;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Text between us and Linux over links that are bad.</summary>
[Collection(LinuxAsPeer.Name)]
public sealed class LossTests
{
    [Theory]
    [InlineData(Harm.Loss1, AddressFamily.InterNetwork, Role.Server, 5_000_000, 0)]
    [InlineData(Harm.Loss1, AddressFamily.InterNetworkV6, Role.Client, 0, 5_000_000)]
    [InlineData(Harm.Loss5, AddressFamily.InterNetworkV6, Role.Server, 500_000, 0)]
    [InlineData(Harm.Loss5, AddressFamily.InterNetwork, Role.Client, 0, 500_000)]
    [InlineData(Harm.Loss20, AddressFamily.InterNetwork, Role.Client, 40_000, 0)]
    [InlineData(Harm.Loss20, AddressFamily.InterNetworkV6, Role.Server, 0, 40_000)]
    [InlineData(Harm.Disorder, AddressFamily.InterNetwork, Role.Server, 5_000_000, 5_000_000)]
    [InlineData(Harm.Disorder, AddressFamily.InterNetworkV6, Role.Client, 5_000_000, 5_000_000)]
    public async Task All_the_text_arrives_though_the_link_is_bad(Harm harm, AddressFamily family, Role role, int toKernel, int toUs)
    {
        using var link = new BadLink(harm);
        using (var conversation = await link.StackPeer.Connect(family, role))
            await conversation.Exchange(toKernel, toUs, link.StackPeer.Token);

        await link.ExpectApproval(Circumstances.FlowControl);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, Role.Server, "tcp_sack")]
    [InlineData(AddressFamily.InterNetworkV6, Role.Client, "tcp_sack")]
    [InlineData(AddressFamily.InterNetwork, Role.Client, "tcp_sack", "tcp_timestamps", "tcp_window_scaling")]
    [InlineData(AddressFamily.InterNetworkV6, Role.Server, "tcp_timestamps")]
    [InlineData(AddressFamily.InterNetworkV6, Role.Server, "tcp_window_scaling")]
    public async Task All_the_text_arrives_though_the_kernel_does_without_options(AddressFamily family, Role role, params string[] without)
    {
        using var peer = new StackPeer();
        foreach (var option in without)
            peer.Kernel.Configure(option, 0);
        peer.Kernel.Drop(1);

        // The one after the other: acknowledgments that come with text count for nothing when they repeat a number.
        foreach (var (toKernel, toUs) in ((int, int)[])[(1_000_000, 0), (0, 1_000_000)])
        {
            using var conversation = await peer.Connect(family, role);
            await conversation.Exchange(toKernel, toUs, peer.Token);
        }

        Assert.NotEqual(0, peer.Kernel.Lost);
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.Disturbance | Circumstances.FlowControl);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, Role.Client)]
    [InlineData(AddressFamily.InterNetworkV6, Role.Server)]
    public async Task All_the_text_arrives_though_packets_are_lost_doubled_and_reordered(AddressFamily family, Role role)
    {
        DisturbingDevice? link = null;
        using var peer = new StackPeer(link: device => link = new(device, seed: 1, loss: 0.01, duplication: 0.05, reordering: 0.05));
        using (var conversation = await peer.Connect(family, role))
            await conversation.Exchange(500_000, 500_000, peer.Token);

        Assert.True(link!.Disturbances is { Lost: > 0, Doubled: > 0, Overtaken: > 0 }, $"{link.Disturbances}");
        await peer.ExpectApproval(Circumstances.Disturbance | Circumstances.FlowControl);
    }
}
