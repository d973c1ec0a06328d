using System.Runtime.CompilerServices;
using Akka.Actor;

namespace FsmGen.Benchmarks.Contenders;

/// <summary>The rows in Akka's FSM: an actor with a handler for each state.</summary>
internal sealed class AkkaMachine<TState, TEvent> : FSM<TState, object?>
    where TState : unmanaged, Enum
    where TEvent : unmanaged, Enum
{
    private long _effects;
    private int _taken;

    public AkkaMachine(IReadOnlyCollection<Row<TState, TEvent>> rows)
    {
        StartWith(default, null);
        foreach (var state in rows.GroupBy(static row => row.From))
        {
            var byEvent = new Row<TState, TEvent>?[Enum.GetValues<TEvent>().Length];
            foreach (var row in state)
                byEvent[Unsafe.BitCast<TEvent, byte>(row.On)] = row;

            When(state.Key, e => e.FsmEvent is TEvent on && byEvent[Unsafe.BitCast<TEvent, byte>(on)] is { } row ? Take(row) : null);
        }

        WhenUnhandled(e =>
        {
            if (e.FsmEvent is Question)
                Sender.Tell(new Answer(Unsafe.BitCast<TState, byte>(StateName), _taken, _effects));
            return Stay();
        });
    }

    private State<TState, object?> Take(Row<TState, TEvent> row)
    {
        _taken++;
        _effects += row.Effects;
        return row.IsInternal ? Stay() : GoTo(row.To);
    }
}

/// <summary>Asks an actor where it is: its answer comes behind all that it was told before.</summary>
internal sealed record Question
{
    public static readonly Question Instance = new();
}

/// <summary>Where an actor is.</summary>
internal sealed record Answer(int State, int Taken, long Effects);
