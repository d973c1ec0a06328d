using System.Buffers;
using System.IO.Pipelines;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Stack;

public sealed class PipeWriterTests
{
    private static readonly TcpConnectionOptions Small = TcpConnectionOptions.Rfc with { SendBufferSize = 16384, ReceiveBufferSize = 16384 };

    private readonly TcpMemory _memory = new();
    private readonly StackPair _pair;

    public PipeWriterTests() => _pair = new(left: options => options with { Memory = _memory });

    [Fact]
    public void Text_is_written_where_it_is_sent_from()
    {
        var (client, server) = _pair.Connect();
        var writer = client.AsDuplexPipe().Output;
        Assert.Equal(TcpMemory.ChunkSize, writer.GetMemory().Length);
        writer.GetSpan(5)[..5].Fill(1);
        writer.Advance(5);
        Assert.Equal(TcpMemory.ChunkSize - 5, writer.GetMemory().Length);
        writer.GetSpan()[..3].Fill(2);
        writer.Advance(3);
        Assert.Equal(8, writer.UnflushedBytes);
        _pair.Settle();
        Assert.Equal(0, server.AsDuplexPipe().Input.TryRead(out var early) ? early.Buffer.Length : 0);

        _pair.Await(writer.FlushAsync());
        Assert.Equal(0, writer.UnflushedBytes);
        Assert.Equal([1, 1, 1, 1, 1, 2, 2, 2], Read(server, 8));
        _pair.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _memory.InUse);
    }

    [Fact]
    public void Memory_that_was_asked_for_and_not_used_goes_back_with_a_flush()
    {
        var (client, _) = _pair.Connect();
        var writer = client.AsDuplexPipe().Output;
        writer.GetMemory();
        Assert.Equal(TcpMemory.ChunkSize, _memory.InUse);
        _pair.Await(writer.FlushAsync());
        Assert.Equal(0, _memory.InUse);
    }

    [Fact]
    public void Memory_in_use_survives_the_acknowledgment_of_all_before_it()
    {
        var (client, server) = _pair.Connect();
        var writer = client.AsDuplexPipe().Output;
        var writing = writer.WriteAsync(new byte[8190]).AsTask();
        var memory = writer.GetMemory();
        Assert.Equal(2, memory.Length);
        _pair.Await(writing);
        _pair.Pass(TimeSpan.FromSeconds(1));
        memory.Span.Fill(7);
        writer.Advance(2);
        writer.GetSpan()[..2].Fill(8);
        writer.Advance(2);
        _pair.Await(writer.FlushAsync());
        Assert.Equal([7, 7, 8, 8], Read(server, 8194)[8190..]);
    }

    [Fact]
    public void Memory_in_use_is_not_given_to_others_after_a_reset()
    {
        var (client, server) = _pair.Connect();
        var writer = client.AsDuplexPipe().Output;
        var memory = writer.GetMemory();
        server.Abort();
        _pair.Settle();
        Assert.Equal(0, _memory.InUse);

        var (other, receiver) = _pair.Connect(81);
        var sending = other.AsDuplexPipe().Output;
        sending.GetSpan(100)[..100].Clear();
        memory.Span.Fill(9);
        sending.Advance(100);
        _pair.Await(sending.FlushAsync());
        Assert.Equal(new byte[100], Read(receiver, 100));

        writer.Advance(5);
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => _pair.Await(writer.FlushAsync())).Reason);
        Assert.True(writer.GetMemory(10).Length >= 10);
    }

    [Fact]
    public void What_does_not_fit_in_one_piece_is_kept_elsewhere()
    {
        var (client, server) = _pair.Connect();
        var writer = client.AsDuplexPipe().Output;
        Fill(writer, 8000, 1);
        Fill(writer, 30_000, 2);
        Fill(writer, 10, 3);
        Assert.Equal(38_010, writer.UnflushedBytes);
        _pair.Await(writer.FlushAsync());
        var text = Read(server, 38_010);
        Assert.Equal([1, 2, 2, 3, 3], new[] { text[7999], text[8000], text[37_999], text[38_000], text[38_009] });
    }

    [Fact]
    public void A_flush_waits_for_room_and_loses_nothing_when_it_is_cancelled()
    {
        var (client, server) = _pair.Connect(left: Small, right: Small);
        var writer = client.AsDuplexPipe().Output;
        var text = new byte[100_000];
        new Random(1).NextBytes(text);
        using var cancellation = new CancellationTokenSource();
        var writing = writer.WriteAsync(text, cancellation.Token).AsTask();
        _pair.Settle();
        Assert.False(writing.IsCompleted);
        Assert.Throws<InvalidOperationException>(() => writer.GetMemory());
        cancellation.Cancel();
        Assert.True(writing.IsCanceled);

        writing = writer.FlushAsync().AsTask();
        writer.CancelPendingFlush();
        Assert.True(_pair.Await(writing).IsCanceled);
        writer.CancelPendingFlush();
        Assert.True(_pair.Await(writer.FlushAsync()).IsCanceled);
        writer.Complete();
        Assert.Equal(text, Read(server, text.Length));
        Assert.True(_pair.Await(server.AsDuplexPipe().Input.ReadAsync()).IsCompleted);
    }

    [Fact]
    public void Completing_sends_what_is_left_and_then_a_fin()
    {
        var (client, server) = _pair.Connect();
        var writer = client.AsDuplexPipe().Output;
        Fill(writer, 10, 1);
        writer.Complete();
        writer.Complete();
        Assert.Throws<InvalidOperationException>(() => _pair.Await(writer.FlushAsync()));
        Assert.Equal(10, Read(server, 10).Length);
        Assert.True(_pair.Await(server.AsDuplexPipe().Input.ReadAsync()).IsCompleted);
    }

    [Fact]
    public void Completing_with_an_exception_resets_the_connection()
    {
        var (client, server) = _pair.Connect();
        var writer = client.AsDuplexPipe().Output;
        Fill(writer, 10, 1);
        writer.Complete(new InvalidOperationException());
        Assert.Equal(TcpMessage.ConnectionReset, Assert.Throws<TcpException>(() => _pair.Await(server.ReadAsync(new byte[1]))).Reason);
    }

    [Fact]
    public void A_writer_does_without_memory_of_the_stack()
    {
        var pair = new StackPair(left: static options => options with { Memory = new(TcpMemory.ChunkSize) });
        var (client, server) = pair.Connect();
        var writer = client.AsDuplexPipe().Output;
        Fill(writer, 8192, 1);
        Fill(writer, 8192, 2);
        var flushing = writer.FlushAsync().AsTask();
        var text = new byte[16_384];
        pair.Await(server.ReadExactlyAsync(text));
        pair.Await(flushing);
        Assert.Equal([1, 2], new[] { text[8191], text[8192] });
    }

    private static void Fill(PipeWriter writer, int count, byte value)
    {
        writer.GetSpan(count)[..count].Fill(value);
        writer.Advance(count);
    }

    private byte[] Read(TcpStream stream, int count)
    {
        var reader = stream.AsDuplexPipe().Input;
        while (true)
        {
            var result = _pair.Await(reader.ReadAsync());
            if (result.Buffer.Length < count)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }

            var text = result.Buffer.Slice(0, count).ToArray();
            reader.AdvanceTo(result.Buffer.GetPosition(count));
            return text;
        }
    }
}
