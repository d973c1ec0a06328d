using System.Diagnostics.Metrics;
using FsmGen.Runtime.Packets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FsmGen.Tcp.Stack;

/// <summary>What a stack is, and the limits of what it will hold.</summary>
public sealed partial record TcpStackOptions
{
    /// <summary>The addresses that the stack answers to; the first of each family is where connections come from by default.</summary>
    public IReadOnlyList<IpAddress> LocalAddresses { get; init; } = [];

    /// <summary>Whether the stack answers for every address, as something that all traffic is routed to does.</summary>
    public bool AcceptsAnyDestination { get; init; }

    /// <summary>The options of connections that are opened without options of their own; what Linux does, unless told otherwise.</summary>
    public TcpConnectionOptions Connection { get; init; } = TcpConnectionOptions.Linux;

    /// <summary>Where the buffers of connections get their memory, and how much of it there is.</summary>
    public TcpMemory Memory { get; init; } = TcpMemory.Shared;

    /// <summary>Where time comes from.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Makes the logger: connections are logged for debugging, limits that are reached as warnings. Nothing is logged by default.
    /// </summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>
    /// The meter that gets the instruments of the stack, all named <c>fsmgen.tcp.*</c>; null for none. Two stacks need meters with
    /// different tags to be told apart. The stack is kept alive by it.
    /// </summary>
    public Meter? Meter { get; init; }

    /// <summary>Connections at most, half-open ones among them; a request beyond them is ignored.</summary>
    public int MaximumConnections { get; init; } = 65536;

    /// <summary>Connections that are remembered in TIME-WAIT at most; those beyond are forgotten at once.</summary>
    public int MaximumTimeWaits { get; init; } = 262144;

    /// <summary>The first port that connections come from by default; RFC 6335 section 6.</summary>
    public ushort FirstEphemeralPort { get; init; } = 49152;

    /// <summary>The last port that connections come from by default.</summary>
    public ushort LastEphemeralPort { get; init; } = 65535;

    /// <summary>Resets a second at most that answer segments for nobody; null for no limit.</summary>
    public int? MaximumResetsPerSecond { get; init; } = 1000;

    /// <summary>Whether an ICMP echo request is answered.</summary>
    public bool AnswersEcho { get; init; } = true;

    /// <summary>Bytes at most that fragments take while the rest of their datagrams is missing.</summary>
    public int MaximumReassemblyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Datagrams at most of which only some fragments have come; zero to drop all fragments.</summary>
    public int MaximumReassemblies { get; init; } = 256;

    /// <summary>How long the rest of a fragmented IPv4 datagram is waited for.</summary>
    public TimeSpan Ipv4ReassemblyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the rest of a fragmented IPv6 datagram is waited for; RFC 8200 section 4.5.</summary>
    public TimeSpan Ipv6ReassemblyTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether what waits for a call goes on inside the call that answers it, such as <see cref="TcpStack.Poll"/>, and not on
    /// the thread pool: for simulations on one thread, that are to run the same way every time.
    /// </summary>
    public bool ContinuesInline { get; init; }

    /// <summary>
    /// The key of hashes and the choice of ports; null, for anything but a simulation that is to run the same way every time,
    /// for one that nobody can guess.
    /// </summary>
    public ulong? Seed { get; init; }
}
