using Akka.Actor;
using BenchmarkDotNet.Attributes;
using FsmGen.Benchmarks.Contenders;
using FsmGen.Benchmarks.Tcp;

namespace FsmGen.Benchmarks.SingleFigures;

/// <summary>A new machine, ready for its first event. What it allocates is its size.</summary>
public class CreationBenchmarks
{
    private static readonly TableMachine.Entry[] Table = TableMachine.Make(ConnectionRows.All);

    private ActorSystem? _system;

    [GlobalSetup]
    public void StartSystem() => _system = ActorSystem.Create("creation", AkkaContender<ConnectionState, ConnectionEvent>.Quiet);

    [GlobalCleanup]
    public void EndSystem() => _system?.Terminate().Wait();

    [Benchmark(Baseline = true, Description = "hand-written switch")]
    public object Switch() => new ConnectionSwitch();

    [Benchmark(Description = "hand-written table")]
    public object ByTable() => new TableMachine(Table);

    [Benchmark(Description = Subject.Ours)]
    public object Class() => ConnectionSubject.Started();

    [Benchmark(Description = "FsmGen, struct")]
    public bool Struct() => ConnectionSubject.StartedValue().State == ConnectionValueState.Closed;

    [Benchmark(Description = Subject.Stateless)]
    public object InStateless() => new StatelessMachine<ConnectionState, ConnectionEvent>(ConnectionRows.All);

    // Told to stop at once, or a run would end with a million actors; that is part of the figure.
    [Benchmark(Description = "Akka FSM, made and stopped")]
    public bool InAkka()
    {
        var actor = _system!.ActorOf(Props.Create(() => new AkkaMachine<ConnectionState, ConnectionEvent>(ConnectionRows.All))); // set up before
        var answer = actor.Ask<Answer>(Question.Instance).GetAwaiter().GetResult();
        _system!.Stop(actor);
        return answer.State == 0;
    }
}
