using System.Buffers.Binary;
using System.Security.Cryptography;
using FsmGen.Runtime.Packets;

namespace FsmGen.Tcp;

/// <summary>Initial sequence numbers that a stranger cannot guess: a clock and a keyed hash of the two sockets; RFC 6528.</summary>
public sealed class InitialSequenceNumbers
{
    private const long TicksPerIncrement = 4 * TimeSpan.TicksPerMicrosecond;

    private readonly SipHash _hash;

    /// <summary>Makes a source with a key of its own.</summary>
    /// <param name="key">16 bytes that nobody else knows; the same key gives the same numbers.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public InitialSequenceNumbers(ReadOnlySpan<byte> key)
    {
        if (key.Length != SipHash.KeyLength)
            throw new ArgumentException($"A key has {SipHash.KeyLength} bytes, not {key.Length}", nameof(key));

        _hash = new(key);
    }

    /// <summary>A source with a key that was drawn when the process began.</summary>
    public static InitialSequenceNumbers Random { get; } = new(RandomNumberGenerator.GetBytes(SipHash.KeyLength));

    /// <summary>The clock alone, one more every four microseconds, round in about five hours; RFC 9293 section 3.4.1.</summary>
    /// <remarks>Easy to guess for a stranger: for tests.</remarks>
    public static SequenceNumber FromClock(TimeSpan now) => new(unchecked((uint)(now.Ticks / TicksPerIncrement)));

    /// <summary>Selects a number: the clock plus the hash of the two sockets.</summary>
    /// <param name="local">Our socket.</param>
    /// <param name="remote">The peer's socket.</param>
    /// <param name="now">The time of the connection.</param>
    public SequenceNumber Select(TcpEndpoint local, TcpEndpoint remote, TimeSpan now) =>
        FromClock(now) + unchecked((uint)Hash(local, remote));

    /// <summary>Where the timestamp clock of a connection begins, which depends on the two sockets; RFC 7323 section 5.4.</summary>
    /// <param name="local">Our socket.</param>
    /// <param name="remote">The peer's socket.</param>
    /// <returns>Milliseconds to be added to the time.</returns>
    public uint SelectTimestampOffset(TcpEndpoint local, TcpEndpoint remote) => unchecked((uint)(Hash(local, remote) >> 32));

    private ulong Hash(in TcpEndpoint local, in TcpEndpoint remote)
    {
        // ┌───────────────┬────────────────┬────────────┬─────────────┐
        // │ local address │ remote address │ local port │ remote port │
        // └───────────────┴────────────────┴────────────┴─────────────┘
        // 0               16               32           34            36
        Span<byte> sockets = stackalloc byte[36];
        Write(local, sockets, sockets[32..]);
        Write(remote, sockets[16..], sockets[34..]);
        return _hash.Compute(sockets);
    }

    private static void Write(in TcpEndpoint endpoint, Span<byte> address, Span<byte> port)
    {
        if (endpoint.Address.IsIpv6)
            ((Ipv6Address)endpoint.Address).Write(address);
        else
            BinaryPrimitives.WriteUInt32BigEndian(address, ((Ipv4Address)endpoint.Address).Value);
        BinaryPrimitives.WriteUInt16BigEndian(port, endpoint.Port);
    }
}
