using FsmGen.Runtime.Packets;
using FsmGen.Runtime.Timers;

namespace FsmGen.Tcp.Simulation;

/// <summary>Hosts, routers and the links between them, under virtual time: the same seed gives the same bytes at the same instants.</summary>
/// <remarks>
/// <para>
/// Connect a network first, attach owners to its hosts, and let time pass. What happens at one instant has an order: timers
/// of <see cref="Time"/>, packets in the order in which they were sent, the owners of the hosts that one of those concerns,
/// and what asynchronous code has to go on with. A packet takes at least 100 ns from one node to the next, so that each
/// instant ends.
/// </para>
/// <para>
/// There are no threads: everything runs on the one that calls <see cref="Run(TimeSpan)"/>, and only that moves <see cref="Time"/>.
/// Once queues and pools have their size, a packet costs no allocation.
/// </para>
/// </remarks>
/// <example><code>
/// var network = new SimulatedNetwork(seed: 1);
/// var client = network.AddHost("client", IpAddress.Parse("192.0.2.1"));
/// var server = network.AddHost("server", IpAddress.Parse("192.0.2.2"));
/// network.Connect(client, server, new() { Bandwidth = 10_000_000, Delay = TimeSpan.FromMilliseconds(20), Loss = 0.01 });
/// client.AttachConnection(connection);
/// …
/// network.Run(TimeSpan.FromHours(1));
/// </code></example>
public sealed partial class SimulatedNetwork
{
    private readonly RandomSequence _random;
    private readonly List<SimulatedHost> _hosts = [];
    private readonly HashSet<string> _names = [];

    /// <summary>Makes an empty network.</summary>
    /// <param name="seed">Decides what happens by chance. Each direction of a link has random numbers of its own, by the names of its ends.</param>
    /// <param name="time">The time of the network, or null for a new one; its wheel has ticks of 100 ns.</param>
    /// <exception cref="ArgumentException">The time has longer ticks.</exception>
    public SimulatedNetwork(ulong seed, VirtualTimeProvider? time = null)
    {
        Time = time ?? new();
        if (Time.Wheel.Resolution.Ticks != 1)
            throw new ArgumentException($"A network needs ticks of 100 ns, not of {Time.Wheel.Resolution}", nameof(time));

        _random = new RandomSequence(seed);
    }

    /// <summary>The time, for all that takes a <see cref="TimeProvider"/>; it stands still except within <see cref="Run(TimeSpan)"/> and the like.</summary>
    public VirtualTimeProvider Time { get; }

    /// <summary>The present instant, counted from the epoch of <see cref="Time"/>.</summary>
    public TimeSpan Now => Time.Wheel.Now;

    /// <summary>Packets on links, and packets that have arrived at hosts and were not yet received.</summary>
    public int PacketsUnderway => Pool.Outstanding;

    internal PacketPool Pool { get; } = new();

    /// <summary>Counts the links, so that routers see when there are new ones.</summary>
    internal int Version { get; private set; }

    /// <summary>Adds a host.</summary>
    /// <param name="name">A name that no other node has.</param>
    /// <param name="addresses">Its addresses, which routers find.</param>
    /// <exception cref="ArgumentException">There is a node of that name.</exception>
    public SimulatedHost AddHost(string name, params IpAddress[] addresses)
    {
        Reserve(name);
        var host = new SimulatedHost(this, name, [.. addresses]);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Adds a router.</summary>
    /// <param name="name">A name that no other node has.</param>
    /// <param name="addresses">Its addresses: ICMP errors come from the first of the family.</param>
    /// <exception cref="ArgumentException">There is a node of that name.</exception>
    public SimulatedRouter AddRouter(string name, params IpAddress[] addresses)
    {
        Reserve(name);
        return new SimulatedRouter(this, name, [.. addresses]);
    }

    /// <summary>Connects two nodes.</summary>
    /// <param name="a">A node.</param>
    /// <param name="b">Another one.</param>
    /// <param name="options">What the link is like, or null for one that loses nothing and takes no time.</param>
    /// <param name="backward">What the direction from <paramref name="b"/> to <paramref name="a"/> is like, if it is different.</param>
    /// <exception cref="ArgumentException">The nodes are the same, or of another network.</exception>
    /// <exception cref="InvalidOperationException">One of the two is a host that has its link already.</exception>
    public SimulatedLink Connect(SimulatedNode a, SimulatedNode b, LinkOptions? options = null, LinkOptions? backward = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a == b || a.Network != this || b.Network != this)
            throw new ArgumentException("A link connects two nodes of its network");

        options ??= new();
        a.CheckRoom();
        b.CheckRoom();
        var link = new SimulatedLink(MakeChannel(a, b, options), MakeChannel(b, a, backward ?? options));
        a.Add(link.Forward);
        b.Add(link.Backward);
        Version++;
        return link;
    }

    // Named by its ends, and counted among those between the same ends, a channel has its numbers whatever else there is.
    private SimulatedChannel MakeChannel(SimulatedNode from, SimulatedNode to, LinkOptions options)
    {
        var siblings = from.Channels.Count(channel => channel.To == to);
        return new(this, from, to, options, _random.Fork(from.Name).Fork(to.Name).Fork((ulong)siblings));
    }

    private void Reserve(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_names.Add(name))
            throw new ArgumentException($"There is a node '{name}' already", nameof(name));
    }
}
