using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Simulation;

namespace FsmGen.Tcp.Tests.Simulation;

/// <summary>Two hosts and a link; the client sends numbered packets, what arrives at the server is noted.</summary>
internal sealed class Wire
{
    public static readonly IpAddress ClientAddress = Ipv4Address.Parse("192.0.2.1");
    public static readonly IpAddress ServerAddress = Ipv4Address.Parse("192.0.2.2");

    private int _sent;

    public Wire(LinkOptions options, ulong seed = 1)
    {
        Network = new SimulatedNetwork(seed);
        Client = Network.AddHost("client", ClientAddress);
        Server = Network.AddHost("server", ServerAddress);
        Link = Network.Connect(Client, Server, options);
        Arrivals = new Arrivals(Server);
    }

    public SimulatedNetwork Network { get; }

    public SimulatedHost Client { get; }

    public SimulatedHost Server { get; }

    public SimulatedLink Link { get; }

    public Arrivals Arrivals { get; }

    public ChannelCounters Counters => Link.Forward.Counters;

    public Wire Send(int count, int length = 1250)
    {
        var packet = Datagram.Make(ClientAddress, ServerAddress, length);
        for (var i = 0; i < count; i++, _sent++)
        {
            (packet[4], packet[5]) = ((byte)(_sent >> 8), (byte)_sent);
            Client.Send(packet);
        }

        return this;
    }

    public Wire Settle()
    {
        Assert.True(Network.RunUntilIdle(TimeSpan.FromHours(1)));
        return this;
    }
}
