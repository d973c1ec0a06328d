using System.Diagnostics;
using Akka.Actor;
using FsmGen.Benchmarks.Streams;

namespace FsmGen.Benchmarks.Contenders;

/// <summary>Akka's FSM, told as its users tell it: messages go into its mailbox, and a thread of its dispatcher takes them.</summary>
internal sealed class AkkaContender<TState, TEvent>(IReadOnlyCollection<Row<TState, TEvent>> rows) : Contender("Akka FSM")
    where TState : unmanaged, Enum
    where TEvent : unmanaged, Enum
{
    /// <summary>No chatter: neither logs nor dead letters.</summary>
    public const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off, log-dead-letters-during-shutdown = off }";

    private readonly Lazy<ActorSystem> _system = new(static () => ActorSystem.Create("benchmarks", Quiet));

    // Each message once on the heap, as somebody would do it who tells the same ones over and over.
    private readonly object[] _messages = [.. Enum.GetValues<TEvent>().Select(static e => (object)e)];

    public override Run Take(EventStream stream)
    {
        var actors = Enumerable.Range(0, stream.Machines)
            .Select(_ => _system.Value.ActorOf(Props.Create(() => new AkkaMachine<TState, TEvent>(rows)))).ToArray();
        Ask(actors);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < stream.Events.Length; i++)
            actors[stream.Targets.Length == 0 ? 0 : stream.Targets[i]].Tell(_messages[stream.Events[i]], ActorRefs.NoSender);
        var answers = Ask(actors);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        foreach (var actor in actors)
            _system.Value.Stop(actor);
        return new(answers.Aggregate(new Outcome(0, answers.Sum(static answer => answer.Taken), 0), static (outcome, answer) => outcome.With(answer.State, answer.Effects)), elapsed, allocated);
    }

    public override void Dispose()
    {
        if (_system.IsValueCreated)
            _system.Value.Terminate().Wait();
        base.Dispose();
    }

    private static Answer[] Ask(IActorRef[] actors) =>
        Task.WhenAll(actors.Select(static actor => actor.Ask<Answer>(Question.Instance, TimeSpan.FromSeconds(60)))).GetAwaiter().GetResult();
}
