using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Simulation;

/// <summary>What links are connected to: a host or a router.</summary>
public abstract class SimulatedNode
{
    private readonly List<SimulatedChannel> _channels = [];

    private protected SimulatedNode(SimulatedNetwork network, string name, IpAddress[] addresses) =>
        (Network, Name, Addresses) = (network, name, addresses);

    /// <summary>The network that the node belongs to.</summary>
    public SimulatedNetwork Network { get; }

    /// <summary>The name, which no other node of the network has.</summary>
    public string Name { get; }

    /// <summary>The addresses to which routers find the way by themselves.</summary>
    public IReadOnlyList<IpAddress> Addresses { get; }

    /// <summary>The directions of links that lead away from here.</summary>
    public IReadOnlyList<SimulatedChannel> Channels => _channels;

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Takes a packet that has arrived.</summary>
    internal abstract void Arrive(SimulatedPacket packet);

    /// <summary>Throws if no further link can be connected here.</summary>
    internal virtual void CheckRoom()
    {
    }

    internal virtual void Add(SimulatedChannel channel) => _channels.Add(channel);
}
