using FsmGen.Benchmarks.Contenders;
using FsmGen.Benchmarks.Streams;

namespace FsmGen.Benchmarks;

/// <summary>A machine, everybody who has written it, and the streams that they take.</summary>
/// <param name="Name">Names its table.</param>
/// <param name="Title">Stands above it.</param>
/// <param name="Contenders">Whoever takes part; the first one is who the others are compared with.</param>
/// <param name="Streams">What they are given.</param>
/// <param name="Expect">What must come of a stream.</param>
internal sealed record Subject(
    string Name, string Title, IReadOnlyList<Contender> Contenders, IReadOnlyList<EventStream> Streams, Func<EventStream, Outcome> Expect) : IDisposable
{
    public const string Baseline = "hand-written switch, called", Ours = "FsmGen, class", OurTable = "FsmGen, table", OurBulk = "FsmGen, class, bulk", OurTableBulk = "FsmGen, table, bulk", Stateless = "Stateless";

    /// <summary>A subject whose rows the peers are made from that can be; the others are written for it.</summary>
    public static Subject Of<TState, TEvent>(string name, string title, Row<TState, TEvent>[] rows, TEvent[] life, params Contender[] written)
        where TState : unmanaged, Enum
        where TEvent : unmanaged, Enum
    {
        var maker = new StreamMaker<TState, TEvent>(rows);
        var table = TableMachine.Make(rows);
        Contender[] contenders =
        [
            .. written,
            new MachineContender<TableMachine<TEvent>, TEvent>("hand-written table", () => new(table)),
            new MachineContender<StatelessAdapter<TState, TEvent>, TEvent>(Stateless, () => new(rows)),
            new AkkaContender<TState, TEvent>(rows),
            XStateContender.Of(rows),
        ];
        return new(name, title, contenders, [StreamMaker<TState, TEvent>.Lifecycle(life), maker.Legal(), maker.Noisy(), maker.Interleaved()], maker.Expect);
    }

    /// <summary>A subject that is no list of rows: all must come to what comes of the one that was written by hand.</summary>
    public static Subject Of(EventStream stream, Contender byHand, params Contender[] others) =>
        new(stream.Name, stream.Name, [byHand, .. others], [stream], part => byHand.Take(part).Outcome);

    /// <summary>Lets a contender take a stream, and throws unless that has come of it which must.</summary>
    public Run Take(Contender contender, EventStream stream)
    {
        var run = contender.Take(stream);
        var expected = Expect(stream);
        return run.Outcome == expected ? run : throw new InvalidOperationException($"After {stream.Length} events of '{stream.Name}' there is {run.Outcome}, not {expected}");
    }

    public void Dispose()
    {
        foreach (var contender in Contenders)
            contender.Dispose();
    }
}
