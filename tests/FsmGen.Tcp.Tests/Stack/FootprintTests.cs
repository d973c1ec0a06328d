using System.Runtime.CompilerServices;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

/// <summary>What a connection costs that nobody uses at the moment.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class FootprintTests(ITestOutputHelper output)
{
    private const int Count = 8_000;

    private readonly TcpConnection _any = new();

    [Fact]
    public void A_connection_that_idles_takes_a_kilobyte_and_one_in_TIME_WAIT_a_hundred_bytes()
    {
        var memory = new TcpMemory();
        var pair = new StackPair(options => options with { Memory = memory }, options => options with { Memory = memory });
        using var listener = pair.Right.Listen(new TcpEndpoint(StackPair.RightIpv4, 80));

        // Pools and tables of others have their size by then.
        Dispose(Converse(pair, listener, 100));
        var before = Heap();
        var established = Establish(pair, listener, before) / (2.0 * Count);
        Assert.Equal((0, 0, Count, 0L), (pair.Left.ConnectionCount, pair.Right.ConnectionCount, pair.Left.TimeWaitCount - 100, memory.InUse));

        // The second time, tables of connections have their size, and what is more is for those in TIME-WAIT.
        before = Heap();
        var timeWaits = pair.Left.TimeWaitCount + pair.Right.TimeWaitCount;
        Establish(pair, listener, before);
        timeWaits = pair.Left.TimeWaitCount + pair.Right.TimeWaitCount - timeWaits;
        Assert.InRange(timeWaits, Count, 2 * Count);
        var timeWait = (Heap() - before) / (double)timeWaits;

        var stream = SizeOf(() => new TcpStream(pair.Left, new(pair.Left, _any)));
        var place = SizeOf(() => new StackConnection(pair.Left, _any));
        output.WriteLine($"""
            ESTABLISHED {established:F0} bytes, of which the stream {stream - place:F0}, the connection {SizeOf(static () => new TcpConnection()):F0}
            (its congestion control {SizeOf(static () => new NewReno()):F0}), its place in the stack {place:F0}; TIME-WAIT {timeWait:F0} bytes
            """);

        Assert.InRange(established - (stream - place), 1, 1024);
        Assert.InRange(timeWait, 1, 100);
        GC.KeepAlive(pair);
    }

    // What was connected is disposed, and unreachable, when it returns.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Establish(StackPair pair, TcpListener listener, long before)
    {
        var streams = Converse(pair, listener, Count);
        var taken = Heap() - before;
        Assert.Equal((Count, Count), (pair.Left.ConnectionCount, pair.Right.ConnectionCount));
        Dispose(streams);
        pair.Settle();
        return taken;
    }

    /// <summary>What is reachable. Finalizers of earlier tests hold memory until they have run.</summary>
    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static double SizeOf(Func<object> make)
    {
        const int count = 1000;
        var made = new object[count];
        return Allocations.Of(() =>
        {
            for (var i = 0; i < count; i++)
                made[i] = make();
        }) / (double)count;
    }

    private static TcpStream[] Converse(StackPair pair, TcpListener listener, int count)
    {
        var streams = new TcpStream[2 * count];
        for (var i = 0; i < streams.Length; i += 2)
        {
            (streams[i], streams[i + 1]) = Hostile.FloodTests.Accept(pair, listener);
            Hostile.FloodTests.Exchange(pair, streams[i], streams[i + 1]);
        }

        return streams;
    }

    private static void Dispose(TcpStream[] streams)
    {
        foreach (var stream in streams)
            stream.Dispose();
    }
}
