using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class DeviceTests
{
    private readonly StackPair _pair = new(capacity: 5);
    private readonly byte[] _buffer = new byte[200_000];

    [Fact]
    public void What_a_full_device_does_not_take_is_sent_later()
    {
        var (client, server) = _pair.Connect();
        var writing = client.WriteAsync(new byte[150_000]).AsTask();
        var count = 0;
        while (count < 150_000)
            count += _pair.Await(server.ReadAsync(_buffer));
        Assert.True(writing.IsCompletedSuccessfully);
        Assert.Equal((0, 0), (_pair.Left.Statistics.Retransmissions, _pair.Right.Statistics.Retransmissions));
        Assert.Equal(TimeSpan.Zero, _pair.Time.Wheel.Now);
    }

    [Fact]
    public void Connections_take_turns()
    {
        var ports = new List<ushort>();
        var options = TcpConnectionOptions.Rfc with { InitialWindow = 100 };
        var (first, _) = _pair.Connect(1, left: options);
        var (second, _) = _pair.Connect(2, left: options);
        _pair.Devices.Left.Passes = packet =>
        {
            Assert.True(Packet.TryParse(packet.Span, out var parsed));
            ports.Add(parsed.Tcp.DestinationPort);
            return true;
        };
        _ = first.WriteAsync(new byte[100_000]).AsTask();
        _ = second.WriteAsync(new byte[100_000]).AsTask();
        _pair.Settle();

        // The first batch was full before the second connection had anything to send. From then on, as long as both have
        // much, neither has more than its few segments at a time.
        var shared = ports.SkipWhile(static port => port == 1).SkipWhile(static port => port == 2).Take(40).ToList();
        Assert.Contains((ushort)2, shared);
        var turns = shared.Aggregate((Run: 0, Longest: 0, Last: 0), static (turn, port) =>
            port == turn.Last ? (turn.Run + 1, Math.Max(turn.Longest, turn.Run + 1), port) : (1, turn.Longest, port));
        Assert.InRange(turns.Longest, 1, 4);
    }

    [Fact]
    public void A_call_that_brings_a_deadline_nearer_wakes_who_sleeps_until_then()
    {
        var pair = new StackPair();
        var (client, _) = pair.Connect();
        pair.Pass(TimeSpan.FromSeconds(10));
        Assert.Null(pair.Left.NextDeadline);
        pair.Await(client.WriteAsync(new byte[1]));
        Assert.Equal(1, pair.Devices.Left.Wakes);
        Assert.NotNull(pair.Left.NextDeadline);

        // Who sleeps until the first retransmission need not know of text that follows.
        pair.Devices.Left.Passes = static _ => false;
        pair.Await(client.WriteAsync(new byte[1]));
        Assert.NotNull(pair.Left.NextDeadline);
        var wakes = pair.Devices.Left.Wakes;
        _ = client.WriteAsync(new byte[1]).AsTask();
        _ = client.WriteAsync(new byte[1]).AsTask();
        Assert.Equal(wakes, pair.Devices.Left.Wakes);
    }

    [Fact]
    public void Segments_that_are_lost_are_sent_again_and_counted()
    {
        var pair = new StackPair();
        var (client, server) = pair.Connect();
        var number = 0;
        pair.Devices.Left.Passes = _ => ++number % 10 != 0;
        var writing = client.WriteAsync(new byte[150_000]).AsTask();
        var count = 0;
        while (count < 150_000)
            count += pair.Await(server.ReadAsync(_buffer));
        Assert.True(writing.IsCompletedSuccessfully);
        Assert.InRange(pair.Left.Statistics.Retransmissions, 5, 100);
    }
}
