using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class StreamTests
{
    private static readonly TcpConnectionOptions Small = TcpConnectionOptions.Rfc with { SendBufferSize = 16384, ReceiveBufferSize = 16384 };

    private readonly StackPair _pair = new();
    private readonly byte[] _buffer = new byte[100];

    [Fact]
    public void A_side_that_has_closed_still_receives()
    {
        var (client, server) = _pair.Connect();
        _pair.Await(client.WriteAsync(new byte[10]));
        client.CompleteWrites();
        client.CompleteWrites();
        Assert.Equal(10, _pair.Await(server.ReadAsync(_buffer)));
        Assert.Equal(0, _pair.Await(server.ReadAsync(_buffer)));
        Assert.Equal(0, _pair.Await(server.ReadAsync(_buffer)));

        _pair.Await(server.WriteAsync(new byte[20]));
        Assert.Equal(20, _pair.Await(client.ReadAsync(_buffer)));
        var reading = client.ReadAsync(_buffer).AsTask();
        server.Dispose();
        Assert.Equal(0, _pair.Await(reading));
        var error = Assert.Throws<TcpException>(() => _pair.Await(client.WriteAsync(new byte[1])));
        Assert.Equal(TcpMessage.ConnectionClosing, error.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_write_goes_on_once_another_connection_gives_memory_back(bool isBlocking)
    {
        var memory = new TcpMemory(2 * TcpMemory.ChunkSize);
        var pair = new StackPair(left: options => options with { Memory = memory });
        var (greedy, _) = pair.Connect(80, right: Small);
        var (client, _) = pair.Connect(81);
        pair.Devices.Left.Passes = static _ => false;
        _ = greedy.WriteAsync(new byte[100_000]).AsTask();
        Assert.Equal(memory.Limit, memory.InUse);
        pair.Pass(TimeSpan.FromSeconds(5));

        var writing = isBlocking ? Task.Run(() => client.Write(_buffer)) : client.WriteAsync(_buffer).AsTask();
        Assert.True(SpinWait.SpinUntil(() => client.IsStarved, TimeSpan.FromSeconds(10)));
        pair.Pass(TimeSpan.FromSeconds(5));
        Assert.False(writing.IsCompleted);

        greedy.Abort();
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                pair.Pass(TimeSpan.FromSeconds(1));
                return writing.IsCompletedSuccessfully;
            },
            TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void A_timeout_that_is_none_is_refused(int timeout)
    {
        var (client, _) = _pair.Connect();
        Assert.Throws<ArgumentOutOfRangeException>(() => client.ReadTimeout = timeout);
        Assert.Throws<ArgumentOutOfRangeException>(() => client.WriteTimeout = timeout);
        (client.ReadTimeout, client.WriteTimeout) = (1, Timeout.Infinite);
        Assert.IsType<TimeoutException>(Assert.Throws<IOException>(() => client.Read(_buffer, 0, 1)).InnerException);
    }

    [Fact]
    public void Disposing_delivers_what_was_written()
    {
        var (client, server) = _pair.Connect();
        _pair.Await(client.WriteAsync(new byte[90_000]));
        client.Dispose();
        client.Dispose();
        var (buffer, count) = (new byte[200_000], 0);
        while (_pair.Await(server.ReadAsync(buffer.AsMemory(count))) is > 0 and var more)
            count += more;
        Assert.Equal(90_000, count);
        server.Dispose();
        _pair.Settle();
        Assert.Equal((0, 0), (_pair.Left.ConnectionCount, _pair.Right.ConnectionCount));
    }

    [Fact]
    public void Disposing_with_unread_text_resets_the_connection()
    {
        var (client, server) = _pair.Connect();
        _pair.Await(server.WriteAsync(new byte[10]));
        _pair.Settle();
        client.Dispose();
        _pair.Settle();
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => _pair.Await(server.ReadAsync(_buffer))).Reason);
        Assert.Equal((0, 0), (_pair.Left.ConnectionCount, _pair.Left.TimeWaitCount));
    }

    [Fact]
    public void Text_for_a_disposed_stream_resets_the_connection()
    {
        var (client, server) = _pair.Connect();
        client.Dispose();
        _pair.Settle();
        Assert.Equal(0, _pair.Await(server.ReadAsync(_buffer)));
        _pair.Await(server.WriteAsync(new byte[10]));
        _pair.Settle();
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => _pair.Await(server.WriteAsync(_buffer))).Reason);
    }

    [Fact]
    public void A_disposed_stream_does_not_wait_for_its_peer_forever()
    {
        var (client, server) = _pair.Connect();
        client.Dispose();
        _pair.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal((0, 1), (_pair.Left.ConnectionCount, _pair.Right.ConnectionCount));
        Assert.True(server.CanRead);
    }

    [Fact]
    public void Aborting_resets_the_connection()
    {
        var (client, server) = _pair.Connect();
        var (reading, writing) = (server.ReadAsync(_buffer).AsTask(), server.WriteAsync(new byte[10_000_000]).AsTask());
        client.Abort();
        _pair.Settle();
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => reading.GetAwaiter().GetResult()).Reason);
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => writing.GetAwaiter().GetResult()).Reason);
        Assert.Throws<ObjectDisposedException>(() => client.Read(_buffer));
        Assert.False(client.CanRead || client.CanWrite);
        Assert.Equal((0, 0), (_pair.Left.ConnectionCount, _pair.Right.ConnectionCount));
    }

    [Fact]
    public void Disposing_ends_the_calls_that_wait()
    {
        var (client, _) = _pair.Connect();
        var (reading, writing) = (client.ReadAsync(_buffer).AsTask(), client.WriteAsync(new byte[10_000_000]).AsTask());
        client.Dispose();
        Assert.Throws<ObjectDisposedException>(() => reading.GetAwaiter().GetResult());
        Assert.Throws<ObjectDisposedException>(() => writing.GetAwaiter().GetResult());
    }

    [Fact]
    public void A_read_that_is_cancelled_loses_nothing()
    {
        var (client, server) = _pair.Connect();
        using var cancellation = new CancellationTokenSource();
        var reading = server.ReadAsync(_buffer, cancellation.Token).AsTask();
        cancellation.Cancel();
        Assert.True(reading.IsCanceled);
        Assert.True(server.ReadAsync(_buffer, cancellation.Token).AsTask().IsCanceled);
        Assert.True(server.WriteAsync(_buffer, cancellation.Token).AsTask().IsCanceled);

        _pair.Await(client.WriteAsync("text"u8.ToArray()));
        _pair.Settle();
        Assert.Equal(4, _pair.Await(server.ReadAsync(_buffer)));
        Assert.Equal("text"u8, _buffer.AsSpan(0, 4));
    }

    [Fact]
    public void A_write_waits_for_room_and_can_be_cancelled()
    {
        var (client, server) = _pair.Connect(left: Small, right: Small);
        using var cancellation = new CancellationTokenSource();
        var writing = client.WriteAsync(new byte[1_000_000], cancellation.Token).AsTask();
        _pair.Settle();
        Assert.False(writing.IsCompleted);
        cancellation.Cancel();
        Assert.True(writing.IsCanceled);

        var all = client.WriteAsync(new byte[100_000]).AsTask();
        var (buffer, count) = (new byte[100_000], 0);
        while (!all.IsCompleted)
            count += _pair.Await(server.ReadAsync(buffer));
        client.CompleteWrites();
        while (_pair.Await(server.ReadAsync(buffer)) is > 0 and var more)
            count += more;
        Assert.InRange(count, 100_000 + 16384, 100_000 + 3 * 16384);
    }

    [Fact]
    public void One_read_and_one_write_may_be_under_way()
    {
        var (client, server) = _pair.Connect();
        var (reading, writing) = (client.ReadAsync(_buffer).AsTask(), client.WriteAsync(new byte[10_000_000]).AsTask());
        Assert.Throws<InvalidOperationException>(() => client.Read(_buffer));
        Assert.Throws<InvalidOperationException>(() => client.Write(_buffer));
        Assert.Throws<InvalidOperationException>(client.CompleteWrites);
        _pair.Await(server.WriteAsync(new byte[1]));
        Assert.Equal(1, _pair.Await(reading));
        Assert.False(writing.IsCompleted);
    }

    [Fact]
    public void A_read_of_no_bytes_waits_until_there_are_some()
    {
        var (client, server) = _pair.Connect();
        var waiting = server.ReadAsync(Memory<byte>.Empty).AsTask();
        _pair.Settle();
        Assert.False(waiting.IsCompleted);
        _pair.Await(client.WriteAsync(new byte[3]));
        Assert.Equal(0, _pair.Await(waiting));
        Assert.Equal(3, server.Read(_buffer));
    }

    [Fact]
    public void A_broken_link_ends_in_an_exception()
    {
        var (client, server) = _pair.Connect();
        var reading = client.ReadAsync(_buffer).AsTask();
        _pair.Await(client.WriteAsync(new byte[10]));
        _pair.Devices.Left.Passes = static _ => false;
        _pair.Await(client.WriteAsync(new byte[10]));
        var error = Assert.Throws<TcpException>(() => _pair.Await(reading));
        Assert.True(error.Reason is TcpMessage.UserTimeoutExpired or TcpMessage.RetransmissionLimitReached);
        Assert.IsAssignableFrom<IOException>(error);
        Assert.Equal(error.Reason, Assert.Throws<TcpException>(() => client.Write(_buffer)).Reason);
        Assert.True(server.CanRead);
    }

    [Fact]
    public void A_read_goes_on_where_it_waits_within_the_poll_that_answers_it()
    {
        var (client, server) = _pair.Connect();
        var heard = new List<int>();
        var echo = Echo();
        _pair.Await(client.WriteAsync(new byte[7]));
        Assert.Equal(7, _pair.Await(client.ReadAsync(_buffer)));
        client.CompleteWrites();
        Assert.Equal(0, _pair.Await(client.ReadAsync(_buffer)));
        Assert.True(echo.IsCompletedSuccessfully);
        Assert.Equal([7, 0], heard);

        async Task Echo()
        {
            var (thread, buffer) = (Environment.CurrentManagedThreadId, new byte[100]);
            int count;
            do
            {
                count = await server.ReadAsync(buffer);
                Assert.Equal(thread, Environment.CurrentManagedThreadId);
                heard.Add(count);
                await server.WriteAsync(buffer.AsMemory(0, count));
            }
            while (count > 0);
            await server.DisposeAsync();
        }
    }

    [Fact]
    public void A_segment_costs_no_allocation_in_steady_state()
    {
        var (client, server) = _pair.Connect();
        var (text, buffer) = (new byte[4096], new byte[8192]);
        using var cancellation = new CancellationTokenSource();
        Rounds();
        var packets = _pair.Right.Statistics.PacketsReceived;
        Assert.Equal(0, Allocations.Of(Rounds));
        Assert.InRange(_pair.Right.Statistics.PacketsReceived - packets, 1500, 10000);

        void Rounds()
        {
            for (var i = 0; i < 200; i++)
                Round();
        }

        void Round()
        {
            var reading = server.ReadAsync(buffer, cancellation.Token);
            Assert.False(reading.IsCompleted);
            Finish(client.WriteAsync(text, cancellation.Token));
            var count = 0;
            while (count < text.Length)
            {
                _pair.Settle();
                count += reading.GetAwaiter().GetResult();
                if (count < text.Length)
                    reading = server.ReadAsync(buffer, cancellation.Token);
            }

            _pair.Settle();
            _pair.Time.Advance(TimeSpan.FromMilliseconds(5));
        }

        static void Finish(ValueTask task) => task.GetAwaiter().GetResult();
    }
}
