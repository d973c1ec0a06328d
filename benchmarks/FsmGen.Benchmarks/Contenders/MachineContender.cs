using System.Diagnostics;
using System.Runtime.InteropServices;
using FsmGen.Benchmarks.Streams;

namespace FsmGen.Benchmarks.Contenders;

/// <summary>A machine of this process, called event by event.</summary>
internal sealed class MachineContender<TMachine, TEvent>(string name, Func<TMachine> create) : Contender(name)
    where TMachine : struct, IMachine<TEvent>
    where TEvent : unmanaged, Enum
{
    public override Run Take(EventStream stream)
    {
        var events = MemoryMarshal.Cast<byte, TEvent>(stream.Events);
        return stream.Targets.Length == 0 ? TakeOne(events) : TakeMany(events, stream.Targets, stream.Machines);
    }

    private Run TakeOne(ReadOnlySpan<TEvent> events)
    {
        var machine = create();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var taken = Loop(ref machine, events);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return new(new Outcome(0, taken, 0).With(machine.State, machine.Effects), elapsed, allocated);
    }

    private Run TakeMany(ReadOnlySpan<TEvent> events, ushort[] targets, int count)
    {
        var machines = new TMachine[count];
        foreach (ref var machine in machines.AsSpan())
            machine = create();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var taken = Loop(machines, events, targets);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return new(machines.Aggregate(new Outcome(0, taken, 0), static (outcome, machine) => outcome.With(machine.State, machine.Effects)), elapsed, allocated);
    }

    // A copy in a local, so that a machine that is inlined may live in registers.
    private static int Loop(ref TMachine machine, ReadOnlySpan<TEvent> events)
    {
        var local = machine;
        var taken = 0;
        foreach (var e in events)
            taken += local.Fire(e) ? 1 : 0;

        machine = local;
        return taken;
    }

    private static int Loop(TMachine[] machines, ReadOnlySpan<TEvent> events, ushort[] targets)
    {
        var taken = 0;
        for (var i = 0; i < events.Length && i < targets.Length; i++)
            taken += machines[targets[i]].Fire(events[i]) ? 1 : 0;

        return taken;
    }
}
