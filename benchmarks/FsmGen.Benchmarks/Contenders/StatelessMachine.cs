using System.Runtime.CompilerServices;
using Stateless;

namespace FsmGen.Benchmarks.Contenders;

/// <summary>The rows in Stateless: actions stand where its users put them, on internal transitions and on entry from a trigger.</summary>
internal sealed class StatelessMachine<TState, TEvent>
    where TState : unmanaged, Enum
    where TEvent : unmanaged, Enum
{
    private readonly StateMachine<TState, TEvent> _machine = new(default(TState));
    private int _unhandled;

    public StatelessMachine(IReadOnlyCollection<Row<TState, TEvent>> rows)
    {
        _machine.OnUnhandledTrigger((_, _) => _unhandled++);
        foreach (var row in rows)
        {
            var from = _machine.Configure(row.From);
            if (!row.IsInternal)
                from.Permit(row.On, row.To);
            else if (row.Effects == 0)
                from.Ignore(row.On);
            else
                from.InternalTransition(row.On, _ => Effects += row.Effects);
        }

        foreach (var entry in rows.Where(static row => !row.IsInternal).GroupBy(static row => (row.To, row.On)).Where(static entry => entry.Any(static row => row.Effects != 0)))
            _machine.Configure(entry.Key.To).OnEntryFrom(entry.Key.On, Act([.. entry]));
    }

    public TState State => _machine.State;

    public long Effects { get; private set; }

    public bool Fire(TEvent e)
    {
        var before = _unhandled;
        _machine.Fire(e);
        return before == _unhandled;
    }

    // The same trigger may mean something else in another source, which only then has to be asked for.
    private Action<StateMachine<TState, TEvent>.Transition> Act(Row<TState, TEvent>[] rows)
    {
        var effects = rows[0].Effects;
        if (rows.All(row => row.Effects == effects))
            return _ => Effects += effects;

        var bySource = new long[Enum.GetValues<TState>().Length];
        foreach (var row in rows)
            bySource[Unsafe.BitCast<TState, byte>(row.From)] = row.Effects;
        return transition => Effects += bySource[Unsafe.BitCast<TState, byte>(transition.Source)];
    }
}

/// <summary>Stateless as a contender.</summary>
internal readonly struct StatelessAdapter<TState, TEvent>(IReadOnlyCollection<Row<TState, TEvent>> rows) : IMachine<TEvent>
    where TState : unmanaged, Enum
    where TEvent : unmanaged, Enum
{
    private readonly StatelessMachine<TState, TEvent> _machine = new(rows);

    public int State => Unsafe.BitCast<TState, byte>(_machine.State);

    public long Effects => _machine.Effects;

    public bool Fire(TEvent e) => _machine.Fire(e);
}
