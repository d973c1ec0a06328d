using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using FsmGen.Runtime.Packets;
using FsmGen.Tcp.Devices;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>A link with Linux at its other end.</summary>
/// <remarks><code>
/// our process                     | network namespace
///                                 |
///   Device, a file descriptor ----|---- tun0, 192.0.2.1/24 and 2001:db8::1/64
///   we are all other addresses    |     sockets and programs of the kernel
/// </code></remarks>
internal sealed partial class KernelPeer : IDisposable
{
    public const string InterfaceName = "tun0";

    public static readonly IpAddress KernelIpv4 = Ipv4Address.Parse("192.0.2.1");
    public static readonly IpAddress KernelIpv6 = Ipv6Address.Parse("2001:db8::1");
    public static readonly IpAddress OurIpv4 = Ipv4Address.Parse("192.0.2.2");
    public static readonly IpAddress OurIpv6 = Ipv6Address.Parse("2001:db8::2");

    /// <summary>Makes the namespace and the link; skips the test where that cannot be.</summary>
    /// <param name="maximumTransmissionUnit">The MTU of the link, in bytes.</param>
    public KernelPeer(int maximumTransmissionUnit = 1500)
    {
        Namespace = new();
        try
        {
            Device = Namespace.OpenTun(InterfaceName, maximumTransmissionUnit);

            // Without an address of its own making the kernel does not look for routers here.
            Namespace.Run("ip", "link", "set", InterfaceName, "addrgenmode", "none");

            // A device queues 500 packets for us and loses the rest: too few where our thread may be late by tens of milliseconds.
            Namespace.Run("ip", "link", "set", InterfaceName, "txqueuelen", "20000");
            Device.BringUp();
            Device.AddAddress(KernelIpv4, 24);
            Device.AddAddress(KernelIpv6, 64);
            Assert.True(Namespace.Enter(static () => SpinWait.SpinUntil(HasLocalRoute, TimeSpan.FromSeconds(60))));
        }
        catch
        {
            Device?.Dispose();
            Namespace.Dispose();
            throw;
        }
    }

    public NetworkNamespace Namespace { get; }

    /// <summary>Our end.</summary>
    public TunDevice Device { get; }

    /// <summary>The kernel's address of a family.</summary>
    public static IpAddress KernelAddress(AddressFamily family) => family == AddressFamily.InterNetwork ? KernelIpv4 : KernelIpv6;

    /// <summary>One of our addresses of a family.</summary>
    public static IpAddress OurAddress(AddressFamily family) => family == AddressFamily.InterNetwork ? OurIpv4 : OurIpv6;

    /// <summary>Makes a socket of the kernel that listens at the kernel's address, on a port that is free.</summary>
    public Socket Listen(AddressFamily family)
    {
        var socket = Namespace.CreateSocket(family);
        socket.Bind(new IPEndPoint(KernelAddress(family).ToIPAddress(), 0));
        socket.Listen();
        return socket;
    }

    /// <summary>Sets what <c>sysctl net.ipv4</c> shows, in both families as far as TCP is concerned; for new connections.</summary>
    public void Configure(string name, int value) => Namespace.Run("sh", "-c", $"echo {value} > /proc/sys/net/ipv4/{name}");

    /// <summary>Lets the link lose packets at random.</summary>
    /// <param name="percent">How many of a hundred, in each direction.</param>
    public void Drop(int percent) => Drop(percent, percent);

    /// <summary>Lets the link lose packets at random; connections that the kernel makes from now on notice.</summary>
    /// <param name="toKernel">How many of a hundred of what we send.</param>
    /// <param name="fromKernel">How many of a hundred of what the kernel sends.</param>
    /// <remarks>
    /// The kernel's TCP would hear of a packet that a rule drops on its way out, and hold it back, so such packets leave by
    /// way of another interface, which discards them. Without the limit of one segment a rule would see up to 64 KiB as one
    /// packet: they are cut behind it.
    /// </remarks>
    public void Drop(int toKernel, int fromKernel)
    {
        Peer.SkipUnlessPossible("nft");
        Namespace.Run("ip", "link", "set", InterfaceName, "gso_max_segs", "1");
        Namespace.Run("nft", $$"""
            add table netdev loss
            delete table netdev loss
            table netdev loss {
              chain arriving {
                type filter hook ingress device "{{InterfaceName}}" priority 0;
                {{RandomMatch(toKernel)}} drop
              }
              chain leaving {
                type filter hook egress device "{{InterfaceName}}" priority 0;
                {{RandomMatch(fromKernel)}} fwd to "lo"
              }
            }
            """);
    }

    /// <summary>Packets that the link has lost since it was told to.</summary>
    public int Lost => Counters().Matches(Namespace.Run("nft", "list", "table", "netdev", "loss"))
        .Sum(static counter => int.Parse(counter.Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    public void Dispose()
    {
        Device.Dispose();
        Namespace.Dispose();
    }

    // The kernel knows an IPv6 address at once, but a worker of it makes the route of 128 bits by which packets get there.
    private static bool HasLocalRoute()
    {
        Span<byte> address = stackalloc byte[Ipv6Address.Length];
        ((Ipv6Address)KernelIpv6).Write(address);
        var route = $"{Convert.ToHexStringLower(address)} 80 ";
        return File.ReadAllText("/proc/thread-self/net/ipv6_route").Contains(route, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"packets (\d+)")]
    private static partial Regex Counters();

    // The comparison must be able to fail as well as to hold.
    private static string RandomMatch(int percent) => percent switch
    {
        0 => "# nothing is lost:",
        100 => "counter",
        _ => $"numgen random mod 100 < {percent} counter",
    };
}
