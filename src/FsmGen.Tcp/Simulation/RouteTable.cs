using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Simulation;

/// <summary>Knows by which channel a router reaches an address.</summary>
internal sealed class RouteTable(SimulatedRouter router)
{
    private readonly Dictionary<IpAddress, SimulatedChannel> _nodes = [];
    private readonly List<(AddressPrefix Prefix, SimulatedChannel Channel)> _static = [];
    private int _version = -1;

    public void Add(AddressPrefix prefix, SimulatedChannel channel)
    {
        var index = _static.FindIndex(route => route.Prefix.Length < prefix.Length);
        _static.Insert(index < 0 ? _static.Count : index, (prefix, channel));
    }

    public SimulatedChannel? Find(IpAddress destination)
    {
        if (_version != router.Network.Version)
            Explore();
        if (_nodes.TryGetValue(destination, out var found))
            return found;

        foreach (var (prefix, channel) in _static)
        {
            if (prefix.Contains(destination))
                return channel;
        }

        return null;
    }

    // Breadth first, from the router: who is found first is found by the shortest way. Nobody is reached through a host.
    private void Explore()
    {
        _version = router.Network.Version;
        _nodes.Clear();
        var found = new HashSet<SimulatedNode> { router };
        var open = new Queue<(SimulatedNode Node, SimulatedChannel? First)>([(router, null)]);
        while (open.TryDequeue(out var next))
        {
            foreach (var channel in next.Node is SimulatedRouter ? next.Node.Channels : [])
            {
                if (!found.Add(channel.To))
                    continue;

                var first = next.First ?? channel;
                open.Enqueue((channel.To, first));
                foreach (var address in channel.To.Addresses)
                    _nodes.TryAdd(address, first);
            }
        }
    }
}
