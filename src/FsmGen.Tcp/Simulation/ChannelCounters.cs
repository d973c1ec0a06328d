namespace FsmGen.Tcp.Simulation;

/// <summary>What has happened so far in one direction of a link.</summary>
/// <remarks>
/// Each packet that was <see cref="Sent"/>, and each copy that was made of one (<see cref="Duplicated"/>), is
/// <see cref="Delivered"/>, <see cref="Lost"/>, <see cref="DroppedByQueue"/>, <see cref="DroppedByMtu"/> or on the way.
/// </remarks>
public sealed class ChannelCounters
{
    internal ChannelCounters()
    {
    }

    /// <summary>Packets handed to the link.</summary>
    public long Sent { get; internal set; }

    /// <summary>Their bytes.</summary>
    public long BytesSent { get; internal set; }

    /// <summary>Packets that arrived at the other end.</summary>
    public long Delivered { get; internal set; }

    /// <summary>Their bytes.</summary>
    public long BytesDelivered { get; internal set; }

    /// <summary>Packets that found the queue full.</summary>
    public long DroppedByQueue { get; internal set; }

    /// <summary>Packets that were longer than the link takes.</summary>
    public long DroppedByMtu { get; internal set; }

    /// <summary>Packets that were lost on the way, by chance or because <see cref="SimulatedChannel.Loses"/> said so.</summary>
    public long Lost { get; internal set; }

    /// <summary>Packets of which a copy arrives as well.</summary>
    public long Duplicated { get; internal set; }

    /// <summary>Packets that were delayed so that others can overtake them, whether or not any did.</summary>
    public long Reordered { get; internal set; }

    /// <summary>Packets of which a bit was flipped.</summary>
    public long Corrupted { get; internal set; }
}
