using System.Buffers.Binary;
using FsmGen.Tcp.Simulation;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>What a client and a server have to say to each other over one stream, and how they part.</summary>
/// <param name="Number">What the client says first, so that the server knows whom it talks to.</param>
/// <param name="Client">Whose bytes the client says.</param>
/// <param name="ClientLength">How many.</param>
/// <param name="Server">Whose bytes the server says.</param>
/// <param name="ServerLength">How many.</param>
/// <param name="Leaver">Who leaves before the end: 0 the client, 1 the server, otherwise nobody.</param>
/// <param name="LeavesAfter">The bytes heard after which that one leaves.</param>
/// <param name="Aborts">Whether it resets the connection rather than just disposing the stream.</param>
/// <param name="Time">The time of the network.</param>
internal sealed record Conversation(
    int Number, RandomSequence Client, int ClientLength, RandomSequence Server, int ServerLength, int Leaver, int LeavesAfter, bool Aborts, TimeProvider Time)
{
    private const int Intact = 2;

    // A peer whose reset is lost is waited for without end by one that has closed its side: no keep-alive runs then.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Whether both stay until all is said.</summary>
    public bool IsIntact => Leaver >= Intact;

    /// <summary>The client's part, on a stream that is connected.</summary>
    public async Task Ask(TcpStream stream)
    {
        var number = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, Number);
        await Talk(stream, number, Client, ClientLength, Server, ServerLength, isLeaver: Leaver == 0);
    }

    /// <summary>The server's part, once it knows whom it talks to.</summary>
    public Task Answer(TcpStream stream) => Talk(stream, [], Server, ServerLength, Client, ClientLength, isLeaver: Leaver == 1);

    /// <summary>Reads which conversation this is; null if the peer has left before it has said so.</summary>
    public static async Task<int?> Recognize(TcpStream stream)
    {
        var number = new byte[sizeof(int)];
        try
        {
            await stream.ReadExactlyAsync(number);
        }
        catch (IOException)
        {
            await stream.DisposeAsync();
            return null;
        }

        return BinaryPrimitives.ReadInt32BigEndian(number);
    }

    private async Task Talk(
        TcpStream stream, byte[] greeting, RandomSequence text, int length, RandomSequence expected, int expectedLength, bool isLeaver)
    {
        using var patience = new CancellationTokenSource(IsIntact ? Timeout.InfiniteTimeSpan : Patience, Time);
        try
        {
            await Task.WhenAll(Say(stream, greeting, text, length), Hear(stream, expected, expectedLength, isLeaver, patience.Token));
        }
        catch (Exception error) when (!IsIntact && error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two has left.
        }

        await stream.DisposeAsync();
    }

    private static async Task Say(TcpStream stream, byte[] greeting, RandomSequence text, int length)
    {
        await stream.WriteAsync(greeting);
        var chunk = new byte[1000];
        for (var said = 0; said < length;)
        {
            var count = Math.Min(chunk.Length, length - said);
            for (var i = 0; i < count; i++, said++)
                chunk[i] = (byte)text.At(said);
            await stream.WriteAsync(chunk.AsMemory(0, count));
        }

        stream.CompleteWrites();
    }

    private async Task Hear(TcpStream stream, RandomSequence expected, int length, bool isLeaver, CancellationToken ct)
    {
        var (heard, buffer) = (0, new byte[3000]);
        while (!isLeaver || heard < LeavesAfter)
        {
            var count = await stream.ReadAsync(buffer, ct);
            if (count == 0)
            {
                Assert.True(heard == length || !IsIntact, $"conversation {Number} ends after {heard} of {length} bytes");
                return;
            }

            for (var i = 0; i < count; i++, heard++)
                Assert.Equal((byte)expected.At(heard), buffer[i]);
        }

        if (Aborts)
            stream.Abort();
        else
            await stream.DisposeAsync();
    }
}
