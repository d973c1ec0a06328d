using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Stack;

/// <summary>What tells connections apart: the two sockets.</summary>
internal readonly record struct ConnectionKey(TcpEndpoint Local, TcpEndpoint Remote)
{
    public uint Hash(in SipHash hash)
    {
        var ports = (ulong)Local.Port << 16 | Remote.Port;
        if (Local.Address.IsIpv4)
            return (uint)hash.Of([(ulong)Ipv4(Local.Address) << 32 | Ipv4(Remote.Address), ports]);

        var (local, remote) = (((Ipv6Address)Local.Address).Value, ((Ipv6Address)Remote.Address).Value);
        return (uint)hash.Of([(ulong)(local >> 64), (ulong)local, (ulong)(remote >> 64), (ulong)remote, ports]);
    }

    private static uint Ipv4(IpAddress address) => ((Ipv4Address)address).Value;
}
