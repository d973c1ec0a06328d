using System.Security.Cryptography;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class ThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Ten_megabytes_go_both_ways_at_once()
    {
        using var pair = new RunningPair();
        var (left, right) = await pair.ConnectAsync();
        var texts = (Left: RandomNumberGenerator.GetBytes(10_000_000), Right: RandomNumberGenerator.GetBytes(10_000_000));
        var hashes = Task.WhenAll(HashAsync(right), HashAsync(left));
        await Task.WhenAll(WriteAsync(left, texts.Left), WriteAsync(right, texts.Right)).WaitAsync(Patience);
        Assert.Equal([Hash(texts.Left), Hash(texts.Right)], await hashes.WaitAsync(Patience));
        await left.DisposeAsync();
        await right.DisposeAsync();
    }

    [Fact]
    public async Task Text_goes_both_ways_by_threads_that_block()
    {
        using var pair = new RunningPair();
        var (left, right) = await pair.ConnectAsync();
        var text = RandomNumberGenerator.GetBytes(3_000_000);
        using var received = new MemoryStream();
        var echo = new Thread(() =>
        {
            right.CopyTo(right);
            right.CompleteWrites();
        });
        var writer = new Thread(() =>
        {
            left.Write(text);
            left.CompleteWrites();
        });
        echo.Start();
        writer.Start();
        left.CopyTo(received, 20_000);
        echo.Join();
        writer.Join();
        Assert.Equal(text, received.ToArray());
    }

    [Fact]
    public async Task Two_hundred_connections_talk_at_once()
    {
        using var pair = new RunningPair();
        using var listener = pair.Right.Listen(new(default, 7), backlog: 200);
        using var stopping = new CancellationTokenSource();
        var server = ServeAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(TalkAsync)).WaitAsync(Patience);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server);
        Assert.Equal((200, 200), (pair.Left.Statistics.Established, pair.Right.Statistics.Established));

        async Task TalkAsync(int number)
        {
            await using var stream = await pair.Left.ConnectAsync(new(StackPair.RightIpv4, 7));
            var (text, answer) = (new byte[20_000], new byte[20_000]);
            new Random(number).NextBytes(text);
            for (var i = 0; i < 3; i++)
            {
                await stream.WriteAsync(text);
                await stream.ReadExactlyAsync(answer);
                Assert.Equal(text, answer);
            }

            stream.CompleteWrites();
            Assert.Equal(0, await stream.ReadAsync(answer));
        }

        async Task ServeAsync()
        {
            while (true)
                _ = EchoAsync(await listener.AcceptAsync(stopping.Token));
        }

        static async Task EchoAsync(TcpStream stream)
        {
            await stream.CopyToAsync(stream);
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Cancellation_and_arrival_race_and_no_text_is_lost()
    {
        using var pair = new RunningPair();
        var (left, right) = await pair.ConnectAsync(TcpConnectionOptions.Linux with { NoDelay = true });
        var (next, cancelled) = (0, 0);
        var buffer = new byte[1];
        for (var i = 0; i < 3000; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var reading = right.ReadAsync(buffer, cancellation.Token);
            var cancelling = Task.Run(cancellation.Cancel);
            await left.WriteAsync(new[] { (byte)i });
            try
            {
                Assert.Equal(1, await reading);
            }
            catch (OperationCanceledException)
            {
                cancelled++;
                await right.ReadExactlyAsync(buffer);
            }

            Assert.Equal((byte)next++, buffer[0]);
            await cancelling;
        }

        Assert.InRange(cancelled, 0, 3000);
    }

    [Fact]
    public async Task Disposing_races_with_all_that_goes_on()
    {
        using var pair = new RunningPair();
        for (var i = 0; i < 100; i++)
        {
            var (left, right) = await pair.ConnectAsync();
            var tasks = new List<Task>
            {
                EndAsync(WriteAsync(left, new byte[1_000_000])),
                EndAsync(HashAsync(left)),
                EndAsync(WriteAsync(right, new byte[1_000_000])),
                EndAsync(HashAsync(right)),
                Task.Run(left.Dispose),
            };
            tasks.Add(i % 2 == 0 ? Task.Run(right.Abort) : Task.Run(right.Dispose));
            await Task.WhenAll(tasks).WaitAsync(Patience);
        }

        static async Task EndAsync(Task task)
        {
            try
            {
                await task;
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
            {
            }
        }
    }

    [Fact]
    public async Task Calls_that_block_give_up_after_their_timeout()
    {
        using var pair = new RunningPair();
        var (left, right) = await pair.ConnectAsync();
        (left.ReadTimeout, left.WriteTimeout) = (10, 10);
        var error = Assert.Throws<IOException>(() => left.Read(new byte[1]));
        Assert.IsType<TimeoutException>(error.InnerException);
        error = Assert.Throws<IOException>(() => left.Write(new byte[10_000_000]));
        Assert.IsType<TimeoutException>(error.InnerException);

        right.Write(new byte[5]);
        left.ReadTimeout = Timeout.Infinite;
        Assert.True(left.ReadAtLeast(new byte[5], 5) == 5);
    }

    private static async Task WriteAsync(TcpStream stream, byte[] text)
    {
        for (var i = 0; i < text.Length; i += 50_000)
            await stream.WriteAsync(text.AsMemory(i, Math.Min(50_000, text.Length - i)));
        stream.CompleteWrites();
    }

    private static async Task<string> HashAsync(TcpStream stream) => Convert.ToHexString(await SHA256.HashDataAsync(stream));

    private static string Hash(byte[] text) => Convert.ToHexString(SHA256.HashData(text));
}
