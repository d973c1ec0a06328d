using System.Runtime.CompilerServices;
using FsmGen.Benchmarks.Contenders;
using FsmGen.Benchmarks.Ppp;
using FsmGen.Benchmarks.Tcp;

namespace FsmGen.Benchmarks;

/// <summary>What an instance takes on the heap, a field of eight bytes for its effects included.</summary>
internal static class SizeTable
{
    public static Table Measure()
    {
        var (tcp, ppp) = (TableMachine.Make(ConnectionRows.All), TableMachine.Make(LinkRows.All));
        return new("size", "The size of an instance", "B",
        [
            .. Case("TCP connection", static () => new ConnectionSwitch(), () => new TableMachine(tcp), static () => new Connection(), Unsafe.SizeOf<ConnectionValue>(), static () => new StatelessMachine<ConnectionState, ConnectionEvent>(ConnectionRows.All)),
            .. Case("PPP link", static () => new LinkSwitch(), () => new TableMachine(ppp), static () => new Link(), Unsafe.SizeOf<LinkValue>(), static () => new StatelessMachine<LinkState, LinkEvent>(LinkRows.All)),
        ])
        {
            Cases = "machine",
            Note = "What creating one more allocates; a struct takes its size where it stands. An actor of Akka is spread over its system: what creating one allocates stands under *creating a machine*.",
        };
    }

    private static IReadOnlyList<Measurement> Case(string name, Func<object> @switch, Func<object> table, Func<object> @class, int valueSize, Func<object> stateless) => Table.Compare(
        [
            new(name, "hand-written switch", Allocated(@switch)),
            new(name, "hand-written table", Allocated(table)),
            new(name, Subject.Ours, Allocated(@class)),
            new(name, "FsmGen, struct", Figure.Exactly(valueSize)),
            new(name, Subject.Stateless, Allocated(stateless)),
        ], "hand-written switch");

    // What is made once, with the first instance, is not the instance's.
    private static Figure Allocated(Func<object> create)
    {
        GC.KeepAlive(create());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var instance = create();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(instance);
        return Figure.Exactly(bytes);
    }
}
