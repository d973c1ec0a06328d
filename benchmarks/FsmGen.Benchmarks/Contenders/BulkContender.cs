using System.Diagnostics;
using System.Runtime.InteropServices;
using FsmGen.Benchmarks.Streams;

namespace FsmGen.Benchmarks.Contenders;

/// <summary>A machine of this process that is given a stream in one call: so the stream is for one machine.</summary>
internal sealed class BulkContender<TMachine, TEvent>(string name, Func<TMachine> create) : Contender(name)
    where TMachine : struct, IBulkMachine<TEvent>
    where TEvent : unmanaged, Enum
{
    public override bool Takes(EventStream stream) => stream.Machines == 1;

    public override Run Take(EventStream stream)
    {
        var events = MemoryMarshal.Cast<byte, TEvent>(stream.Events);
        var machine = create();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var taken = machine.Fire(events);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return new(new Outcome(0, taken, 0).With(machine.State, machine.Effects), elapsed, allocated);
    }
}
