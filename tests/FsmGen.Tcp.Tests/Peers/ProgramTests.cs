using System.Net;
using System.Net.Sockets;
using System.Text;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Programs that everybody knows, at the other end.</summary>
[Collection(LinuxAsPeer.Name)]
public sealed class ProgramTests
{
    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task Curl_downloads_from_us(AddressFamily family)
    {
        const int length = 10_000_000;
        Peer.SkipUnlessPossible("curl");
        using var peer = new StackPeer();
        using var file = new TemporaryFile();
        using var listener = peer.Stack.Listen(80);
        var host = new IPEndPoint(KernelPeer.OurAddress(family).ToIPAddress(), 80);
        var curl = peer.Kernel.Namespace.Start("curl", "-s", "-S", "--fail", "--output", file.Path, $"http://{host}/");

        await using (var stream = await listener.AcceptAsync(peer.Token))
            await Serve(stream, length, peer.Token);

        await curl.Finish();
        await using (var content = File.OpenRead(file.Path))
        {
            await Text.Read(content, length, peer.Token);
            await Text.ReadEnd(content, peer.Token);
        }

        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.FlowControl);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task HttpClient_downloads_from_nginx_through_us(AddressFamily family)
    {
        Peer.SkipUnlessPossible("nginx");
        using var peer = new StackPeer();
        await Download(peer, family, 100_000_000);
        peer.ExpectNothingLeft();
        await peer.ExpectApproval(Circumstances.FlowControl);
    }

    [Theory]
    [InlineData(Harm.Loss1, AddressFamily.InterNetwork, 5_000_000)]
    [InlineData(Harm.Loss5, AddressFamily.InterNetworkV6, 500_000)]
    [InlineData(Harm.Loss20, AddressFamily.InterNetwork, 40_000)]
    [InlineData(Harm.Disorder, AddressFamily.InterNetworkV6, 5_000_000)]
    public async Task HttpClient_downloads_from_nginx_through_us_though_the_link_is_bad(Harm harm, AddressFamily family, long length)
    {
        Peer.SkipUnlessPossible("nginx");
        using var link = new BadLink(harm);
        await Download(link.StackPeer, family, length);
        await link.ExpectApproval(Circumstances.FlowControl);
    }

    private static async Task Download(StackPeer peer, AddressFamily family, long length)
    {
        using var nginx = new Nginx(peer.Kernel.Namespace, new IPEndPoint(KernelPeer.KernelAddress(family).ToIPAddress(), 80));
        await using (var file = File.Create(Path.Combine(nginx.Folder, "file")))
            await Text.Write(file, length, peer.Token);

        using var handler = new SocketsHttpHandler { ConnectCallback = Connect };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var response = await client.GetAsync(new Uri($"http://{nginx.Address}/file"), HttpCompletionOption.ResponseHeadersRead, peer.Token);
        Assert.Equal((HttpStatusCode.OK, length), (response.StatusCode, response.Content.Headers.ContentLength));
        await using var content = await response.Content.ReadAsStreamAsync(peer.Token);
        await Text.Read(content, length, peer.Token);
        await Text.ReadEnd(content, peer.Token);

        async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct) =>
            await peer.Stack.ConnectAsync(new(new(IPAddress.Parse(context.DnsEndPoint.Host)), (ushort)context.DnsEndPoint.Port), ct: ct);
    }

    /// <summary>Answers one request, whatever it is for, as HTTP/1.0 says: the end of the connection is that of the text.</summary>
    private static async Task Serve(TcpStream stream, int length, CancellationToken ct)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync(ct) is { Length: > 0 })
        {
        }

        await stream.WriteAsync("HTTP/1.0 200 OK\r\n\r\n"u8.ToArray(), ct);
        await Text.Write(stream, length, ct);
    }
}
