using System.Runtime.CompilerServices;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Tests;

/// <summary>Checks what always holds of a connection, whoever sends it what; one object watches one connection.</summary>
internal sealed class Invariants(TcpConnection connection)
{
    private SequenceNumber _edge, _unacknowledged;
    private bool _isWatching;

    /// <summary>Checks it as it is now, and against how it was the last time.</summary>
    public void Check()
    {
        var status = connection.LastStatus;
        CheckQueue(connection, status);
        Assert.True(status.SendUnacknowledged <= status.SendNext, $"SND.UNA {status.SendUnacknowledged} is beyond SND.NXT {status.SendNext}");

        // In the other states there are no numbers yet, or those of another peer may follow.
        var edge = status.ReceiveNext + status.ReceiveWindow;
        var isWatching = status.State is not (TcpConnectionState.Closed or TcpConnectionState.Listen
            or TcpConnectionState.SynSent or TcpConnectionState.SynReceived);
        if (isWatching && _isWatching)
        {
            Assert.True(edge >= _edge, $"the window shrinks from {_edge} to {edge}");
            Assert.True(status.SendUnacknowledged >= _unacknowledged, $"SND.UNA goes back from {_unacknowledged} to {status.SendUnacknowledged}");
            Assert.True(connection.CongestionWindow > 0, "the congestion window is closed");
        }

        (_edge, _unacknowledged, _isWatching) = (edge, status.SendUnacknowledged, isWatching);
    }

    /// <summary>Checks that a connection that does not exist holds nothing.</summary>
    public void CheckGone()
    {
        Assert.False(connection.Exists);
        Assert.Null(connection.NextDeadline);
        Assert.Equal(0, Queue(connection).Count);
    }

    /// <summary>Segments that wait for their acknowledgment.</summary>
    public static int QueueLength(TcpConnection connection) => Queue(connection).Count;

    // The segments follow each other from SND.UNA to SND.NXT, and what is taken to be in the network is their sum.
    private static void CheckQueue(TcpConnection connection, in TcpStatus status)
    {
        ref var queue = ref Queue(connection);
        var (inFlight, next) = (0, status.SendUnacknowledged);
        for (var i = 0; i < queue.Count; i++)
        {
            ref var segment = ref At(ref queue, i);
            Assert.True(segment.Length > 0, "a segment of nothing waits");
            Assert.True(segment.Start == next, $"segment {i} of {queue.Count} begins at {segment.Start}, not at {next}");
            Assert.False(segment.IsLost && segment.IsSacked, "what the peer holds is not lost");
            next = segment.End;
            inFlight += segment.IsInFlight ? segment.Length : 0;
        }

        if (queue.Count > 0)
            Assert.True(next == status.SendNext, $"the queue ends at {next}, not at {status.SendNext}");
        Assert.True(InFlight(ref queue) == inFlight, $"{InFlight(ref queue)} bytes are counted as in flight, {inFlight} are");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_queue")]
    private static extern ref RetransmissionQueue Queue(TcpConnection connection);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "At")]
    private static extern ref SentSegment At(ref RetransmissionQueue queue, int index);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_inFlight")]
    private static extern ref int InFlight(ref RetransmissionQueue queue);
}
