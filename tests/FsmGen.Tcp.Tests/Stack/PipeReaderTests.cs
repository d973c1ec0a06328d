using System.Buffers;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class PipeReaderTests
{
    private static readonly TcpConnectionOptions Small = TcpConnectionOptions.Rfc with { SendBufferSize = 16384, ReceiveBufferSize = 16384 };

    private readonly TcpMemory _memory = new();
    private readonly StackPair _pair;

    public PipeReaderTests() => _pair = new(right: options => options with { Memory = _memory });

    [Fact]
    public void Text_is_read_where_it_is()
    {
        var (client, server) = _pair.Connect();
        var reader = server.AsDuplexPipe().Input;
        Assert.False(reader.TryRead(out _));
        Assert.Same(reader, server.AsDuplexPipe().Input);

        var text = Pattern(100_000);
        _pair.Await(client.WriteAsync(text.AsMemory(0, 20_000)));
        _pair.Settle();
        var first = _pair.Await(reader.ReadAsync());
        Assert.Equal(text[..20_000], first.Buffer.ToArray());
        Assert.Equal(24_576, _memory.InUse);

        // What comes meanwhile does not change what was read.
        _pair.Await(client.WriteAsync(text.AsMemory(20_000, 10_000)));
        _pair.Settle();
        Assert.Equal(20_000, first.Buffer.Length);
        reader.AdvanceTo(first.Buffer.GetPosition(15_000));

        var second = _pair.Await(reader.ReadAsync());
        Assert.Equal(text[15_000..30_000], second.Buffer.ToArray());
        reader.AdvanceTo(second.Buffer.End);
        Assert.Equal(0, _memory.InUse);
    }

    [Fact]
    public void A_read_waits_for_more_than_was_examined()
    {
        var (client, server) = _pair.Connect();
        var reader = server.AsDuplexPipe().Input;
        _pair.Await(client.WriteAsync(new byte[10]));
        var text = _pair.Await(reader.ReadAsync()).Buffer;
        reader.AdvanceTo(text.GetPosition(3), text.End);
        Assert.False(reader.TryRead(out _));

        var reading = reader.ReadAsync().AsTask();
        _pair.Settle();
        Assert.False(reading.IsCompleted);
        _pair.Await(client.WriteAsync(new byte[1]));
        Assert.Equal(8, _pair.Await(reading).Buffer.Length);
    }

    [Fact]
    public void Text_that_is_known_leaves_the_window_open()
    {
        var (client, server) = _pair.Connect(left: Small, right: Small);
        var reader = server.AsDuplexPipe().Input;
        var text = Pattern(200_000);
        var writing = client.WriteAsync(text).AsTask();
        while (true)
        {
            var reading = reader.ReadAsync().AsTask();
            _pair.Pass(TimeSpan.FromSeconds(1));
            Assert.True(reading.IsCompleted, "the window is closed");
            var result = _pair.Await(reading);
            if (result.Buffer.Length == text.Length)
            {
                Assert.Equal(text, result.Buffer.ToArray());
                reader.AdvanceTo(result.Buffer.End);
                break;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }

        _pair.Settle();
        Assert.True(writing.IsCompletedSuccessfully);
        Assert.Equal(0, _memory.InUse);
    }

    [Fact]
    public void Text_that_is_not_examined_closes_the_window()
    {
        var (client, server) = _pair.Connect(left: Small, right: Small);
        var reader = server.AsDuplexPipe().Input;
        var writing = client.WriteAsync(new byte[200_000]).AsTask();
        for (var i = 0; i < 20; i++)
        {
            var result = _pair.Await(reader.ReadAsync());
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.GetPosition(1));
            _pair.Settle();
        }

        Assert.True(reader.TryRead(out var last));
        Assert.InRange(last.Buffer.Length, 1, 16_385);
        Assert.False(writing.IsCompleted);
    }

    [Fact]
    public void What_is_lent_outlives_a_reset()
    {
        var (client, server) = _pair.Connect();
        var reader = server.AsDuplexPipe().Input;
        var text = Pattern(20_000);
        _pair.Await(client.WriteAsync(text));
        _pair.Settle();
        var lent = _pair.Await(reader.ReadAsync()).Buffer;
        client.Abort();
        _pair.Settle();
        Assert.Equal((0, 0L), (_pair.Right.ConnectionCount, _memory.InUse));

        // Others use memory of the same source.
        var (other, receiver) = _pair.Connect(81);
        _pair.Await(other.WriteAsync(new byte[50_000]));
        _pair.Settle();
        Assert.True(_memory.InUse > 0);
        Assert.Equal(text, lent.ToArray());
        reader.AdvanceTo(lent.GetPosition(5), lent.End);
        Assert.False(reader.TryRead(out _));
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => _pair.Await(reader.ReadAsync())).Reason);

        receiver.Abort();
        Assert.Equal(0, _memory.InUse);
    }

    [Fact]
    public void What_is_lent_outlives_the_stream()
    {
        var (client, server) = _pair.Connect();
        var reader = server.AsDuplexPipe().Input;
        var text = Pattern(20_000);
        _pair.Await(client.WriteAsync(text));
        _pair.Settle();
        var lent = _pair.Await(reader.ReadAsync()).Buffer;
        server.Dispose();
        _pair.Settle();
        var (other, _) = _pair.Connect(81);
        _pair.Await(other.WriteAsync(new byte[50_000]));
        _pair.Settle();
        Assert.Equal(text, lent.ToArray());
        reader.AdvanceTo(lent.End);
        Assert.Throws<ObjectDisposedException>(() => _pair.Await(reader.ReadAsync()));
        Assert.False(reader.TryRead(out _));
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => client.Write(text)).Reason);
    }

    [Fact]
    public void The_end_comes_with_the_last_text()
    {
        var (client, server) = _pair.Connect();
        var reader = server.AsDuplexPipe().Input;
        _pair.Await(client.WriteAsync(new byte[10]));
        client.CompleteWrites();
        _pair.Settle();
        var result = _pair.Await(reader.ReadAsync());
        Assert.Equal((10, true), (result.Buffer.Length, result.IsCompleted));
        reader.AdvanceTo(result.Buffer.GetPosition(4), result.Buffer.End);
        result = _pair.Await(reader.ReadAsync());
        Assert.Equal((6, true), (result.Buffer.Length, result.IsCompleted));
        reader.AdvanceTo(result.Buffer.End);
        result = _pair.Await(reader.ReadAsync());
        Assert.Equal((0, true), (result.Buffer.Length, result.IsCompleted));
        reader.AdvanceTo(result.Buffer.End);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Text_outlives_a_connection_that_both_sides_have_closed(bool isLentBefore)
    {
        var (client, server) = _pair.Connect();
        var reader = server.AsDuplexPipe().Input;
        var text = Pattern(20_000);
        _pair.Await(client.WriteAsync(text));
        client.CompleteWrites();
        _pair.Settle();
        if (isLentBefore)
            _pair.Await(reader.ReadAsync());

        server.CompleteWrites();
        _pair.Settle();
        Assert.Equal((0, 0L), (_pair.Right.ConnectionCount, _memory.InUse));
        var (other, _) = _pair.Connect(81);
        _pair.Await(other.WriteAsync(new byte[50_000]));
        _pair.Settle();

        var result = isLentBefore ? default : _pair.Await(reader.ReadAsync());
        if (isLentBefore)
        {
            reader.AdvanceTo(default);
            result = _pair.Await(reader.ReadAsync());
        }

        Assert.Equal(text, result.Buffer.ToArray());
        reader.AdvanceTo(result.Buffer.GetPosition(19_999), result.Buffer.End);
        result = _pair.Await(reader.ReadAsync());
        Assert.Equal((1, true), (result.Buffer.Length, result.IsCompleted));
        reader.AdvanceTo(result.Buffer.End);
        result = _pair.Await(reader.ReadAsync());
        Assert.Equal((0, true), (result.Buffer.Length, result.IsCompleted));
    }

    [Fact]
    public void A_side_that_closed_first_can_still_read()
    {
        var (client, server) = _pair.Connect();
        var reader = server.AsDuplexPipe().Input;
        server.CompleteWrites();
        _pair.Await(client.WriteAsync(new byte[10]));
        client.CompleteWrites();
        _pair.Settle();
        var result = _pair.Await(reader.ReadAsync());
        reader.AdvanceTo(result.Buffer.GetPosition(3));
        _pair.Settle();
        Assert.Equal((1, 0), (_pair.Right.ConnectionCount, _pair.Right.TimeWaitCount));
        result = _pair.Await(reader.ReadAsync());
        Assert.Equal((7, true), (result.Buffer.Length, result.IsCompleted));

        // With the last text the connection has nothing left to wait for but the end of TIME-WAIT.
        reader.AdvanceTo(result.Buffer.End);
        _pair.Settle();
        Assert.Equal((0, 1, 0L), (_pair.Right.ConnectionCount, _pair.Right.TimeWaitCount, _memory.InUse));
        Assert.True(_pair.Await(reader.ReadAsync()).IsCompleted);
    }

    [Fact]
    public void A_read_can_be_cancelled_in_two_ways_and_loses_nothing()
    {
        var (client, server) = _pair.Connect();
        var reader = server.AsDuplexPipe().Input;
        using var cancellation = new CancellationTokenSource();
        var reading = reader.ReadAsync(cancellation.Token).AsTask();
        cancellation.Cancel();
        Assert.True(reading.IsCanceled);
        Assert.True(reader.ReadAsync(cancellation.Token).AsTask().IsCanceled);

        reading = reader.ReadAsync().AsTask();
        reader.CancelPendingRead();
        var result = _pair.Await(reading);
        Assert.True(result.IsCanceled);
        reader.AdvanceTo(result.Buffer.End);
        _pair.Await(client.WriteAsync(new byte[10]));
        reader.CancelPendingRead();
        Assert.True(reader.TryRead(out result));
        Assert.Equal((10, true), (result.Buffer.Length, result.IsCanceled));
        reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);

        reader.CancelPendingRead();
        Assert.True(reader.TryRead(out result));
        Assert.Equal((10, true), (result.Buffer.Length, result.IsCanceled));
        reader.AdvanceTo(result.Buffer.Start);
        Assert.True(reader.TryRead(out result));
        Assert.Equal((10, false), (result.Buffer.Length, result.IsCanceled));
    }

    [Fact]
    public void Reads_come_one_at_a_time_and_in_one_way()
    {
        var (client, server) = _pair.Connect();
        var busy = client.ReadAsync(new byte[1]).AsTask();
        Assert.Throws<InvalidOperationException>(() => client.AsDuplexPipe());

        var reader = server.AsDuplexPipe().Input;
        Assert.Throws<InvalidOperationException>(() => server.Read(new byte[1]));
        Assert.Throws<InvalidOperationException>(() => server.Write(new byte[1]));
        Assert.Throws<InvalidOperationException>(() => reader.AdvanceTo(default));
        var reading = reader.ReadAsync().AsTask();
        Assert.Throws<InvalidOperationException>(() => reader.TryRead(out _));
        _pair.Await(client.WriteAsync(new byte[1]));
        _pair.Await(reading);
        Assert.Throws<InvalidOperationException>(() => reader.TryRead(out _));
        reader.Complete();
        reader.Complete();
        Assert.Throws<InvalidOperationException>(() => reader.TryRead(out _));

        server.Dispose();
        _pair.Settle();
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => busy.GetAwaiter().GetResult()).Reason);
    }

    [Fact]
    public void Disposing_ends_a_read_that_waits()
    {
        var (_, server) = _pair.Connect();
        var reading = server.AsDuplexPipe().Input.ReadAsync().AsTask();
        server.Dispose();
        Assert.Throws<ObjectDisposedException>(() => reading.GetAwaiter().GetResult());
        Assert.Throws<ObjectDisposedException>(() => server.AsDuplexPipe());
    }

    [Fact]
    public void A_message_costs_no_allocation_in_steady_state()
    {
        var (client, server) = _pair.Connect();
        var (reader, writer) = (server.AsDuplexPipe().Input, client.AsDuplexPipe().Output);
        for (var i = 0; i < 100; i++)
            Round();

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 1000; i++)
                Round();
        }));

        void Round()
        {
#pragma warning disable CA2012 // a task would be an allocation; each is looked at once
            var reading = reader.ReadAsync();
            writer.GetSpan(1000)[..1000].Fill(1);
            writer.Advance(1000);
            var flushing = writer.FlushAsync();
            Assert.True(flushing.IsCompletedSuccessfully);
            _pair.Settle();
            Assert.True(reading.IsCompletedSuccessfully);
            var text = reading.Result.Buffer;
#pragma warning restore CA2012
            Assert.True(text.Length == 1000);
            reader.AdvanceTo(text.End);
            _pair.Settle();
        }
    }

    private static byte[] Pattern(int length)
    {
        var text = new byte[length];
        new Random(length).NextBytes(text);
        return text;
    }
}
