using System.Globalization;

namespace FsmGen.Tcp.Benchmarks.Servers;

/// <summary>What a connection takes on which nothing happens.</summary>
internal static class MemoryTable
{
    private const string Linux = "Linux, a socket";

    public static Table Measure(bool isQuick)
    {
        var count = isQuick ? 2_000 : 10_000;
        return new("memory", "An idle connection", "bytes", Interleaved.Measure("", [new(ServerTables.Ours, () => OfOurs(count)), new(Linux, OfLinux)], Linux, rounds: 1))
        {
            Note = $"Ours: by how much the managed heap grows, the stream that the server holds included, divided by {count:N0}. "
                + "Linux: the sizes of what its kernel makes for one (TCP, socket, file and directory entry), as /proc/slabinfo has them.",
        };
    }

    private static double OfOurs(int count)
    {
        using var server = new StackServer();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        server.StartHolding(count);
        if (!SpinWait.SpinUntil(() => server.Held == count, TimeSpan.FromSeconds(60)))
            throw new TimeoutException($"Of {count} connections {server.Held} came");

        return (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / count;
    }

    private static double OfLinux()
    {
        string[] wanted = ["TCP", "sock_inode_cache", "filp", "dentry"];
        var sizes = File.ReadLines("/proc/slabinfo").Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => wanted.Contains(fields[0])).ToDictionary(static fields => fields[0], static fields => double.Parse(fields[3], CultureInfo.InvariantCulture));
        return sizes.ContainsKey("TCP") ? sizes.Values.Sum() : throw new InvalidOperationException("/proc/slabinfo does not tell the size of a TCP socket");
    }
}
