using FsmGen.Tcp.Benchmarks.Linux;

namespace FsmGen.Tcp.Benchmarks.Servers;

/// <summary>Servers beside the ceiling and beside each other.</summary>
internal sealed class ServerTables(bool isQuick) : IDisposable
{
    public const string Ours = "FsmGen", Peer = "Linux, carried by C", Least = "C, packets only";
    public const string Sending = "to Linux", Receiving = "from Linux";

    /// <summary>Bytes of text in a full segment: 1500 less the headers and the timestamps.</summary>
    private const int SegmentSize = 1448;

    // Made when its turn comes: what cannot be made fails in its own rows.
    private readonly Lazy<Ceiling> _ceiling = new(static () => new());
    private readonly Lazy<IServer> _ours = new(static () => new StackServer()), _linux = new(static () => new LinuxServer());

    private int Rounds => isQuick ? 5 : 15;

    private TimeSpan Turn => TimeSpan.FromSeconds(isQuick ? 0.5 : 3);

    public Table Bulk() => new("bulk", "Bulk text over TUN, MTU 1500, no offload", "MB/s of text",
    [
        .. Bulk(Sending, Service.Download, "write"), .. Bulk(Receiving, Service.Upload, "read"),
    ])
    {
        Cases = "direction",
        Note = "The measure, and what ratios are to, is a program in C that writes UDP into the device, or reads it there, in packets of 1500 bytes and looks at none. "
            + "CPU is user and system time of all that stands on our side of the device, the application's part included; "
            + "*Linux, carried by C* has another kernel there, behind a second TUN device.",
    };

    public Table PingPong() => new("ping-pong", "One byte there and one back", "round trips/s", Interleaved.Measure("",
    [
        new(Least, () => _ceiling.Value.Move("reflect", Turn).Rate),
        Contestant(Ours, _ours, Service.Ping, isQuick ? 3_000 : 30_000),
        Contestant(Peer, _linux, Service.Ping, isQuick ? 3_000 : 30_000),
    ], Least, Rounds))
    {
        Note = "Over one connection. The measure is a program in C that turns the addresses of UDP packets round.",
    };

    public Table Connections() => new("connections", "Connections that come and go", "connections/s", Interleaved.Measure("",
    [
        Contestant(Ours, _ours, Service.Connect, isQuick ? 500 : 3_000),
        Contestant(Peer, _linux, Service.Connect, isQuick ? 500 : 3_000),
    ], Peer, Rounds))
    {
        Note = "One after the other: connect, accept, and the server closes first.",
    };

    public void Dispose()
    {
        if (_ceiling.IsValueCreated)
            _ceiling.Value.Dispose();
        foreach (var server in (Lazy<IServer>[])[_ours, _linux])
        {
            if (server.IsValueCreated)
                server.Value.Dispose();
        }
    }

    private IReadOnlyList<Measurement> Bulk(string direction, Service service, string movement)
    {
        var bytes = isQuick ? 50_000_000L : 1_000_000_000L;
        return Interleaved.Measure(direction, [CeilingContestant(movement), Contestant(Ours, _ours, service, bytes, inMegabytes: true), Contestant(Peer, _linux, service, bytes, inMegabytes: true)], Least, Rounds);
    }

    private Contestant CeilingContestant(string movement)
    {
        var cpu = new List<double>();
        return new(Least, () =>
        {
            var report = _ceiling.Value.Move(movement, Turn);
            cpu.Add(report.Cpu / (report.Count * SegmentSize / 1e9));
            return report.Rate * SegmentSize / 1e6;
        })
        {
            Also = () => CpuColumn(cpu),
        };
    }

    private static Contestant Contestant(string name, Lazy<IServer> server, Service service, long count, bool inMegabytes = false)
    {
        var cpu = new List<double>();
        var isWarm = false;
        return new(name, () =>
        {
            if (!isWarm)
                server.Value.Use(service, count);
            isWarm = true;

            var before = server.Value.ProcessorTime;
            var report = server.Value.Use(service, count);
            cpu.Add((server.Value.ProcessorTime - before).TotalSeconds / (count / 1e9));
            return inMegabytes ? report.Rate / 1e6 : report.Rate;
        })
        {
            Also = () => inMegabytes ? CpuColumn(cpu) : new Dictionary<string, string>(),
        };
    }

    private static Dictionary<string, string> CpuColumn(List<double> cpu) => new() { ["CPU s/GB"] = Markdown.Number(Figure.Of(cpu).Median) };
}
