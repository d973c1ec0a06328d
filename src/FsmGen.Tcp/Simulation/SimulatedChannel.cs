using FsmGen.Runtime.Captures;

namespace FsmGen.Tcp.Simulation;

/// <summary>One direction of a link.</summary>
/// <remarks>
/// A packet waits in the queue for its turn, takes the time to be sent that the bandwidth says, and then the delay. It is
/// lost, or whatever else happens to it, after it was sent: a lost packet takes as much of the bandwidth as any other.
/// </remarks>
public sealed class SimulatedChannel
{
    private readonly SimulatedNetwork _network;
    private readonly FaultSource _faults;
    private readonly Transmitter _transmitter = new();
    private readonly Queue<SimulatedPacket> _lane = new();
    private readonly List<PcapngWriter> _taps = [];
    private LinkOptions _options;
    private long _lastArrival;

    internal SimulatedChannel(SimulatedNetwork network, SimulatedNode from, SimulatedNode to, LinkOptions options, RandomSequence random)
    {
        (_network, From, To, _options) = (network, from, to, options);
        _faults = new(random);
    }

    /// <summary>Who sends.</summary>
    public SimulatedNode From { get; }

    /// <summary>Who receives.</summary>
    public SimulatedNode To { get; }

    /// <summary>What the channel is like; a change holds for packets sent from then on.</summary>
    public LinkOptions Options
    {
        get => _options;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _options = value;
        }
    }

    /// <summary>Says which packets are to be lost, in addition to those that chance loses; null for no others.</summary>
    public PacketPredicate? Loses { get; set; }

    /// <summary>What has happened so far.</summary>
    public ChannelCounters Counters { get; } = new();

    /// <summary>Has each packet that is handed to the channel written to a capture, as it is then, with what becomes of it as comment.</summary>
    /// <param name="writer">The capture, of link type RAW; it stays the caller's. Several taps may share one.</param>
    public void Tap(PcapngWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _taps.Add(writer);
    }

    /// <summary>The form <c>client → server</c>.</summary>
    public override string ToString() => $"{From} → {To}";

    /// <summary>Sends a packet, which belongs to the channel from now on.</summary>
    internal void Send(SimulatedPacket packet)
    {
        var number = Counters.Sent++;
        Counters.BytesSent += packet.Length;

        var fate = Accept(packet, number, out var end);
        foreach (var tap in _taps)
            tap.WritePacket(_network.Time.GetUtcNow(), packet.Bytes, FateComments.Of(fate));

        if (fate >= PacketFate.Lost)
            _network.Pool.Return(packet);
        else
            Forward(packet, number, fate, end);
    }

    /// <summary>Brings a packet that has come to the end of the channel.</summary>
    internal void Deliver(SimulatedPacket packet)
    {
        Counters.Delivered++;
        Counters.BytesDelivered += packet.Length;
        To.Arrive(packet);
    }

    private PacketFate Accept(SimulatedPacket packet, long number, out long end)
    {
        end = 0;
        if (packet.Length > _options.Mtu)
        {
            Counters.DroppedByMtu++;
            return PacketFate.TooLong;
        }

        if (!_transmitter.TryAccept(_network.Now.Ticks, packet.Length, _options.Bandwidth, _options.QueueLength, out end))
        {
            Counters.DroppedByQueue++;
            return PacketFate.QueueFull;
        }

        var fate = Loses is { } loses && loses(packet.Bytes) ? PacketFate.Lost : _faults.Decide(number, _options);
        if (fate == PacketFate.Lost)
            Counters.Lost++;

        return fate;
    }

    private void Forward(SimulatedPacket packet, long number, PacketFate fate, long end)
    {
        var arrival = end + _options.Delay.Ticks + _faults.Jitter(number, _options.Jitter);
        arrival = _lastArrival = Math.Max(arrival, _lastArrival);

        var copy = (fate & PacketFate.Duplicated) != 0 ? _network.Pool.Rent(packet.Bytes) : null;
        if ((fate & PacketFate.Corrupted) != 0)
        {
            Counters.Corrupted++;
            _faults.Corrupt(number, packet.Bytes);
        }

        if ((fate & PacketFate.Delayed) == 0)
        {
            Schedule(packet, arrival, _lane);
        }
        else
        {
            Counters.Reordered++;
            Schedule(packet, arrival + _options.ReorderingDelay.Ticks, lane: null);
        }

        // The copy is neither corrupted nor late: what comes is the good packet, and then an old one, or a bad one.
        if (copy is not null)
        {
            Counters.Duplicated++;
            Schedule(copy, arrival, _lane);
        }
    }

    private void Schedule(SimulatedPacket packet, long arrival, Queue<SimulatedPacket>? lane)
    {
        packet.Channel = this;
        _network.Schedule(packet, arrival, lane);
    }
}
