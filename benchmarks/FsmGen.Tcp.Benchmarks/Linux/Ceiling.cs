using FsmGen.Tcp.Tests.Peers;

namespace FsmGen.Tcp.Benchmarks.Linux;

/// <summary>A network namespace with a TUN device at which the programs of <c>Native</c> are the other end.</summary>
internal sealed class Ceiling : IDisposable
{
    private readonly NetworkNamespace _namespace = new();

    public Ceiling() => AddTun(_namespace, "192.0.2.1");

    /// <summary>Moves packets for a while.</summary>
    /// <param name="direction"><c>read</c>, <c>write</c> or <c>reflect</c>.</param>
    /// <param name="duration">How long.</param>
    public NativeReport Move(string direction, TimeSpan duration) =>
        NativeReport.Parse(_namespace.Run(NativePrograms.CeilingPath, direction, $"{duration.TotalSeconds}"));

    public void Dispose() => _namespace.Dispose();

    /// <summary>Makes the device <c>tun0</c> that a program in C attaches to, like the one that ours has.</summary>
    public static void AddTun(NetworkNamespace place, string address)
    {
        place.Run("ip", "tuntap", "add", "dev", "tun0", "mode", "tun");
        place.Run("ip", "link", "set", "tun0", "addrgenmode", "none");
        place.Run("ip", "link", "set", "tun0", "txqueuelen", "20000", "mtu", "1500", "up");
        place.Run("ip", "address", "add", $"{address}/24", "dev", "tun0");
    }
}
