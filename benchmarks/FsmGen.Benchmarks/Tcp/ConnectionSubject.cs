using System.Runtime.InteropServices;
using FsmGen.Benchmarks.Contenders;
using static FsmGen.Benchmarks.Tcp.ConnectionEvent;

namespace FsmGen.Benchmarks.Tcp;

/// <content>The number that actions add to.</content>
internal partial class Connection
{
    public long Effects;
}

/// <content>The number that actions add to.</content>
internal partial struct ConnectionValue
{
    public long Effects;
}

/// <summary>A TCP connection in all the ways there are to write it.</summary>
internal static class ConnectionSubject
{
    public static Subject Make() => Subject.Of("tcp", "A TCP connection: 11 states, 20 events", ConnectionRows.All,
        [
            PassiveOpen, Syn, Ack, Text, Send, Ack, Text, Receive, Ack, Fin, Close, AckOfFin,
            ActiveOpen, SynAck, Send, Ack, Text, Receive, Close, AckOfFin, Fin, TimeWaitTimeout,
        ],
        new MachineContender<Called, ConnectionEvent>(Subject.Baseline, static () => new Called(new())),
        new MachineContender<Inlined, ConnectionEvent>("hand-written switch, inlined", static () => new Inlined(new())),
        new MachineContender<Generated, ConnectionEvent>(Subject.Ours, static () => new Generated(Started())),
        new MachineContender<GeneratedValue, ConnectionEvent>("FsmGen, struct", static () => new GeneratedValue(StartedValue())),
        new MachineContender<GeneratedTable, ConnectionEvent>(Subject.OurTable, static () => new GeneratedTable(StartedTable())),
        new BulkContender<Bulk, ConnectionEvent>(Subject.OurBulk, static () => new Bulk(Started())),
        new BulkContender<TableBulk, ConnectionEvent>(Subject.OurTableBulk, static () => new TableBulk(StartedTable())));

    public static Connection Started()
    {
        var machine = new Connection();
        machine.Start();
        return machine;
    }

    public static ConnectionValue StartedValue()
    {
        var machine = new ConnectionValue();
        machine.Start();
        return machine;
    }

    public static ConnectionTable StartedTable()
    {
        var machine = new ConnectionTable();
        machine.Start();
        return machine;
    }

    private readonly struct Called(ConnectionSwitch machine) : IMachine<ConnectionEvent>
    {
        public int State => (int)machine.State;

        public long Effects => machine.Effects;

        public bool Fire(ConnectionEvent e) => machine.Call(e);
    }

    private readonly struct Inlined(ConnectionSwitch machine) : IMachine<ConnectionEvent>
    {
        public int State => (int)machine.State;

        public long Effects => machine.Effects;

        public bool Fire(ConnectionEvent e) => machine.Fire(e);
    }

    private readonly struct Generated(Connection machine) : IMachine<ConnectionEvent>
    {
        public int State => (int)machine.State;

        public long Effects => machine.Effects;

        public bool Fire(ConnectionEvent e) => machine.Fire(e) != Connection.FireResult.Unhandled;
    }

    private struct GeneratedValue(ConnectionValue machine) : IMachine<ConnectionEvent>
    {
        private ConnectionValue _machine = machine;

        public readonly int State => (int)_machine.State;

        public readonly long Effects => _machine.Effects;

        public bool Fire(ConnectionEvent e) => _machine.Fire((ConnectionValueEvent)e) != ConnectionValue.FireResult.Unhandled;
    }

    private struct GeneratedTable(ConnectionTable machine) : IMachine<ConnectionEvent>
    {
        private long _effects;

        public readonly int State => (int)machine.State;

        public readonly long Effects => _effects;

        public bool Fire(ConnectionEvent e)
        {
            var result = machine.Fire((ConnectionTableEvent)e);
            result.Add(out var amount);
            _effects += amount;
            return result.Outcome != ConnectionTable.FireResult.Unhandled;
        }
    }

    private readonly struct Bulk(Connection machine) : IBulkMachine<ConnectionEvent>
    {
        public int State => (int)machine.State;

        public long Effects => machine.Effects;

        public int Fire(ReadOnlySpan<ConnectionEvent> events) => machine.Fire(events);
    }

    private struct TableBulk(ConnectionTable machine) : IBulkMachine<ConnectionEvent>
    {
        private readonly ConnectionTable.StepResult[] _results = new ConnectionTable.StepResult[1024];
        private long _effects;

        public readonly int State => (int)machine.State;

        public readonly long Effects => _effects;

        // The results of a part at a time, which stays in the cache.
        public int Fire(ReadOnlySpan<ConnectionEvent> events)
        {
            var taken = 0;
            for (var triggers = MemoryMarshal.Cast<ConnectionEvent, ConnectionTableEvent>(events); !triggers.IsEmpty;)
            {
                var part = triggers[..Math.Min(triggers.Length, _results.Length)];
                machine.Fire(part, _results);
                foreach (var result in _results.AsSpan(0, part.Length))
                {
                    result.Add(out var amount);
                    _effects += amount;
                    taken += result.Outcome != ConnectionTable.FireResult.Unhandled ? 1 : 0;
                }

                triggers = triggers[part.Length..];
            }

            return taken;
        }
    }
}
