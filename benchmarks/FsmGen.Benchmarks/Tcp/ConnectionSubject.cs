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
        new MachineContender<GeneratedValue, ConnectionEvent>("FsmGen, struct", static () => new GeneratedValue(StartedValue())));

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
}
