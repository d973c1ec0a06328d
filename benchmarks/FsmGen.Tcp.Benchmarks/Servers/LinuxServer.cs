using System.Diagnostics;
using FsmGen.Tcp.Benchmarks.Linux;
using FsmGen.Tcp.Tests.Peers;

namespace FsmGen.Tcp.Benchmarks.Servers;

/// <summary>A server in C on the TCP of Linux, in another network namespace; a program in C carries packets between two TUN devices.</summary>
internal sealed class LinuxServer : IServer
{
    private const string Address = "192.0.2.2";

    private readonly NetworkNamespace _clients = new(), _servers = new();
    private readonly PeerProcess _forward, _server;

    public LinuxServer()
    {
        Ceiling.AddTun(_clients, "192.0.2.1");
        Ceiling.AddTun(_servers, Address);
        _forward = _clients.Start(NativePrograms.ForwardPath, _servers.Name);
        _server = _servers.Start(NativePrograms.ServerPath, Address);
        var isListening = SpinWait.SpinUntil(() => _servers.Run("ss", "-Hltn").Contains($"{Address}:{(int)Service.Connect} ", StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.True(isListening, "the server in C does not listen");
    }

    public string Name => "Linux, carried by C";

    public TimeSpan ProcessorTime => TimeOf(_forward.Id) + TimeOf(_server.Id);

    public NativeReport Use(Service service, long count) =>
        NativeReport.Parse(_clients.Run(NativePrograms.ClientPath, $"{service}".ToLowerInvariant(), Address, $"{(int)service}", $"{count}"));

    public void Dispose()
    {
        _clients.Dispose();
        _servers.Dispose();
    }

    private static TimeSpan TimeOf(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime;
    }
}
