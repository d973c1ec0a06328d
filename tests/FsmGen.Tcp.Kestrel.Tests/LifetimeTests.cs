using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using FsmGen.Tcp.Stack;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace FsmGen.Tcp.Kestrel.Tests;

public sealed class LifetimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("http://server.test/", 1)]
    [InlineData("http://server.test:81/", 2)]
    public async Task A_client_that_gives_up_aborts_the_request(string uri, int version)
    {
        var (begun, aborted) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var site = await Site.StartAsync(app => app.MapGet("/", async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            begun.SetResult();
            await aborted.Task;
        }));
        using var cancellation = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, uri)
        {
            Version = new(version, version == 1 ? 1 : 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var answer = site.Http.SendAsync(request, cancellation.Token);
        await begun.Task.WaitAsync(Patience);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await aborted.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_reset_aborts_the_request()
    {
        var (begun, aborted) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var site = await Site.StartAsync(app => app.MapGet("/", async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            begun.SetResult();
            await aborted.Task;
        }));
        await using var stream = await site.Client.ConnectAsync(new(Site.ServerAddress, 80));
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: server.test\r\n\r\n"u8.ToArray());
        await begun.Task.WaitAsync(Patience);
        stream.Abort();
        await aborted.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_server_that_aborts_resets_the_connection()
    {
        await using var site = await Site.StartAsync(static app => app.MapGet("/", static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        }));
        await using var stream = await site.Client.ConnectAsync(new(Site.ServerAddress, 80));
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: server.test\r\n\r\n"u8.ToArray());
        var error = await Assert.ThrowsAsync<TcpException>(() => stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Patience));
        Assert.Equal(TcpMessage.ConnectionReset, error.Reason);
    }

    [Fact]
    public async Task A_client_that_closes_before_its_request_is_over_is_answered_by_a_close_not_by_a_reset()
    {
        var (begun, aborted) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var site = await Site.StartAsync(app => app.MapGet("/", async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            begun.SetResult();
            await aborted.Task;
        }));
        await using var stream = await site.Client.ConnectAsync(new(Site.ServerAddress, 80));
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: server.test\r\n\r\n"u8.ToArray());
        await begun.Task.WaitAsync(Patience);
        stream.CompleteWrites();
        await aborted.Task.WaitAsync(Patience);
        Assert.Equal(0, await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Patience));
        Assert.Equal(0, site.Server.Statistics.ResetsSent);
    }

    [Fact]
    public async Task A_server_that_stops_finishes_what_it_has_begun()
    {
        var (begun, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var site = await Site.StartAsync(app => app.MapGet("/", async context =>
        {
            begun.SetResult();
            await finish.Task;
            await context.Response.WriteAsync(new string('x', 1_000_000));
        }));
        var answer = site.Http.GetStringAsync("http://server.test/");
        await begun.Task.WaitAsync(Patience);
        var stopping = site.App.StopAsync();
        await Refused(site);
        Assert.False(stopping.IsCompleted);

        finish.SetResult();
        Assert.Equal(1_000_000, (await answer).Length);
        await stopping.WaitAsync(Patience);
        site.Http.Dispose();
        await GoneAsync(site);
    }

    [Fact]
    public async Task A_peer_that_has_closed_its_side_is_read_to_the_end_and_still_answered()
    {
        await using var site = await Site.StartAsync(static _ => { });
        var factory = new TcpStackTransportFactory(site.Server);
        await using var listener = await factory.BindAsync(new IPEndPoint(IPAddress.Any, 0));
        await using var stream = await site.Client.ConnectAsync(new(Site.ServerAddress, (ushort)((IPEndPoint)listener.EndPoint).Port));
        var connection = await listener.AcceptAsync();
        Assert.NotNull(connection);

        await stream.WriteAsync("question"u8.ToArray());
        Assert.False(connection.ConnectionClosed.IsCancellationRequested);
        stream.CompleteWrites();
        var question = await connection.Transport.Input.ReadAtLeastAsync(100);
        Assert.True(question.IsCompleted);
        Assert.Equal("question", Encoding.ASCII.GetString(question.Buffer));
        await Fired(connection.ConnectionClosed);

        connection.Transport.Output.Write("answer"u8);
        await connection.Transport.Output.CompleteAsync();
        using var reader = new StreamReader(stream);
        Assert.Equal("answer", await reader.ReadToEndAsync().WaitAsync(Patience));
        await connection.DisposeAsync();
        await listener.UnbindAsync();
        Assert.Null(await listener.AcceptAsync());
    }

    [Fact]
    public async Task What_was_not_flushed_is_sent_when_the_connection_is_disposed()
    {
        await using var site = await Site.StartAsync(static _ => { });
        var (stream, connection) = await ConnectAsync(site);
        var text = RandomNumberGenerator.GetBytes(5_000_000);
        connection.Transport.Output.Write(text);
        connection.Transport.Output.Complete();
        var disposing = connection.DisposeAsync();
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy).WaitAsync(Patience);
        Assert.True(text.AsSpan().SequenceEqual(copy.ToArray()));
        await disposing;
        await stream.DisposeAsync();
        await GoneAsync(site);
    }

    [Fact]
    public async Task An_abort_ends_a_read_with_its_reason_and_a_flush_as_complete()
    {
        await using var site = await Site.StartAsync(static _ => { });
        var (stream, connection) = await ConnectAsync(site);
        var reading = connection.Transport.Input.ReadAsync().AsTask();
        var writing = connection.Transport.Output.WriteAsync(new byte[10_000_000]).AsTask();
        connection.Abort(new("enough"));
        Assert.Equal("enough", (await Assert.ThrowsAsync<ConnectionAbortedException>(() => reading.WaitAsync(Patience))).Message);
        Assert.True((await writing.WaitAsync(Patience)).IsCompleted);
        Assert.True((await connection.Transport.Output.FlushAsync()).IsCompleted);
        await Fired(connection.ConnectionClosed);
        await connection.DisposeAsync();
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task A_reset_ends_a_read_with_an_exception_and_a_flush_as_complete()
    {
        await using var site = await Site.StartAsync(static _ => { });
        var (stream, connection) = await ConnectAsync(site);
        var reading = connection.Transport.Input.ReadAsync().AsTask();
        var writing = connection.Transport.Output.WriteAsync(new byte[10_000_000]).AsTask();
        stream.Abort();
        await Assert.ThrowsAsync<ConnectionResetException>(() => reading.WaitAsync(Patience));
        Assert.True((await writing.WaitAsync(Patience)).IsCompleted);
        await Fired(connection.ConnectionClosed);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task A_read_can_be_cancelled_and_loses_nothing()
    {
        await using var site = await Site.StartAsync(static _ => { });
        var (stream, connection) = await ConnectAsync(site);
        var input = connection.Transport.Input;
        var reading = input.ReadAsync().AsTask();
        input.CancelPendingRead();
        var cancelled = await reading.WaitAsync(Patience);
        Assert.True(cancelled.IsCanceled);
        input.AdvanceTo(cancelled.Buffer.Start);
        await stream.WriteAsync("text"u8.ToArray());
        Assert.Equal("text", Encoding.ASCII.GetString((await input.ReadAtLeastAsync(4)).Buffer));
        await connection.DisposeAsync();
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Features_are_those_of_the_connection()
    {
        await using var site = await Site.StartAsync(static _ => { });
        var (stream, connection) = await ConnectAsync(site);
        Assert.Equal(connection.ConnectionId, connection.Features.Get<IConnectionIdFeature>()?.ConnectionId);
        Assert.Same(connection.Transport, connection.Features.Get<IConnectionTransportFeature>()?.Transport);
        Assert.Equal(connection.ConnectionClosed, connection.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed);
        Assert.Equal(connection.RemoteEndPoint, connection.Features.Get<IConnectionEndPointFeature>()?.RemoteEndPoint);
        Assert.Equal(stream.LocalEndPoint, connection.Features.Get<TcpStream>()?.RemoteEndPoint);
        connection.Items["key"] = 1;
        Assert.Equal(1, connection.Features.Get<IConnectionItemsFeature>()?.Items["key"]);
        await connection.DisposeAsync();
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task A_web_socket_talks_both_ways_and_closes()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.UseWebSockets();
            app.MapGet("/", static async context =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                var buffer = new byte[1000];
                while (await socket.ReceiveAsync(buffer, default) is { CloseStatus: null } message)
                    await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, default);
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", default);
            });
        });
        using var client = new ClientWebSocket();
        await client.ConnectAsync(new("ws://server.test/"), site.Http, default).WaitAsync(Patience);
        var (text, buffer) = (RandomNumberGenerator.GetBytes(50_000), new byte[50_000]);
        await client.SendAsync(text, WebSocketMessageType.Binary, endOfMessage: true, default);
        for (var count = 0; count < buffer.Length;)
            count += (await client.ReceiveAsync(buffer.AsMemory(count), default)).Count;
        Assert.Equal(text, buffer);
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", default).WaitAsync(Patience);
        Assert.Equal("bye", client.CloseStatusDescription);
    }

    private static async Task<(TcpStream Client, ConnectionContext Server)> ConnectAsync(Site site)
    {
        await using var listener = await new TcpStackTransportFactory(site.Server).BindAsync(new IPEndPoint(IPAddress.Any, 0));
        var stream = await site.Client.ConnectAsync(new(Site.ServerAddress, (ushort)((IPEndPoint)listener.EndPoint).Port));
        return (stream, await listener.AcceptAsync() ?? throw new InvalidOperationException("The listener was unbound"));
    }

    private static Task Fired(CancellationToken token)
    {
        var fired = new TaskCompletionSource();
        token.Register(fired.SetResult);
        return fired.Task.WaitAsync(Patience, CancellationToken.None);
    }

    // The listener is gone some time after the server was asked to stop; until then it still accepts.
    private static async Task Refused(Site site)
    {
        while (true)
        {
            try
            {
                await using var stream = await site.Client.ConnectAsync(new(Site.ServerAddress, 80));
            }
            catch (TcpException e) when (e.Reason == TcpMessage.ConnectionRefused)
            {
                return;
            }
        }
    }

    private static async Task GoneAsync(Site site)
    {
        var start = Environment.TickCount64;
        while (site.Server.ConnectionCount + site.Client.ConnectionCount > 0)
        {
            Assert.True(Environment.TickCount64 - start < Patience.TotalMilliseconds, "connections remain");
            await Task.Yield();
        }
    }
}
