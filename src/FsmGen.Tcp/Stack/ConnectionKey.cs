using System.Buffers.Binary;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Stack;

/// <summary>What tells connections apart: the two sockets.</summary>
internal readonly record struct ConnectionKey(TcpEndpoint Local, TcpEndpoint Remote)
{
    //   ┌───────────────┬────────────────┬────────────┬─────────────┐
    //   │ local address │ remote address │ local port │ remote port │
    //   └───────────────┴────────────────┴────────────┴─────────────┘
    //   0               4 or 16          8 or 32      + 2           + 4
    public uint Hash(SipHash hash)
    {
        Span<byte> bytes = stackalloc byte[36];
        var length = Local.Address.IsIpv4 ? Ipv4Address.Length : Ipv6Address.Length;
        Write(Local, bytes, bytes[(2 * length)..]);
        Write(Remote, bytes[length..], bytes[(2 * length + sizeof(ushort))..]);
        return (uint)hash.Compute(bytes[..(2 * length + 2 * sizeof(ushort))]);
    }

    private static void Write(in TcpEndpoint socket, Span<byte> address, Span<byte> port)
    {
        if (socket.Address.IsIpv4)
            ((Ipv4Address)socket.Address).Write(address);
        else
            ((Ipv6Address)socket.Address).Write(address);
        BinaryPrimitives.WriteUInt16BigEndian(port, socket.Port);
    }
}
