using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>Two hosts on each side of two routers, which share the link between those.</summary>
internal sealed class Dumbbell
{
    private static readonly LinkOptions Fast = new() { Delay = TimeSpan.FromMilliseconds(1) };

    public Dumbbell(LinkOptions middle, ulong seed = 1)
    {
        Network = new SimulatedNetwork(seed);
        Left = Network.AddRouter("left", IpAddress.Parse("198.51.100.1"), IpAddress.Parse("2001:db8:ff::1"));
        Right = Network.AddRouter("right", IpAddress.Parse("198.51.100.2"), IpAddress.Parse("2001:db8:ff::2"));
        Middle = Network.Connect(Left, Right, middle);
        Clients = [AddHost("client 1", Left, "192.0.2.1", "2001:db8::1"), AddHost("client 2", Left, "192.0.2.2", "2001:db8::2")];
        Servers = [AddHost("server 1", Right, "203.0.113.1", "2001:db8:1::1"), AddHost("server 2", Right, "203.0.113.2", "2001:db8:1::2")];
    }

    public SimulatedNetwork Network { get; }

    public SimulatedRouter Left { get; }

    public SimulatedRouter Right { get; }

    public SimulatedLink Middle { get; }

    public SimulatedHost[] Clients { get; }

    public SimulatedHost[] Servers { get; }

    public static void Send(SimulatedHost from, SimulatedHost to, int length, bool isIpv6 = false, byte hopLimit = 64, bool mayFragment = false)
    {
        var family = isIpv6 ? 1 : 0;
        from.Send(Datagram.Make(from.Addresses[family], to.Addresses[family], length, hopLimit, mayFragment));
    }

    private SimulatedHost AddHost(string name, SimulatedRouter router, string ipv4, string ipv6)
    {
        var host = Network.AddHost(name, IpAddress.Parse(ipv4), IpAddress.Parse(ipv6));
        Network.Connect(host, router, Fast);
        return host;
    }
}
