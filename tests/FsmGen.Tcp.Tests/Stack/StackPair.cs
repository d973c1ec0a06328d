using FsmGen.Runtime.Packets;
using FsmGen.Runtime.Timers;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

/// <summary>Two stacks joined in memory, on one thread and under virtual time.</summary>
internal sealed class StackPair
{
    public static readonly IpAddress LeftIpv4 = IpAddress.Parse("192.0.2.1"), LeftIpv6 = IpAddress.Parse("2001:db8::1");
    public static readonly IpAddress RightIpv4 = IpAddress.Parse("192.0.2.2"), RightIpv6 = IpAddress.Parse("2001:db8::2");

    public StackPair(
        Func<TcpStackOptions, TcpStackOptions>? left = null, Func<TcpStackOptions, TcpStackOptions>? right = null, int mtu = 1500, int capacity = 256)
    {
        Devices = new(capacity, mtu);
        var options = new TcpStackOptions { Connection = TcpConnectionOptions.Rfc, TimeProvider = Time, ContinuesInline = true, Seed = 1, Memory = new() };
        var (l, r) = (options with { LocalAddresses = [LeftIpv4, LeftIpv6] }, options with { LocalAddresses = [RightIpv4, RightIpv6] });
        Left = new(Devices.Left, left?.Invoke(l) ?? l);
        Right = new(Devices.Right, right?.Invoke(r) ?? r);
    }

    public VirtualTimeProvider Time { get; } = new();

    public DevicePair Devices { get; }

    public TcpStack Left { get; }

    public TcpStack Right { get; }

    /// <summary>Lets all packets arrive, and all that is sent in answer.</summary>
    public void Settle()
    {
        while (Left.Poll() + Right.Poll() > 0)
        {
        }
    }

    /// <summary>Lets time pass, from deadline to deadline.</summary>
    public void Pass(TimeSpan span)
    {
        var end = Time.Wheel.Now + span;
        Settle();
        while (Next() is { } next && next <= end)
            MoveTo(next);
        MoveTo(end);
    }

    /// <summary>Lets time pass until a task is done, and gives its result.</summary>
    public T Await<T>(ValueTask<T> task) => Await(task.AsTask());

    public void Await(ValueTask task) => Await(Wrap(task));

    public T Await<T>(Task<T> task)
    {
        Settle();
        while (!task.IsCompleted)
        {
            Assert.True(Next() is not null, "nothing will ever happen");
            MoveTo(Next()!.Value);
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>Connects left to right.</summary>
    public (TcpStream Left, TcpStream Right) Connect(ushort port = 80, bool ipv6 = false, TcpConnectionOptions? left = null, TcpConnectionOptions? right = null)
    {
        using var listener = Right.Listen(new(default, port), options: right);
        var client = Await(Left.ConnectAsync(new(ipv6 ? RightIpv6 : RightIpv4, port), options: left));
        return (client, Await(listener.AcceptAsync()));
    }

    /// <summary>A left stack's packet, whole, as the right one would see it.</summary>
    public void Inject(ReadOnlySpan<byte> packet)
    {
        Devices.Left.Inject(packet);
        Settle();
    }

    private static async Task<int> Wrap(ValueTask task)
    {
        await task;
        return 0;
    }

    private TimeSpan? Next()
    {
        var (left, right) = (Left.NextDeadline, Right.NextDeadline);
        return left is null || right < left ? right : left;
    }

    private void MoveTo(TimeSpan time)
    {
        if (time > Time.Wheel.Now)
            Time.Advance(time - Time.Wheel.Now);
        Settle();
    }
}
