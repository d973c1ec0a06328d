using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using FsmGen.Tcp.Devices;
using FsmGen.Tcp.Tests.Peers;

namespace FsmGen.Tcp.Tests.Devices;

public sealed class TunWaitTests
{
    private const int Patience = 60_000;
    private const int WindowChange = 28;

    [Fact]
    public void A_wake_before_a_wait_ends_it_once()
    {
        using var peer = new KernelPeer();
        peer.Device.Wake();
        peer.Device.Wake();

        peer.Device.Wait(Timeout.InfiniteTimeSpan);

        using var waiter = new Waiter(peer.Device);
        Assert.False(waiter.HasEnded);
        peer.Device.Wake();
        Assert.True(waiter.Join());
    }

    [Fact]
    public void A_packet_ends_a_wait()
    {
        using var peer = new KernelPeer();
        using var socket = peer.Namespace.Enter(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        using var waiter = new Waiter(peer.Device);

        socket.SendTo([1], new IPEndPoint(KernelPeer.OurIpv4.ToIPAddress(), 9));

        Assert.True(waiter.Join());
        Assert.Equal(1, peer.Device.Receive(new PacketBatch(1, 1500)));
    }

    [Fact]
    public void A_wait_ends_with_its_time()
    {
        using var peer = new KernelPeer();
        peer.Device.Wait(TimeSpan.Zero);
        peer.Device.Wait(TimeSpan.FromTicks(1));
        peer.Device.Wait(TimeSpan.FromMilliseconds(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => peer.Device.Wait(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void A_signal_does_not_end_a_wait()
    {
        var signals = 0;
        using var handler = PosixSignalRegistration.Create((PosixSignal)WindowChange, context =>
        {
            context.Cancel = true;
            Interlocked.Increment(ref signals);
        });
        using var peer = new KernelPeer();
        using var waiter = new Waiter(peer.Device);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(0, SendSignal(Environment.ProcessId, waiter.ThreadId, WindowChange));
            waiter.UntilAsleep();
        }

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref signals) > 0, Patience));
        Assert.False(waiter.HasEnded);
        peer.Device.Wake();
        Assert.True(waiter.Join());
    }

    [Fact]
    public void Dispose_ends_the_wait_of_another_thread_and_later_calls_throw()
    {
        using var peer = new KernelPeer();
        using var waiter = new Waiter(peer.Device);

        peer.Device.Dispose();

        Assert.True(waiter.Join());
        Assert.Throws<ObjectDisposedException>(() => peer.Device.Wait(TimeSpan.Zero));
        Assert.Throws<ObjectDisposedException>(() => peer.Device.Receive(new PacketBatch(1, 1500)));
        Assert.Throws<ObjectDisposedException>(() => peer.Device.Send(new PacketBatch(1, 1500)));
        peer.Device.Wake();
        peer.Device.Dispose();
    }

    [Fact]
    public void A_device_may_be_disposed_and_woken_by_many_threads_while_one_waits()
    {
        using var space = new NetworkNamespace();
        for (var i = 0; i < 10; i++)
        {
            var device = space.OpenTun();
            var loop = new Thread(() =>
            {
                try
                {
                    while (true)
                        device.Wait(Timeout.InfiniteTimeSpan);
                }
                catch (ObjectDisposedException)
                {
                }
            });

            loop.Start();
            Parallel.For(0, 8, n =>
            {
                device.Wake();
                if (n == 4)
                    device.Dispose();
            });
            Assert.True(loop.Join(Patience));
        }
    }

    [DllImport("libc", EntryPoint = "tgkill", SetLastError = true)]
    private static extern int SendSignal(int process, int thread, int signal);

    [DllImport("libc", EntryPoint = "gettid")]
    private static extern int CurrentThreadId();

    /// <summary>A thread that waits without limit, and sleeps by now.</summary>
    private sealed class Waiter : IDisposable
    {
        private readonly Thread _thread;
        private int _id;
        private Exception? _failure;

        public Waiter(TunDevice device)
        {
            _thread = new(() =>
            {
                Volatile.Write(ref _id, CurrentThreadId());
                try
                {
                    device.Wait(Timeout.InfiniteTimeSpan);
                }
                catch (Exception e)
                {
                    _failure = e;
                }
            })
            { IsBackground = true };

            _thread.Start();
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref _id) != 0, Patience));
            UntilAsleep();
        }

        public int ThreadId => _id;

        public bool HasEnded => !_thread.IsAlive;

        /// <summary>Returns once the kernel says that the thread sleeps, or it has ended.</summary>
        public void UntilAsleep()
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{_id}/stat");
            Assert.True(SpinWait.SpinUntil(() => HasEnded || File.ReadAllText(path).Contains(") S ", StringComparison.Ordinal), Patience));
        }

        public bool Join()
        {
            var hasEnded = _thread.Join(Patience);
            Assert.Null(_failure);
            return hasEnded;
        }

        public void Dispose() => Assert.True(Join());
    }
}
