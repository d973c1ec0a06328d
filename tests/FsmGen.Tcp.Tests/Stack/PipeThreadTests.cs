using System.Security.Cryptography;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

/// <summary>Pipes between two stacks, each driven by a thread of its own.</summary>
public sealed class PipeThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Ten_megabytes_go_both_ways_in_pieces_of_any_size(int seed)
    {
        using var pair = new RunningPair();
        var (left, right) = await pair.ConnectAsync();
        var texts = (Left: RandomNumberGenerator.GetBytes(10_000_000), Right: RandomNumberGenerator.GetBytes(10_000_000));
        var hashes = Task.WhenAll(HashAsync(right, seed), HashAsync(left, seed + 1));
        await Task.WhenAll(WriteAsync(left, texts.Left, seed + 2), WriteAsync(right, texts.Right, seed + 3)).WaitAsync(Patience);
        Assert.Equal([Hash(texts.Left), Hash(texts.Right)], await hashes.WaitAsync(Patience));
        await left.DisposeAsync();
        await right.DisposeAsync();
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
                EndAsync(WriteAsync(left, new byte[1_000_000], i)),
                EndAsync(HashAsync(left, i)),
                EndAsync(WriteAsync(right, new byte[1_000_000], i)),
                EndAsync(HashAsync(right, i)),
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

    // Pieces are asked for by size, or taken as they come; some are written in one go.
    private static async Task WriteAsync(TcpStream stream, byte[] text, int seed)
    {
        var (writer, random) = (stream.AsDuplexPipe().Output, new Random(seed));
        for (var start = 0; start < text.Length;)
        {
            var count = Math.Min(random.Next(30_000), text.Length - start);
            if (random.Next(4) == 0)
            {
                await writer.WriteAsync(text.AsMemory(start, count));
            }
            else
            {
                var memory = writer.GetMemory(random.Next(2) * count);
                count = Math.Min(count, memory.Length);
                text.AsSpan(start, count).CopyTo(memory.Span);
                writer.Advance(count);
            }

            if (random.Next(4) == 0)
                await writer.FlushAsync();
            start += count;
        }

        await writer.CompleteAsync();
    }

    // Some text is consumed; of the rest some is examined, more often than not all of it.
    private static async Task<string> HashAsync(TcpStream stream, int seed)
    {
        var (reader, random) = (stream.AsDuplexPipe().Input, new Random(seed));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (true)
        {
            var result = await reader.ReadAsync();
            var count = random.NextInt64(result.Buffer.Length + 1);
            foreach (var piece in result.Buffer.Slice(0, count))
                hash.AppendData(piece.Span);

            var examined = random.Next(3) > 0 ? result.Buffer.Length : random.NextInt64(count, result.Buffer.Length + 1);
            var isEnd = result.IsCompleted && count == result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.GetPosition(count), result.Buffer.GetPosition(examined));
            if (isEnd)
                return Convert.ToHexString(hash.GetHashAndReset());
        }
    }

    private static string Hash(byte[] text) => Convert.ToHexString(SHA256.HashData(text));
}
