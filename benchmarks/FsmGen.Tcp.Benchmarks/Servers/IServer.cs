using FsmGen.Tcp.Benchmarks.Linux;

namespace FsmGen.Tcp.Benchmarks.Servers;

/// <summary>Somebody who serves over TCP, behind a TUN device with Linux at its other end: a contender.</summary>
internal interface IServer : IDisposable
{
    /// <summary>As it stands in the tables.</summary>
    string Name { get; }

    /// <summary>User and system time of all that stands behind the device: the server, its TCP, and who moves the packets.</summary>
    TimeSpan ProcessorTime { get; }

    /// <summary>Lets a program on Linux use the server.</summary>
    /// <param name="service">What for.</param>
    /// <param name="count">How many bytes, round trips or connections.</param>
    NativeReport Use(Service service, long count);
}
