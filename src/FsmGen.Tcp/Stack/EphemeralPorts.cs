using System.Buffers.Binary;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp.Stack;

/// <summary>Ports that connections come from: "double-hash port selection", RFC 6056 section 3.3.4.</summary>
/// <remarks>
/// To one peer, ports follow each other, so that a port comes back as late as possible; where they begin, and how far they
/// have come, tells nobody else anything.
/// </remarks>
internal sealed class EphemeralPorts
{
    private const int Counters = 256;

    private readonly ushort[] _counters = new ushort[Counters];
    private readonly SipHash _hash;
    private readonly int _first;
    private readonly int _count;

    public EphemeralPorts(SipHash hash, ushort first, ushort last)
    {
        (_hash, _first, _count) = (hash, first, last - first + 1);
        for (var i = 0; i < Counters; i++)
            _counters[i] = (ushort)hash.Compute([(byte)i]);
    }

    /// <summary>Selects a port for a connection to a peer; false if all are in use.</summary>
    public bool TrySelect(IpAddress local, TcpEndpoint remote, Predicate<ConnectionKey> isFree, out ushort port)
    {
        var hash = Hash(local, remote);
        var offset = (uint)hash;
        ref var counter = ref _counters[(hash >> 32) % Counters];

        for (var tries = 0; tries < _count; tries++)
        {
            port = (ushort)(_first + (offset + counter++) % (uint)_count);
            if (isFree(new(new(local, port), remote)))
                return true;
        }

        port = 0;
        return false;
    }

    private ulong Hash(IpAddress local, TcpEndpoint remote)
    {
        Span<byte> bytes = stackalloc byte[2 * Ipv6Address.Length + sizeof(ushort)];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, BitsOf(local));
        BinaryPrimitives.WriteUInt128BigEndian(bytes[Ipv6Address.Length..], BitsOf(remote.Address));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[(2 * Ipv6Address.Length)..], remote.Port);
        return _hash.Compute(bytes);
    }

    private static UInt128 BitsOf(IpAddress address) => address.IsIpv4 ? ((Ipv4Address)address).Value : ((Ipv6Address)address).Value;
}
