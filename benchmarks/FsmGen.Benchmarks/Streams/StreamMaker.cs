using System.Runtime.CompilerServices;

namespace FsmGen.Benchmarks.Streams;

/// <summary>Makes streams for a machine from its rows, the same ones each time, and works out what must come of them.</summary>
internal sealed class StreamMaker<TState, TEvent>
    where TState : unmanaged, Enum
    where TEvent : unmanaged, Enum
{
    public const int ManyMachines = 1024;

    private const int Length = EventStream.Full;

    private readonly Dictionary<(int State, int Event), (int To, long Effects)> _rows;
    private readonly Dictionary<int, int[]> _legal;
    private readonly int _events = Enum.GetValues<TEvent>().Length;

    public StreamMaker(IReadOnlyCollection<Row<TState, TEvent>> rows)
    {
        _rows = rows.ToDictionary(static row => (Number(row.From), Number(row.On)), static row => (Number(row.To), row.Effects));
        _legal = rows.GroupBy(static row => Number(row.From)).ToDictionary(static state => state.Key, static state => state.Select(static row => Number(row.On)).ToArray());
    }

    /// <summary>One life after the other: a predictor knows it by heart.</summary>
    public static EventStream Lifecycle(IReadOnlyList<TEvent> life) =>
        new("lifecycle loop", 1, [.. Enumerable.Range(0, Length).Select(i => (byte)Number(life[i % life.Count]))], []);

    /// <summary>Each event is one that the state takes.</summary>
    public EventStream Legal()
    {
        var (random, state) = (new Random(793), 0);
        return new("random, legal", 1, [.. Enumerable.Range(0, Length).Select(_ => Next(random, ref state))], []);
    }

    /// <summary>Any event, whether the state takes it or not, and as often a legal one, or the machine would not get far.</summary>
    public EventStream Noisy()
    {
        var (random, state) = (new Random(9293), 0);
        return new("random, noisy", 1, [.. Enumerable.Range(0, Length).Select(_ => random.Next(2) == 0 ? Next(random, ref state) : Any(random, ref state))], []);
    }

    /// <summary>Legal events, each for another machine.</summary>
    public EventStream Interleaved()
    {
        var random = new Random(1122);
        var states = new int[ManyMachines];
        var (events, targets) = (new byte[Length], new ushort[Length]);
        for (var i = 0; i < Length; i++)
        {
            targets[i] = (ushort)random.Next(ManyMachines);
            events[i] = Next(random, ref states[targets[i]]);
        }

        return new("1,024 interleaved", ManyMachines, events, targets);
    }

    /// <summary>What must come of a stream, row by row.</summary>
    public Outcome Expect(EventStream stream)
    {
        var states = new int[stream.Machines];
        var effects = 0L;
        var taken = 0;
        for (var i = 0; i < stream.Length; i++)
        {
            ref var state = ref states[stream.Targets.Length == 0 ? 0 : stream.Targets[i]];
            if (!_rows.TryGetValue((state, stream.Events[i]), out var row))
                continue;

            taken++;
            effects += row.Effects;
            state = row.To;
        }

        return states.Aggregate(new Outcome(0, taken, effects), static (outcome, state) => outcome.With(state, 0));
    }

    private static int Number<T>(T value) where T : unmanaged, Enum => Unsafe.BitCast<T, byte>(value);

    private byte Next(Random random, ref int state) => Step(_legal[state][random.Next(_legal[state].Length)], ref state);

    private byte Any(Random random, ref int state) => Step(random.Next(_events), ref state);

    private byte Step(int e, ref int state)
    {
        if (_rows.TryGetValue((state, e), out var row))
            state = row.To;
        return (byte)e;
    }
}
