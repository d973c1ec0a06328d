using System.Net.Sockets;
using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>Bytes that are what they are because of where they stand, as much of them as wanted.</summary>
internal static class Text
{
    // A prime number of random bytes, over and over: nothing that is lost, doubled or moved goes unseen.
    private const int Period = 65_521;
    private const int MostAtOnce = 65_536;

    private static readonly byte[] Bytes = Make();

    /// <summary>Writes the text from its beginning.</summary>
    public static async Task Write(Stream stream, long length, CancellationToken ct)
    {
        for (var position = 0L; position < length; position += MostAtOnce)
            await stream.WriteAsync(At(position, (int)Math.Min(MostAtOnce, length - position)), ct);
    }

    /// <summary>Reads the text from its beginning, and fails at the first byte that is another.</summary>
    public static async Task Read(Stream stream, long length, CancellationToken ct)
    {
        var buffer = new byte[MostAtOnce];
        for (var position = 0L; position < length;)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(MostAtOnce, length - position)), ct);
            Assert.True(count > 0, $"the text ends at {position}, not at {length}");
            Expect(position, buffer.AsSpan(0, count));
            position += count;
        }
    }

    /// <summary>Reads the end: the other side has closed, and nothing stands before that.</summary>
    public static async Task ReadEnd(Stream stream, CancellationToken ct) =>
        Assert.Equal(0, await stream.ReadAsync(new byte[1], ct));

    /// <summary>Closes the direction of what is written, of a stream of either kind.</summary>
    public static void Finish(Stream stream)
    {
        if (stream is TcpStream ours)
            ours.CompleteWrites();
        else
            ((NetworkStream)stream).Socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Fails unless bytes are those of a position.</summary>
    public static void Expect(long position, ReadOnlySpan<byte> bytes)
    {
        var expected = At(position, bytes.Length).Span;
        if (!bytes.SequenceEqual(expected))
            Assert.Fail($"the byte at {position + bytes.CommonPrefixLength(expected)} is another");
    }

    private static ReadOnlyMemory<byte> At(long position, int length) => Bytes.AsMemory((int)(position % Period), length);

    private static byte[] Make()
    {
        var bytes = new byte[Period + MostAtOnce];
        new Random(1).NextBytes(bytes.AsSpan(0, Period));
        for (var i = Period; i < bytes.Length; i++)
            bytes[i] = bytes[i - Period];

        return bytes;
    }
}
