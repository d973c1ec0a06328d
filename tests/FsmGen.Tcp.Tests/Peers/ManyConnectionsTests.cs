using System.Net;
using System.Net.Sockets;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Many connections between us and Linux, one after the other and at once.</summary>
[Collection(LinuxAsPeer.Name)]
public sealed class ManyConnectionsTests
{
    private const int Length = 100;

    [Theory]
    [InlineData(AddressFamily.InterNetwork, Role.Server)]
    [InlineData(AddressFamily.InterNetworkV6, Role.Client)]
    public async Task A_thousand_one_after_the_other_leave_nothing(AddressFamily family, Role role)
    {
        using var peer = new StackPeer();
        await CallOneAfterTheOther(peer, family, role, 1000);
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.None);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, Role.Client)]
    [InlineData(AddressFamily.InterNetworkV6, Role.Server)]
    public async Task Two_hundred_at_once_leave_nothing(AddressFamily family, Role role)
    {
        using var peer = new StackPeer();
        await CallAtOnce(peer, family, role, 200);
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.None);
    }

    // A SYN that is lost costs a second, and a program waits for it: the worse the link, the fewer.
    [Theory]
    [InlineData(Harm.Loss1, AddressFamily.InterNetwork, Role.Client, 100)]
    [InlineData(Harm.Loss5, AddressFamily.InterNetworkV6, Role.Server, 40)]
    [InlineData(Harm.Loss20, AddressFamily.InterNetwork, Role.Server, 5)]
    [InlineData(Harm.Disorder, AddressFamily.InterNetwork, Role.Server, 1000)]
    [InlineData(Harm.Disorder, AddressFamily.InterNetworkV6, Role.Client, 1000)]
    public async Task One_after_the_other_they_leave_nothing_though_the_link_is_bad(Harm harm, AddressFamily family, Role role, int count)
    {
        using var link = new BadLink(harm);
        await CallOneAfterTheOther(link.StackPeer, family, role, count);
        await link.ExpectApproval();
    }

    [Theory]
    [InlineData(Harm.Loss1, AddressFamily.InterNetwork, Role.Server, 200)]
    [InlineData(Harm.Loss5, AddressFamily.InterNetworkV6, Role.Client, 100)]
    [InlineData(Harm.Loss20, AddressFamily.InterNetworkV6, Role.Server, 20)]
    [InlineData(Harm.Disorder, AddressFamily.InterNetwork, Role.Client, 200)]
    [InlineData(Harm.Disorder, AddressFamily.InterNetworkV6, Role.Server, 200)]
    public async Task At_once_they_leave_nothing_though_the_link_is_bad(Harm harm, AddressFamily family, Role role, int count)
    {
        using var link = new BadLink(harm);
        await CallAtOnce(link.StackPeer, family, role, count);
        await link.ExpectApproval();
    }

    private static async Task CallOneAfterTheOther(StackPeer peer, AddressFamily family, Role role, int count)
    {
        using var server = new Server(peer, family, role);
        var serving = Serve(server, count, peer.Token);
        for (var i = 0; i < count; i++)
            await Call(await server.Connect(), peer.Token);

        await serving;
        Assert.Equal(count, peer.Stack.Statistics.Established);
    }

    private static async Task CallAtOnce(StackPeer peer, AddressFamily family, Role role, int count)
    {
        using var server = new Server(peer, family, role);
        var serving = Serve(server, count, peer.Token);
        var streams = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => server.Connect()));
        Assert.Equal(count, peer.Stack.ConnectionCount);

        await Task.WhenAll(streams.Select(stream => Call(stream, peer.Token)));
        await serving;
        Assert.Equal(count, peer.Stack.Statistics.Established);
    }

    private static async Task Serve(Server server, int count, CancellationToken ct)
    {
        var echoes = new List<Task>();
        while (echoes.Count < count)
            echoes.Add(Echo(await server.Accept(), ct));

        await Task.WhenAll(echoes);
    }

    private static async Task Echo(Stream stream, CancellationToken ct)
    {
        await using (stream)
            await stream.CopyToAsync(stream, ct);
    }

    private static async Task Call(Stream stream, CancellationToken ct)
    {
        await using (stream)
        {
            await Text.Write(stream, Length, ct);
            Text.Finish(stream);
            await Text.Read(stream, Length, ct);
            await Text.ReadEnd(stream, ct);
        }
    }

    /// <summary>A socket that listens, on the one side or the other, and how to get there.</summary>
    private sealed class Server : IDisposable
    {
        private readonly IDisposable _listener;

        public Server(StackPeer peer, AddressFamily family, Role role)
        {
            if (role == Role.Server)
            {
                var listener = peer.Stack.Listen(new TcpEndpoint(KernelPeer.OurAddress(family), 0), backlog: 1000);
                var address = new IPEndPoint(KernelPeer.OurAddress(family).ToIPAddress(), listener.LocalEndPoint.Port);
                _listener = listener;
                Accept = async () => await listener.AcceptAsync(peer.Token);
                Connect = async () =>
                {
                    var socket = peer.Kernel.Namespace.CreateSocket(family);
                    await socket.ConnectAsync(address, peer.Token);
                    return new NetworkStream(socket, ownsSocket: true);
                };
            }
            else
            {
                var listener = peer.Kernel.Listen(family);
                var remote = new TcpEndpoint(KernelPeer.KernelAddress(family), (ushort)((IPEndPoint)listener.LocalEndPoint!).Port);
                _listener = listener;
                Accept = async () => new NetworkStream(await listener.AcceptAsync(peer.Token), ownsSocket: true);
                Connect = async () => await peer.Stack.ConnectAsync(remote, ct: peer.Token);
            }
        }

        public Func<Task<Stream>> Accept { get; }

        public Func<Task<Stream>> Connect { get; }

        public void Dispose() => _listener.Dispose();
    }
}
