using System.Runtime.CompilerServices;

namespace FsmGen.Benchmarks.Contenders;

/// <summary>What one writes by hand where actions are data: an array by state and event.</summary>
internal sealed class TableMachine(TableMachine.Entry[] table)
{
    private const int EventBits = 5;

    public byte State;
    public long Effects;

    public readonly record struct Entry(long Effects, byte Next, byte Taken);

    public static Entry[] Make<TState, TEvent>(IReadOnlyCollection<Row<TState, TEvent>> rows)
        where TState : unmanaged, Enum
        where TEvent : unmanaged, Enum
    {
        var states = Enum.GetValues<TState>();
        var table = new Entry[states.Length << EventBits];
        foreach (var state in states)
            table.AsSpan(Unsafe.BitCast<TState, byte>(state) << EventBits, 1 << EventBits).Fill(new(0, Unsafe.BitCast<TState, byte>(state), 0));
        foreach (var row in rows)
            table[(Unsafe.BitCast<TState, byte>(row.From) << EventBits) | Unsafe.BitCast<TEvent, byte>(row.On)] = new(row.Effects, Unsafe.BitCast<TState, byte>(row.To), 1);

        return table;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Fire(byte e)
    {
        ref readonly var entry = ref table[(State << EventBits) | e];
        State = entry.Next;
        Effects += entry.Effects;
        return entry.Taken != 0;
    }
}

/// <summary>The table as a contender for machines with these events.</summary>
internal readonly struct TableMachine<TEvent>(TableMachine.Entry[] table) : IMachine<TEvent>
    where TEvent : unmanaged, Enum
{
    private readonly TableMachine _machine = new(table);

    public int State => _machine.State;

    public long Effects => _machine.Effects;

    public bool Fire(TEvent e) => _machine.Fire(Unsafe.BitCast<TEvent, byte>(e));
}
