using FsmGen.Tcp.Benchmarks.Servers;

namespace FsmGen.Tcp.Benchmarks;

/// <summary>What was aimed at for TCP.</summary>
internal static class TcpGoals
{
    public static IEnumerable<Goal> Of(IReadOnlyList<Table> tables) =>
        from table in tables
        where table.Name == "bulk"
        from direction in (string[])[ServerTables.Sending, ServerTables.Receiving]
        select new Goal($"bulk text {direction}: at least 0.7 × what C can move in packets", 0.7, table.RatioOf(direction, ServerTables.Ours), IsMaximum: false);
}
