using FsmGen.Tcp.Stack;
using FsmGen.Tcp.Tests.Stack;

namespace FsmGen.Tcp.Tests.Hostile;

/// <summary>Peers that do not read, and users that do not, take memory that others need.</summary>
public sealed class MemoryTests
{
    private const long Limit = 1 << 20;

    private readonly TcpMemory _memory = new(Limit);
    private readonly StackPair _pair;
    private readonly TcpListener _listener;

    public MemoryTests()
    {
        _pair = new(right: options => options with { Memory = _memory });
        _listener = _pair.Right.Listen(new TcpEndpoint(StackPair.RightIpv4, 80));
    }

    [Fact]
    public void A_write_that_waits_for_memory_goes_on_when_others_give_some_back()
    {
        var (_, greedy) = FloodTests.Accept(_pair, _listener);
        var (client, server) = FloodTests.Accept(_pair, _listener);

        // No timer of the handshake is left that would look at the connection by chance.
        _pair.Pass(TimeSpan.FromSeconds(10));
        var hoarding = greedy.WriteAsync(new byte[4 * Limit]).AsTask();
        Assert.False(hoarding.IsCompleted);
        Assert.Equal(Limit, _memory.InUse);

        var writing = server.WriteAsync("text"u8.ToArray()).AsTask();
        greedy.Abort();
        Assert.True(hoarding.IsFaulted);
        _pair.Await(new ValueTask(writing));
        Assert.Equal(4, _pair.Await(client.ReadAsync(new byte[10])));
    }

    [Fact]
    public void Text_that_finds_no_memory_is_lost_and_comes_again()
    {
        var (hoard, _) = FloodTests.Accept(_pair, _listener);
        var (_, greedy) = FloodTests.Accept(_pair, _listener);
        var (client, server) = FloodTests.Accept(_pair, _listener);
        _pair.Await(hoard.WriteAsync(new byte[Limit / 2]));
        var hoarding = greedy.WriteAsync(new byte[4 * Limit]).AsTask();
        _pair.Settle();
        Assert.Equal(Limit, _memory.InUse);

        _pair.Await(client.WriteAsync("text"u8.ToArray()));
        var reading = server.ReadAsync(new byte[10]).AsTask();
        _pair.Settle();
        Assert.False(reading.IsCompleted);
        greedy.Abort();
        Assert.Equal(4, _pair.Await(reading));
        Assert.True(hoarding.IsFaulted);
    }
}
