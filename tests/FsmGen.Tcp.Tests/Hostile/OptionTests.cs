using FsmGen.Tcp.Tests.Conformance;
using FsmGen.Tcp.Tests.Requirements;
using static FsmGen.Runtime.Packets.TcpFlags;

namespace FsmGen.Tcp.Tests.Hostile;

/// <summary>Options that are many, contradict each other, lie about their lengths, or are no options at all.</summary>
public sealed class OptionTests
{
    private const int Iss = 1000;

    private static readonly byte[][] Bombs =
    [
        [.. Enumerable.Repeat<byte>(1, 40)],
        [.. Enumerable.Repeat<byte>(0, 40)],
        [.. Enumerable.Repeat<byte[]>([3, 3, 255], 13).SelectMany(static option => option), 0],
        [.. Enumerable.Repeat<byte[]>([2, 4, 0, 1], 10).SelectMany(static option => option)],
        [.. Enumerable.Repeat<byte[]>([4, 2], 20).SelectMany(static option => option)],
        [.. Enumerable.Repeat<byte[]>([5, 2], 20).SelectMany(static option => option)],
        [5, 34, .. Enumerable.Repeat<byte>(0xFF, 32), 5, 6, 0, 0, 0, 0],
        [253, 40, .. new byte[38]],
        [8, 10, .. Enumerable.Repeat<byte>(0xFF, 8), 8, 10, .. new byte[8], 8, 10, .. Enumerable.Repeat<byte>(0x7F, 8), 28, 4, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0],
        [2, 0, .. new byte[38]],
        [255, 255, .. new byte[38]],
    ];

    [Fact]
    public void Whatever_stands_there_the_connection_lives_and_nothing_is_allocated_for_it()
    {
        var connection = Established();
        var packet = new byte[2048];
        var random = new Random(1);
        var segments = new byte[2000][];
        for (var i = 0; i < segments.Length; i++)
        {
            var options = Bombs[i % Bombs.Length];
            if (i >= Bombs.Length)
                random.NextBytes(options = new byte[40]);
            segments[i] = RawDatagram.Write(Ack, Bench.PeerIss + 1, new(Iss + 1), options);
        }

        Assert.Equal(0, Allocations.Of(() =>
        {
            foreach (var segment in segments)
            {
                connection.DatagramArrives(segment);
                while (connection.TryTransmit(packet, out _))
                {
                }
            }
        }));

        Assert.True(connection.DatagramArrives(RawDatagram.Write(Ack | Psh, Bench.PeerIss + 1, new(Iss + 5001), [], "text"u8)));
        Assert.Equal((TcpConnectionState.Established, 0, 4), (connection.State, connection.LastStatus.AwaitingAcknowledgment, connection.LastStatus.AwaitingReceipt));
    }

    private static TcpConnection Established()
    {
        var connection = new TcpConnection(
            Dialog.Plain with { SelectiveAcknowledgments = true, SelectInitialSequenceNumber = static (_, _, _) => new(Iss) }, new TcpMemory());
        var packet = new byte[2048];
        connection.OpenActive(Bench.Local, Bench.Remote);
        Drain();
        connection.DatagramArrives(RawDatagram.Write(Syn | Ack, Bench.PeerIss, new(Iss + 1), [4, 2, 1, 1]));
        connection.Send(new byte[5000], urgent: false);
        Drain();
        return connection;

        void Drain()
        {
            while (connection.TryTransmit(packet, out _))
            {
            }
        }
    }
}
