using System.Net.Sockets;
using System.Security.Cryptography;
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
        using var peer = new StackPeer();
        await FetchAsync(peer, family, Length);
        await peer.ExpectApproval(Circumstances.FlowControl);
    }

    [Theory]
    [InlineData(Harm.Loss1, AddressFamily.InterNetworkV6, 5_000_000)]
    [InlineData(Harm.Loss5, AddressFamily.InterNetwork, 500_000)]
    [InlineData(Harm.Loss20, AddressFamily.InterNetworkV6, 40_000)]
    [InlineData(Harm.Disorder, AddressFamily.InterNetwork, 5_000_000)]
    public async Task Curl_fetches_from_our_server_though_the_link_is_bad(Harm harm, AddressFamily family, int length)
    {
        using var link = new BadLink(harm);
        await FetchAsync(link.StackPeer, family, length);
        await link.ExpectApproval(Circumstances.FlowControl);
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
            foreach (var block in Blocks(Length))
                await file.WriteAsync(block);
        }

        using var peer = new StackPeer();
        await ServeAsync(
            peer,
            static app => app.MapPost("/", static async context =>
            {
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(context.Request.Body));
                await context.Response.Body.WriteAsync(System.Text.Encoding.ASCII.GetBytes(hash));
            }),
            async () =>
            {
                var shell = peer.Kernel.Namespace.Start(
                    "sh", "-c", $"cat {body.Path} | curl --silent --show-error --fail --globoff -T - -X POST {UriOf(family)}");
                Assert.Equal(Hash(Length), await shell.Finish());
            });
        await peer.ExpectApproval(Circumstances.FlowControl);
    }

    private static async Task FetchAsync(StackPeer peer, AddressFamily family, int length)
    {
        Peer.SkipUnlessPossible("curl", "sha256sum");
        await ServeAsync(
            peer,
            app => app.MapGet("/", async context =>
            {
                context.Response.ContentLength = length;
                foreach (var block in Blocks(length))
                    await context.Response.Body.WriteAsync(block);
            }),
            async () =>
            {
                var shell = peer.Kernel.Namespace.Start(
                    "sh", "-c", $"curl --silent --show-error --fail --globoff {UriOf(family)} | sha256sum");
                Assert.StartsWith(Hash(length), await shell.Finish());
            });
    }

    private static async Task ServeAsync(StackPeer peer, Action<WebApplication> map, Func<Task> test)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTcpStack(peer.Stack).ConfigureKestrel(static options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.ListenAnyIP(80);
        });
        await using var app = builder.Build();
        map(app);
        await app.StartAsync();
        await test();

        // A server that is disposed resets the connections that it still has, even one whose end it just has not heard of.
        peer.ExpectNothingLeft();
    }

    private static string UriOf(AddressFamily family) =>
        family == AddressFamily.InterNetwork ? $"http://{KernelPeer.OurIpv4}/" : $"http://[{KernelPeer.OurIpv6}]/";

    // No two of them are alike, so that none can be missed, or take the place of another.
    private static IEnumerable<byte[]> Blocks(int length)
    {
        const int blockLength = 1_000_000;
        for (var number = 0; number * blockLength < length; number++)
        {
            var block = new byte[Math.Min(blockLength, length - (number * blockLength))];
            new Random(number).NextBytes(block);
            yield return block;
        }
    }

    private static string Hash(int length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var block in Blocks(length))
            hash.AppendData(block);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
