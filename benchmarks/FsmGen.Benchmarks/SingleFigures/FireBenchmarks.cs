using Akka.Actor;
using BenchmarkDotNet.Attributes;
using FsmGen.Benchmarks.Contenders;
using FsmGen.Benchmarks.Tcp;

namespace FsmGen.Benchmarks.SingleFigures;

/// <summary>An established connection gets text: one event, over and over.</summary>
public class FireBenchmarks
{
    private static readonly TableMachine.Entry[] Table = TableMachine.Make(ConnectionRows.All);

    private readonly ConnectionSwitch _switch = new() { State = ConnectionState.Established };
    private readonly TableMachine _table = new(Table) { State = (byte)ConnectionState.Established };
    private readonly Connection _class = ConnectionSubject.Started();
    private readonly StatelessMachine<ConnectionState, ConnectionEvent> _stateless = new(ConnectionRows.All);
    private ConnectionValue _struct = ConnectionSubject.StartedValue();
    private ActorSystem? _system;
    private IActorRef _actor = ActorRefs.Nobody;

    [GlobalSetup]
    public void Establish()
    {
        _system = ActorSystem.Create("single", AkkaContender<ConnectionState, ConnectionEvent>.Quiet);
        _actor = _system.ActorOf(Props.Create(() => new AkkaMachine<ConnectionState, ConnectionEvent>(ConnectionRows.All)));
        foreach (var e in (ConnectionEvent[])[ConnectionEvent.ActiveOpen, ConnectionEvent.SynAck])
        {
            _class.Fire(e);
            _struct.Fire((ConnectionValueEvent)e);
            _stateless.Fire(e);
            _actor.Tell(e);
        }

        if (_class.State != ConnectionState.Established || _struct.State != ConnectionValueState.Established || _stateless.State != ConnectionState.Established)
            throw new InvalidOperationException("A machine is not where it should be");
    }

    [GlobalCleanup]
    public void End() => _system?.Terminate().Wait();

    [Benchmark(Baseline = true, Description = Subject.Baseline)]
    public bool Switch() => _switch.Call(ConnectionEvent.Text);

    [Benchmark(Description = "hand-written table")]
    public bool ByTable() => _table.Fire((byte)ConnectionEvent.Text);

    [Benchmark(Description = "FsmGen, class, Fire(Text)")]
    public bool Class() => _class.Fire(ConnectionEvent.Text) == Connection.FireResult.Handled;

    [Benchmark(Description = "FsmGen, class, Text()")]
    public bool ClassTyped() => _class.Text() == Connection.FireResult.Handled;

    [Benchmark(Description = "FsmGen, struct, Text()")]
    public bool StructTyped() => _struct.Text() == ConnectionValue.FireResult.Handled;

    [Benchmark(Description = Subject.Stateless)]
    public bool InStateless() => _stateless.Fire(ConnectionEvent.Text);

    // There and back: an actor has no other way to say that it is done.
    [Benchmark(Description = "Akka FSM, told and asked")]
    public bool InAkka()
    {
        _actor.Tell(ConnectionEvent.Text);
        return _actor.Ask<Answer>(Question.Instance).GetAwaiter().GetResult().Taken > 0;
    }
}
