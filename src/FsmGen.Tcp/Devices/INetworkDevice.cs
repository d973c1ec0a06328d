using FsmGen.Tcp.Stack;

namespace FsmGen.Tcp.Devices;

/// <summary>A link at the level of IP: whole packets go in and come out, in batches.</summary>
/// <remarks>
/// <para>
/// One thread at a time receives or sends; a <see cref="TcpStack"/> sees to that. Meanwhile another one may be in
/// <see cref="Wait"/>, and any may <see cref="Wake"/> it. What <see cref="Receive"/> or <see cref="Wait"/> throws ends the stack
/// that runs on the device: a packet that the link loses is no reason to throw.
/// </para>
/// <para>
/// A packet may be longer than the link carries, in both directions, up to <see cref="MaximumPacketLength"/>: a device that
/// offloads segmentation cuts such a packet before the wire, and joins segments that arrive one after the other.
/// <see cref="PacketBatch.SegmentSize"/> says where the cuts are.
/// </para>
/// </remarks>
public interface INetworkDevice : IDisposable
{
    /// <summary>Bytes of the longest IP packet that the link carries whole.</summary>
    int MaximumTransmissionUnit { get; }

    /// <summary>Bytes of the longest IP packet that crosses this interface; more than the MTU only with offload.</summary>
    int MaximumPacketLength { get; }

    /// <summary>Appends packets that have arrived to the batch, as far as there is room; never waits.</summary>
    /// <param name="batch">A batch that takes at least one packet of <see cref="MaximumPacketLength"/> bytes.</param>
    /// <returns>The packets appended; zero if none has arrived.</returns>
    int Receive(PacketBatch batch);

    /// <summary>Sends packets from the front of the batch; never waits.</summary>
    /// <returns>The packets taken; fewer than there are if the link is full, then <see cref="Wait"/> also waits for room.</returns>
    int Send(PacketBatch batch);

    /// <summary>Waits until a packet has arrived, the link has room again, the time is over, or another thread wakes this one.</summary>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    void Wait(TimeSpan timeout);

    /// <summary>Ends a <see cref="Wait"/> of another thread, or the next one if none is under way; any thread may call it.</summary>
    void Wake();
}
