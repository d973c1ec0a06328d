using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

/// <summary>Two stacks joined in memory, each driven by a thread of its own, in real time.</summary>
internal sealed class RunningPair : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Thread[] _threads;

    public RunningPair(TcpConnectionOptions? connection = null)
    {
        connection ??= TcpConnectionOptions.Linux;
        Left = new(Devices.Left, new() { LocalAddresses = [StackPair.LeftIpv4], Connection = connection });
        Right = new(Devices.Right, new() { LocalAddresses = [StackPair.RightIpv4], Connection = connection });
        _threads = [Start(Left), Start(Right)];
    }

    public DevicePair Devices { get; } = new();

    public TcpStack Left { get; }

    public TcpStack Right { get; }

    public async Task<(TcpStream Left, TcpStream Right)> ConnectAsync(TcpConnectionOptions? left = null)
    {
        using var listener = Right.Listen(0);
        var client = await Left.ConnectAsync(new(StackPair.RightIpv4, listener.LocalEndPoint.Port), options: left);
        return (client, await listener.AcceptAsync());
    }

    public void Dispose()
    {
        _stopping.Cancel();
        foreach (var thread in _threads)
            Assert.True(thread.Join(TimeSpan.FromSeconds(10)), "a stack does not stop");
        _stopping.Dispose();
    }

    private Thread Start(TcpStack stack)
    {
        var thread = new Thread(() => stack.Run(_stopping.Token));
        thread.Start();
        return thread;
    }
}
