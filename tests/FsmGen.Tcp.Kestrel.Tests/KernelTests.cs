using System.Net.Sockets;
using System.Security.Cryptography;
using FsmGen.Tcp.Stack;
using FsmGen.Tcp.Tests.Peers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace FsmGen.Tcp.Kestrel.Tests;

public sealed class KernelTests
{
    private const int Length = 100_000_000;

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task Curl_fetches_a_hundred_megabytes_from_our_server(AddressFamily family)
    {
        Peer.SkipUnlessPossible("curl", "sha256sum");
        await ServeAsync(
            static app => app.MapGet("/", static async context =>
            {
                context.Response.ContentLength = Length;
                foreach (var block in Blocks())
                    await context.Response.Body.WriteAsync(block);
            }),
            async peer =>
            {
                var shell = peer.Namespace.Start("sh", "-c", $"curl --silent --show-error --fail --globoff {UriOf(family)} | sha256sum");
                Assert.StartsWith(Hash(), await shell.Finish());
            });
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task Curl_sends_a_hundred_megabytes_to_our_server(AddressFamily family)
    {
        Peer.SkipUnlessPossible("curl");
        using var body = new TemporaryFile();
        await using (var file = File.Create(body.Path))
        {
            foreach (var block in Blocks())
                await file.WriteAsync(block);
        }

        await ServeAsync(
            static app => app.MapPost("/", static async context =>
            {
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(context.Request.Body));
                await context.Response.Body.WriteAsync(System.Text.Encoding.ASCII.GetBytes(hash));
            }),
            async peer =>
            {
                var shell = peer.Namespace.Start(
                    "sh", "-c", $"cat {body.Path} | curl --silent --show-error --fail --globoff -T - -X POST {UriOf(family)}");
                Assert.Equal(Hash(), await shell.Finish());
            });
    }

    private static async Task ServeAsync(Action<WebApplication> map, Func<KernelPeer, Task> test)
    {
        using var peer = new KernelPeer();
        using var stopping = new CancellationTokenSource();
        using var stack = new TcpStack(peer.Device, new()
        {
            LocalAddresses = [KernelPeer.OurIpv4, KernelPeer.OurIpv6],
            Connection = TcpConnectionOptions.Linux,
        });
        var thread = new Thread(() => stack.Run(stopping.Token));
        thread.Start();
        try
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseTcpStack(stack).ConfigureKestrel(static options =>
            {
                options.Limits.MaxRequestBodySize = null;
                options.ListenAnyIP(80);
            });
            await using var app = builder.Build();
            map(app);
            await app.StartAsync();
            await test(peer);
        }
        finally
        {
            await stopping.CancelAsync();
            thread.Join();
        }
    }

    private static string UriOf(AddressFamily family) =>
        family == AddressFamily.InterNetwork ? $"http://{KernelPeer.OurIpv4}/" : $"http://[{KernelPeer.OurIpv6}]/";

    // No two of them are alike, so that none can be missed, or take the place of another.
    private static IEnumerable<byte[]> Blocks()
    {
        const int blockLength = 1_000_000;
        for (var number = 0; number < Length / blockLength; number++)
        {
            var block = new byte[blockLength];
            new Random(number).NextBytes(block);
            yield return block;
        }
    }

    private static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var block in Blocks())
            hash.AppendData(block);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
