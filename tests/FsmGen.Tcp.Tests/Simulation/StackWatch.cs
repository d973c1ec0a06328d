using System.Runtime.CompilerServices;
using FsmGen.Tcp.Simulation;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>Puts a stack on a host, and looks at its connections now and then.</summary>
internal sealed class StackWatch
{
    private const int Period = 16;

    private readonly ConditionalWeakTable<TcpConnection, Invariants> _invariants = [];
    private int _polls;

    public StackWatch(SimulatedHost host, TcpStackOptions options)
    {
        Stack = new(host, options);
        var start = host.Network.Now;
        host.Attach(Poll, () => Stack.NextDeadline + start);
    }

    public TcpStack Stack { get; }

    /// <summary>Checks all connections that there are.</summary>
    public void Check()
    {
        foreach (var connection in Connections(Stack).ToArray())
            _invariants.GetValue(connection.Connection, static watched => new(watched)).Check();
    }

    /// <summary>Checks all connections of a stack as they are.</summary>
    public static void Check(TcpStack stack)
    {
        foreach (var connection in Connections(stack).ToArray())
            new Invariants(connection.Connection).Check();
    }

    /// <summary>Checks that the stack holds nothing any more.</summary>
    public void CheckGone()
    {
        Assert.Equal((0, 0), (Stack.ConnectionCount, Stack.TimeWaitCount));
        Assert.Null(Stack.NextDeadline);
    }

    public override string ToString() =>
        $"{Stack.TimeWaitCount} in TIME-WAIT, {string.Join(", ", Connections(Stack).ToArray().Select(static connection => connection.Connection.State))}";

    private void Poll()
    {
        Stack.Poll();
        if (_polls++ % Period == 0)
            Check();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_connections")]
    private static extern ref ConnectionTable Connections(TcpStack stack);
}
