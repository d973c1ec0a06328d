using FsmGen.Tcp.Benchmarks;
using FsmGen.Tcp.Benchmarks.Servers;
using FsmGen.Tcp.Benchmarks.Simulated;

return new BenchmarkProgram(new("tcp", "FsmGen.Tcp.Benchmarks"), "Measures TCP with Linux at the other end of a TUN device, and in the simulated network.",
[
    new("bulk", static isQuick => Over(isQuick, static tables => tables.Bulk())),
    new("ping-pong", static isQuick => Over(isQuick, static tables => tables.PingPong())),
    new("connections", static isQuick => Over(isQuick, static tables => tables.Connections())),
    new("memory", static isQuick => [MemoryTable.Measure(isQuick)]),
    new("loss", static isQuick => [LossTable.Measure(isQuick)]),
    new("fairness", static isQuick => [FairnessTable.Measure(isQuick)]),
])
{
    Goals = TcpGoals.Of,
}.Run(args);

static Table[] Over(bool isQuick, Func<ServerTables, Table> measure)
{
    using var tables = new ServerTables(isQuick);
    return [measure(tables)];
}
