using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace FsmGen.Tcp.Kestrel.Tests;

public sealed class HttpTests
{
    [Fact]
    public async Task A_page_is_served_and_both_ends_know_each_other()
    {
        await using var site = await Site.StartAsync(static app => app.MapGet("/", static (HttpContext context) =>
            $"{context.Connection.RemoteIpAddress}->{context.Connection.LocalIpAddress}:{context.Connection.LocalPort}"));
        Assert.Equal("192.0.2.1->192.0.2.3:80", await site.Http.GetStringAsync("http://server.test/"));
        Assert.Equal("192.0.2.1->192.0.2.2:80", await site.Http.GetStringAsync("http://192.0.2.2/"));
    }

    [Theory]
    [InlineData("http://server.test/", 1)]
    [InlineData("http://server.test:81/", 2)]
    [InlineData("https://server.test/", 1)]
    [InlineData("https://server.test/", 2)]
    public async Task Ten_megabytes_come_back_as_they_went(string uri, int version)
    {
        await using var site = await Site.StartAsync(static app => app.MapPost("/", static async context =>
        {
            // The client reads nothing before it has sent all.
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length));
        }));
        var bytes = RandomNumberGenerator.GetBytes(10_000_000);
        using var request = new HttpRequestMessage(HttpMethod.Post, uri)
        {
            Content = new ByteArrayContent(bytes),
            Version = version == 2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await site.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(version, response.Version.Major);
        var echo = await response.Content.ReadAsByteArrayAsync();
        Assert.True(bytes.AsSpan().SequenceEqual(echo));
    }

    [Fact]
    public async Task A_response_streams_while_it_is_made()
    {
        var received = new SemaphoreSlim(0);
        await using var site = await Site.StartAsync(app => app.MapGet("/", async context =>
        {
            for (var i = 0; i < 100; i++)
            {
                await context.Response.WriteAsync($"{i}\n");
                await context.Response.Body.FlushAsync();
                await received.WaitAsync();
            }
        }));
        using var response = await site.Http.GetAsync("http://server.test/", HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.Headers.TransferEncodingChunked);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal($"{i}", await reader.ReadLineAsync());
            received.Release();
        }

        Assert.Null(await reader.ReadLineAsync());
    }

    [Fact]
    public async Task Requests_follow_each_other_on_one_connection()
    {
        await using var site = await Site.StartAsync(static app => app.MapGet("/", static (HttpContext context) => context.Connection.Id));
        var ids = new HashSet<string>();
        for (var i = 0; i < 100; i++)
            ids.Add(await site.Http.GetStringAsync("http://server.test/"));
        Assert.Single(ids);
        Assert.Equal(1, site.Server.Statistics.Established);
    }

    [Fact]
    public async Task A_hundred_requests_at_once_have_a_connection_each()
    {
        const int count = 100;
        var arrived = 0;
        var all = new TaskCompletionSource();
        await using var site = await Site.StartAsync(app => app.MapGet("/{text}", async (string text) =>
        {
            if (Interlocked.Increment(ref arrived) == count)
                all.SetResult();
            await all.Task;
            return string.Concat(Enumerable.Repeat(text, 10_000));
        }));
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(i => site.Http.GetStringAsync($"http://server.test/{i},")));
        for (var i = 0; i < count; i++)
            Assert.Equal(string.Concat(Enumerable.Repeat($"{i},", 10_000)), answers[i]);
        Assert.Equal(count, site.Server.Statistics.Established);
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_said_to_be()
    {
        await using var site = await Site.StartAsync(static _ => { });
        var factory = new TcpStackTransportFactory(site.Server);
        await Assert.ThrowsAsync<AddressInUseException>(async () => await factory.BindAsync(new IPEndPoint(IPAddress.Any, 80)));
        Assert.True(factory.CanBind(new IPEndPoint(IPAddress.IPv6Any, 0)));
        Assert.True(factory.CanBind(new IPEndPoint(Site.ServerAddress.ToIPAddress(), 0)));
        Assert.False(factory.CanBind(new IPEndPoint(IPAddress.Loopback, 0)));
        Assert.False(factory.CanBind(new DnsEndPoint("server.test", 80)));
    }
}
