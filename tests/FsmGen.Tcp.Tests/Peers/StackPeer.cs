using System.Net;
using System.Net.Sockets;
using FsmGen.Runtime.Captures;
using FsmGen.Tcp.Devices;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>A stack of ours on a thread of its own, with Linux at the other end of its link.</summary>
/// <remarks><code>
/// tests ── TcpStack ── [link] ── capture ── TUN device ── kernel
/// </code></remarks>
internal sealed class StackPeer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _patience = new(Patience);
    private readonly TemporaryFile _capture = new();
    private readonly INetworkDevice _device;
    private CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>Makes the namespace, the link and the stack, and lets it run; skips the test where that cannot be.</summary>
    /// <param name="options">The options of connections; those of Linux by default.</param>
    /// <param name="mtu">The MTU of the link, in bytes.</param>
    /// <param name="link">Makes of the device the one that the stack sees.</param>
    public StackPeer(TcpConnectionOptions? options = null, int mtu = 1500, Func<INetworkDevice, INetworkDevice>? link = null)
    {
        Kernel = new(mtu);
        _device = new CapturingDevice(Kernel.Device, new PcapngWriter(File.Create(_capture.Path)));
        _device = link?.Invoke(_device) ?? _device;
        Stack = new(_device, new()
        {
            LocalAddresses = [KernelPeer.OurIpv4, KernelPeer.OurIpv6],
            Connection = options ?? TcpConnectionOptions.Linux,
            Memory = Memory,
        });
        Resume();
    }

    public KernelPeer Kernel { get; }

    public TcpStack Stack { get; }

    /// <summary>What the connections of this stack have on hand.</summary>
    public TcpMemory Memory { get; } = new();

    /// <summary>Cancelled once a test has taken so long that it will not end.</summary>
    public CancellationToken Token => _patience.Token;

    /// <summary>Lets the stack run on a thread of its own.</summary>
    public void Resume()
    {
        _stopping = new();
        _running = Task.Factory.StartNew(
            () => Stack.Run(_stopping.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Stops it: what the kernel sends waits in the link, what we send still leaves.</summary>
    public void Pause()
    {
        _stopping.Cancel();
        _running.GetAwaiter().GetResult();
        _stopping.Dispose();
    }

    /// <summary>Makes a connection between the two.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="role">Ours.</param>
    /// <param name="receiveBufferSize">What the kernel gets for what it receives, in bytes; null for what it thinks best.</param>
    public async Task<Conversation> Connect(AddressFamily family, Role role, int? receiveBufferSize = null)
    {
        if (role == Role.Client)
        {
            using var socket = Kernel.Listen(family);
            socket.ReceiveBufferSize = receiveBufferSize ?? socket.ReceiveBufferSize;
            var remote = new TcpEndpoint(KernelPeer.KernelAddress(family), (ushort)((IPEndPoint)socket.LocalEndPoint!).Port);
            var stream = await Stack.ConnectAsync(remote, ct: Token);
            return new(stream, await socket.AcceptAsync(Token));
        }

        using var listener = Stack.Listen(0);
        var accepting = listener.AcceptAsync(Token);
        var client = Kernel.Namespace.CreateSocket(family);
        if (receiveBufferSize is { } size)
            client.ReceiveBufferSize = size;
        await client.ConnectAsync(KernelPeer.OurAddress(family).ToIPAddress(), listener.LocalEndPoint.Port, Token);
        return new(await accepting, client);
    }

    /// <summary>Waits until something holds.</summary>
    public void Until(Func<bool> holds, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!SpinWait.SpinUntil(holds, TimeSpan.FromSeconds(1)))
        {
            if (_running.IsFaulted)
                _running.GetAwaiter().GetResult();
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"It never happened: {what}");
        }
    }

    /// <summary>Waits until all connections are over; then none may hold memory.</summary>
    public void ExpectNothingLeft()
    {
        Until(() => Stack.ConnectionCount == 0, "no connection is left");
        Assert.Equal(0, Memory.InUse);
    }

    /// <summary>Ends the stack and the link, and asks Wireshark what it thinks of what has crossed it.</summary>
    /// <param name="circumstances">What explains remarks.</param>
    public async Task ExpectApproval(Circumstances circumstances)
    {
        Stop();
        await WiresharkVerdict.Expect(_capture.Path, Circumstances.Delay | circumstances, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Stop();
        _capture.Dispose();
    }

    private void Stop()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        try
        {
            Stack.Dispose();
            Pause();
        }
        finally
        {
            _device.Dispose();
            Kernel.Dispose();
            _patience.Dispose();
        }
    }
}
