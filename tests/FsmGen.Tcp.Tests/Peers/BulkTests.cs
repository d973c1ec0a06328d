using System.Diagnostics;
using System.Net.Sockets;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Much text between us and Linux, byte for byte.</summary>
[Collection(LinuxAsPeer.Name)]
public sealed class BulkTests(ITestOutputHelper output)
{
    private const long Much = 100_000_000;

    [Theory]
    [InlineData(AddressFamily.InterNetwork, Role.Server, Much, 0)]
    [InlineData(AddressFamily.InterNetwork, Role.Server, 0, Much)]
    [InlineData(AddressFamily.InterNetwork, Role.Server, Much, Much)]
    [InlineData(AddressFamily.InterNetworkV6, Role.Server, Much, 0)]
    [InlineData(AddressFamily.InterNetworkV6, Role.Server, 0, Much)]
    [InlineData(AddressFamily.InterNetworkV6, Role.Server, Much, Much)]
    [InlineData(AddressFamily.InterNetwork, Role.Client, Much / 5, Much / 5)]
    [InlineData(AddressFamily.InterNetworkV6, Role.Client, Much / 5, Much / 5)]
    public async Task All_the_text_arrives(AddressFamily family, Role role, long toKernel, long toUs)
    {
        using var peer = new StackPeer();
        using (var conversation = await peer.Connect(family, role))
        {
            var start = Stopwatch.GetTimestamp();
            await conversation.Exchange(toKernel, toUs, peer.Token);
            output.WriteLine($"{(toKernel + toUs) / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e6:F0} MB/s; {peer.Stack.Statistics}");
        }

        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.FlowControl);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, Role.Server, 1500)]
    [InlineData(AddressFamily.InterNetwork, Role.Client, 1280)]
    [InlineData(AddressFamily.InterNetworkV6, Role.Server, 1280)]
    [InlineData(AddressFamily.InterNetworkV6, Role.Client, 1500)]
    public async Task Wireshark_finds_nothing_wrong_with_it(AddressFamily family, Role role, int mtu)
    {
        using var peer = new StackPeer(mtu: mtu);
        using (var conversation = await peer.Connect(family, role))
            await conversation.Exchange(2_000_000, 2_000_000, peer.Token);

        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.FlowControl);
    }
}
