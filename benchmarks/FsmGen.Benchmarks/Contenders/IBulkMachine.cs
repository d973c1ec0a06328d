namespace FsmGen.Benchmarks.Contenders;

/// <summary>A machine that is given many events in one call.</summary>
internal interface IBulkMachine<TEvent>
    where TEvent : unmanaged, Enum
{
    int State { get; }

    long Effects { get; }

    /// <summary>Gives the machine events, one after the other; how many of them a row took.</summary>
    int Fire(ReadOnlySpan<TEvent> events);
}
