using System.Buffers.Binary;
using System.Diagnostics;
using FsmGen.Tcp.Benchmarks.Linux;
using FsmGen.Tcp.Stack;
using FsmGen.Tcp.Tests.Peers;

namespace FsmGen.Tcp.Benchmarks.Servers;

/// <summary>A server on our stack, which has a thread of its own; streams are read and written as .NET programs do.</summary>
internal sealed class StackServer : IServer
{
    private const int Piece = 65536;

    private readonly KernelPeer _kernel = new();
    private readonly TcpStack _stack;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private readonly List<TcpStream> _held = [];

    public StackServer()
    {
        _stack = new(_kernel.Device, new() { LocalAddresses = [KernelPeer.OurIpv4], Connection = TcpConnectionOptions.Linux with { NoDelay = true } });
        _running = Task.Factory.StartNew(() => _stack.Run(_stopping.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        foreach (var service in Enum.GetValues<Service>())
            _ = Accept(service, _stack.Listen((ushort)service));
    }

    public string Name => "FsmGen";

    public TimeSpan ProcessorTime => Process.GetCurrentProcess().TotalProcessorTime;

    /// <summary>Connections that are held.</summary>
    public int Held
    {
        get
        {
            lock (_held)
                return _held.Count;
        }
    }

    public NativeReport Use(Service service, long count) => NativeReport.Parse(_kernel.Namespace.Run(NativePrograms.ClientPath, Arguments(service, count)));

    /// <summary>Lets a program on Linux make connections, and keep them until the server is disposed.</summary>
    public void StartHolding(long count) => _kernel.Namespace.Start(NativePrograms.ClientPath, Arguments(Service.Hold, count));

    public void Dispose()
    {
        _stack.Dispose();
        _stopping.Cancel();
        _running.GetAwaiter().GetResult();
        _kernel.Dispose();
        _stopping.Dispose();
    }

    private static string[] Arguments(Service service, long count) => [$"{service}".ToLowerInvariant(), $"{KernelPeer.OurIpv4}", $"{(int)service}", $"{count}"];

    private async Task Accept(Service service, TcpListener listener)
    {
        while (true)
        {
            TcpStream stream;
            try
            {
                stream = await listener.AcceptAsync();
            }
            catch (Exception e) when (e is ObjectDisposedException or IOException)
            {
                return;
            }

            if (service == Service.Connect)
                stream.Dispose();
            else if (service == Service.Hold)
                Hold(stream);
            else
                _ = Serve(service, stream);
        }
    }

    private void Hold(TcpStream stream)
    {
        lock (_held)
            _held.Add(stream);
    }

    private static async Task Serve(Service service, TcpStream stream)
    {
        using (stream)
        {
            var text = new byte[Piece];
            switch (service)
            {
                case Service.Download:
                    await stream.ReadExactlyAsync(text.AsMemory(0, sizeof(long)));
                    for (var left = BinaryPrimitives.ReadInt64LittleEndian(text); left > 0; left -= Piece)
                        await stream.WriteAsync(text.AsMemory(0, (int)Math.Min(left, Piece)));
                    break;

                case Service.Upload:
                    while (await stream.ReadAsync(text) > 0)
                    {
                    }

                    break;

                default:
                    for (int length; (length = await stream.ReadAsync(text)) > 0;)
                        await stream.WriteAsync(text.AsMemory(0, length));
                    break;
            }
        }
    }
}
