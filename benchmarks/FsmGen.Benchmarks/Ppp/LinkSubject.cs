using System.Runtime.InteropServices;
using FsmGen.Benchmarks.Contenders;
using static FsmGen.Benchmarks.Ppp.LinkEvent;

namespace FsmGen.Benchmarks.Ppp;

/// <content>The number that actions add to.</content>
internal partial class Link
{
    public long Effects;
}

/// <content>The number that actions add to.</content>
internal partial struct LinkValue
{
    public long Effects;
}

/// <summary>The automaton of PPP in all the ways there are to write it.</summary>
internal static class LinkSubject
{
    public static Subject Make() => Subject.Of("ppp", "A PPP link: 10 states, 16 events", LinkRows.All,
        [
            Open, Up, GoodRequest, Ack, EchoRequest, EchoRequest, UnknownCode, EchoRequest, TerminateRequest, TimeoutLast, Down, Close,
        ],
        new MachineContender<Called, LinkEvent>(Subject.Baseline, static () => new Called(new())),
        new MachineContender<Inlined, LinkEvent>("hand-written switch, inlined", static () => new Inlined(new())),
        new MachineContender<Generated, LinkEvent>(Subject.Ours, static () => new Generated(Started())),
        new MachineContender<GeneratedValue, LinkEvent>("FsmGen, struct", static () => new GeneratedValue(StartedValue())),
        new MachineContender<GeneratedTable, LinkEvent>(Subject.OurTable, static () => new GeneratedTable(StartedTable())),
        new BulkContender<Bulk, LinkEvent>(Subject.OurBulk, static () => new Bulk(Started())),
        new BulkContender<TableBulk, LinkEvent>(Subject.OurTableBulk, static () => new TableBulk(StartedTable())));

    public static Link Started()
    {
        var machine = new Link();
        machine.Start();
        return machine;
    }

    public static LinkValue StartedValue()
    {
        var machine = new LinkValue();
        machine.Start();
        return machine;
    }

    public static LinkTable StartedTable()
    {
        var machine = new LinkTable();
        machine.Start();
        return machine;
    }

    private readonly struct Called(LinkSwitch machine) : IMachine<LinkEvent>
    {
        public int State => (int)machine.State;

        public long Effects => machine.Effects;

        public bool Fire(LinkEvent e) => machine.Call(e);
    }

    private readonly struct Inlined(LinkSwitch machine) : IMachine<LinkEvent>
    {
        public int State => (int)machine.State;

        public long Effects => machine.Effects;

        public bool Fire(LinkEvent e) => machine.Fire(e);
    }

    private readonly struct Generated(Link machine) : IMachine<LinkEvent>
    {
        public int State => (int)machine.State;

        public long Effects => machine.Effects;

        public bool Fire(LinkEvent e) => machine.Fire(e) != Link.FireResult.Unhandled;
    }

    private struct GeneratedValue(LinkValue machine) : IMachine<LinkEvent>
    {
        private LinkValue _machine = machine;

        public readonly int State => (int)_machine.State;

        public readonly long Effects => _machine.Effects;

        public bool Fire(LinkEvent e) => _machine.Fire((LinkValueEvent)e) != LinkValue.FireResult.Unhandled;
    }

    private struct GeneratedTable(LinkTable machine) : IMachine<LinkEvent>
    {
        private long _effects;

        public readonly int State => (int)machine.State;

        public readonly long Effects => _effects;

        public bool Fire(LinkEvent e)
        {
            var result = machine.Fire((LinkTableEvent)e);
            result.Add(out var amount);
            _effects += amount;
            return result.Outcome != LinkTable.FireResult.Unhandled;
        }
    }

    private readonly struct Bulk(Link machine) : IBulkMachine<LinkEvent>
    {
        public int State => (int)machine.State;

        public long Effects => machine.Effects;

        public int Fire(ReadOnlySpan<LinkEvent> events) => machine.Fire(events);
    }

    private struct TableBulk(LinkTable machine) : IBulkMachine<LinkEvent>
    {
        private readonly LinkTable.StepResult[] _results = new LinkTable.StepResult[1024];
        private long _effects;

        public readonly int State => (int)machine.State;

        public readonly long Effects => _effects;

        // The results of a part at a time, which stays in the cache.
        public int Fire(ReadOnlySpan<LinkEvent> events)
        {
            var taken = 0;
            for (var triggers = MemoryMarshal.Cast<LinkEvent, LinkTableEvent>(events); !triggers.IsEmpty;)
            {
                var part = triggers[..Math.Min(triggers.Length, _results.Length)];
                machine.Fire(part, _results);
                foreach (var result in _results.AsSpan(0, part.Length))
                {
                    result.Add(out var amount);
                    _effects += amount;
                    taken += result.Outcome != LinkTable.FireResult.Unhandled ? 1 : 0;
                }

                triggers = triggers[part.Length..];
            }

            return taken;
        }
    }
}
