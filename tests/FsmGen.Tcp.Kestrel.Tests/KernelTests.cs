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
        var block = RandomNumberGenerator.GetBytes(1_000_000);
        await ServeAsync(
            app => app.MapGet("/", async context =>
            {
                context.Response.ContentLength = Length;
                for (var sent = 0; sent < Length; sent += block.Length)
                    await context.Response.Body.WriteAsync(block);
            }),
            async peer =>
            {
                var shell = peer.Namespace.Start("sh", "-c", $"curl --silent --show-error --fail --globoff {UriOf(family)} | sha256sum");
                Assert.StartsWith(HashOf(block), await shell.Finish());
            });
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task Curl_sends_a_hundred_megabytes_to_our_server(AddressFamily family)
    {
        Peer.SkipUnlessPossible("curl", "head");
        await ServeAsync(
            static app => app.MapPost("/", static async context =>
            {
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(context.Request.Body));
                await context.Response.Body.WriteAsync(System.Text.Encoding.ASCII.GetBytes(hash));
            }),
            async peer =>
            {
                var shell = peer.Namespace.Start(
                    "sh", "-c", $"head -c {Length} /dev/zero | curl --silent --show-error --fail --globoff -T - -X POST {UriOf(family)}");
                Assert.Equal(HashOf(new byte[1_000_000]), await shell.Finish());
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

    // The hash of a block as often as the length asks for.
    private static string HashOf(byte[] block)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var length = 0; length < Length; length += block.Length)
            hash.AppendData(block);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
