using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Stack;
using FsmGen.Tcp.Tests.Stack;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FsmGen.Tcp.Kestrel.Tests;

/// <summary>Kestrel on one stack and HttpClient on another, joined in memory, each driven by a thread of its own.</summary>
/// <remarks><code>
/// HttpClient ── Client ──── DevicePair ──── Server ── Kestrel
///               192.0.2.1                   192.0.2.2
/// </code></remarks>
internal sealed class Site : IAsyncDisposable
{
    public static readonly IpAddress ClientAddress = IpAddress.Parse("192.0.2.1"), ServerAddress = IpAddress.Parse("192.0.2.2");

    // Nobody listens there on port 443; and the client has no address for IPv6.
    private static readonly IpAddress OtherAddress = IpAddress.Parse("192.0.2.3"), Ipv6Address = IpAddress.Parse("2001:db8::2");

    private static readonly X509Certificate2 Certificate = MakeCertificate();

    private readonly CancellationTokenSource _stopping = new();
    private readonly Thread[] _threads;

    private Site(WebApplication app, DevicePair devices, TcpStack server)
    {
        (App, Server) = (app, server);
        Client = new(devices.Left, new() { LocalAddresses = [ClientAddress], Connection = TcpConnectionOptions.Linux });
        Handler = new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate!.Equals(Certificate) }, // TLS gives one
        }.UseTcpStack(Client, static (_, _) => Task.FromResult<IPAddress[]>(
            [Ipv6Address.ToIPAddress(), OtherAddress.ToIPAddress(), ServerAddress.ToIPAddress()]));
        Http = new(Handler) { Timeout = TimeSpan.FromSeconds(60) };
        _threads = [Start(Client), Start(server)];
    }

    public WebApplication App { get; }

    public TcpStack Server { get; }

    public TcpStack Client { get; }

    public SocketsHttpHandler Handler { get; }

    public HttpClient Http { get; }

    /// <summary>Starts a server with plain HTTP/1.1 on port 80, HTTP/2 on port 81, both with TLS on port 443.</summary>
    public static async Task<Site> StartAsync(Action<WebApplication> map)
    {
        var devices = new DevicePair();
        var server = new TcpStack(devices.Right, new() { LocalAddresses = [ServerAddress, OtherAddress], Connection = TcpConnectionOptions.Linux });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(60));
        builder.WebHost.UseTcpStack(server).UseKestrelHttpsConfiguration().ConfigureKestrel(static options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.ListenAnyIP(80, static endpoint => endpoint.Protocols = HttpProtocols.Http1);
            options.ListenAnyIP(81, static endpoint => endpoint.Protocols = HttpProtocols.Http2);
            options.Listen(ServerAddress.ToIPAddress(), 443, static endpoint => endpoint.UseHttps(Certificate));
        });

        var app = builder.Build();
        map(app);
        var site = new Site(app, devices, server);
        await app.StartAsync();
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
        await _stopping.CancelAsync();
        foreach (var thread in _threads)
            thread.Join();

        Client.Dispose();
        Server.Dispose();
        _stopping.Dispose();
    }

    private Thread Start(TcpStack stack)
    {
        var thread = new Thread(() => stack.Run(_stopping.Token));
        thread.Start();
        return thread;
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server.test", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
