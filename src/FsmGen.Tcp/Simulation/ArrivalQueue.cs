using System.Diagnostics.CodeAnalysis;

namespace FsmGen.Tcp.Simulation;

/// <summary>Packets in the order of their arrival; those of one tick in the order in which they came here.</summary>
/// <remarks>
/// Nearly all packets of a channel arrive in the order in which they were sent. They are kept in a lane, a plain queue, of
/// which only the first is in the heap: that has a few entries then, however many packets are on the way.
/// </remarks>
internal sealed class ArrivalQueue
{
    private readonly PriorityQueue<SimulatedPacket, (long Tick, long Order)> _first = new();
    private long _order;

    /// <summary>The tick of the next arrival, or the last there is if no packet is on the way.</summary>
    public long NextTick => _first.TryPeek(out _, out var key) ? key.Tick : long.MaxValue;

    /// <summary>Adds a packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="tick">When it arrives.</param>
    /// <param name="lane">A queue of packets that do not arrive later than this one, or null if there is none.</param>
    public void Enqueue(SimulatedPacket packet, long tick, Queue<SimulatedPacket>? lane)
    {
        packet.Arrival = (tick, _order++);
        packet.Lane = lane;
        lane?.Enqueue(packet);
        if (lane is null or { Count: 1 })
            _first.Enqueue(packet, packet.Arrival);
    }

    /// <summary>Takes the next packet; false if none arrives until then.</summary>
    public bool TryDequeue(long tick, [NotNullWhen(true)] out SimulatedPacket? packet)
    {
        if (!_first.TryPeek(out packet, out var key) || key.Tick > tick)
            return false;

        packet.Lane?.Dequeue();
        if (packet.Lane is { Count: > 0 } lane)
            _first.DequeueEnqueue(lane.Peek(), lane.Peek().Arrival);
        else
            _first.Dequeue();

        return true;
    }
}
